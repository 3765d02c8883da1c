import type { Instant } from '../base/index.js';
import type { SourceReading } from './outcome.js';

/** A source on its way into the capture. */
export interface SettleSource {
  readonly path: string;
  /** Name of what the user named it under. */
  readonly root: string;
  readonly reading: SourceReading;
}

/** What the user said of times. */
export interface SettleOptions {
  readonly asOf?: Instant;
  readonly timeZones?: readonly (readonly [pattern: string, zone: string])[];
}
