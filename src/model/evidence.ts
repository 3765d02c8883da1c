import type { Instant } from '../base/index.js';

/** Index into the capture's list of sources. */
export type SourceId = number;

/**
 * Where bytes lie: source, byte offset and length in it (after decompression, before decoding), the
 * line counted from 1 where the format has lines, a JSON Pointer (RFC 6901) where it is JSON.
 */
export interface Locator {
  readonly source: SourceId;
  readonly offset: number;
  readonly length: number;
  readonly line?: number;
  readonly pointer?: string;
}

/** A locator with the words that matter and when they were said: what a claim rests on. */
export interface Evidence extends Locator {
  /** At most 400 characters of what stands there, or of the field that the claim rests on. */
  readonly excerpt: string;
  readonly at?: Instant;
}
