import type { Stamp } from '../base/index.js';
import type { Locator, LogOrigin } from '../model/index.js';

/** A line of any log after its wrappers (CRI, journald, docker) and its own header are taken off. */
export interface LogLine {
  /** Undefined where neither the line nor a wrapper says when. */
  readonly at: Stamp | undefined;
  readonly severity: 'fatal' | 'error' | 'warning' | 'info' | 'unknown';
  /** The message without header; klog's quoted message unescaped; continuation lines joined by \n. */
  readonly text: string;
  /** Structured parts: klog key="value", logfmt, JSON members (nested ones by dotted name). */
  readonly fields: Readonly<Record<string, string>>;
  readonly origin: LogOrigin;
  readonly evidence: Locator;
}

/**
 * What a line means. `anchor` is a literal that every match contains (case-sensitive; a list: one of
 * them): one pass over the bytes of the line for all anchors decides which patterns are tried. Anchors
 * hold no quotes, backslashes or angle brackets, which JSON and Go quoting change.
 */
export interface MessagePattern {
  /** Message id, kebab-case: "cni-add-failed". Several patterns may share one. */
  readonly id: string;
  readonly anchor: string | readonly string[];
  /** Tried on `text` plus " key=value" of all fields; named groups become fields. */
  readonly pattern?: RegExp;
  /** Parts to capture where they stand, which a match does not need; the first to give a field wins. */
  readonly finds?: readonly RegExp[];
  /** Structured parts of the line that become fields: our name → the line's key. */
  readonly take?: Readonly<Record<string, string>>;
  /** Fixed fields: what this wording says of the mechanism. */
  readonly says?: Readonly<Record<string, string>>;
  /** Programs that say it; absent: any. */
  readonly programs?: readonly string[];
  readonly severity: 'fatal' | 'error' | 'warning' | 'info';
  /** Lines as the program writes them, each of which must match. */
  readonly samples: readonly string[];
  /** Fields that the first sample gives, as far as they are particular to this pattern. */
  readonly gives?: Readonly<Record<string, string>>;
  /** Project and file, or version, where the text comes from. */
  readonly origin: string;
}
