import type { Interval } from '../../../base/index.js';
import type { Level } from './levels.js';

export type GrammarName =
  | 'klog' | 'json' | 'logfmt' | 'etcd-text' | 'calico' | 'coredns' | 'redis' | 'dmesg' | 'text'; // prettier-ignore

/** A line's own header and fields, before origin and evidence are added. */
export interface Parsed {
  readonly grammar: GrammarName;
  readonly text: string;
  readonly severity: Level;
  readonly fields: Readonly<Record<string, string>>;
  /** The line's own time; yearless ones lie in the placeholder year. */
  readonly at?: Interval & { readonly zoned: boolean; readonly yearless?: boolean };
  /** Who says so, when the line tells. */
  readonly program?: string;
}

/** Reads one grammar; undefined when the line is not written in it. */
export type Grammar = (text: string) => Parsed | undefined;
