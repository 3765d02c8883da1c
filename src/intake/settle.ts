import type { Stamp } from '../base/index.js';
import { exactly } from '../base/index.js';
import type { CaptureRecord, SourceClock } from '../model/index.js';
import type { Reading } from './reading.js';

/** A source on its way into the capture. */
export interface SettleSource {
  readonly path: string;
  readonly root: string;
  readonly reading: Reading;
}

export interface Settled {
  readonly asOf: Stamp;
  /** By position in the given list. */
  readonly records: readonly (readonly CaptureRecord[])[];
  readonly clocks: readonly (SourceClock | undefined)[];
}

export function settle(sources: readonly SettleSource[], _options: unknown): Settled {
  for (const { reading } of sources) if (reading.isWaiting) reading.resume(exactly(0));
  return { asOf: exactly(0), records: sources.map(({ reading }) => reading.records), clocks: [] };
}
