import type { Interval, Stamp } from '../../../base/index.js';
import { UNTIMED } from '../../hints.js';

type Time = Interval & { readonly zoned: boolean };

/** Keeps the times of one source: the last one said, and whether its stamps name their zone. */
export class Clock {
  private last: Stamp | undefined;
  private zoned = 0;
  private zoneless = 0;

  /** The stamp of a line; a line without one was said at the time of the line before it. */
  read(time: Time | undefined): Stamp {
    if (time === undefined) return this.last ?? UNTIMED;
    if (time.zoned) this.zoned += 1;
    else this.zoneless += 1;
    this.last = { lo: time.lo, hi: time.hi, grade: 'A' };
    return this.last;
  }

  /** "UTC" when most stamps carry their zone, "unknown" when most do not; undefined without stamps. */
  get zone(): string | undefined {
    if (this.zoned + this.zoneless === 0) return undefined;
    return this.zoned >= this.zoneless ? 'UTC' : 'unknown';
  }
}
