import type { Interval, Stamp } from '../../../base/index.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../../base/index.js';
import { UNTIMED } from '../../hints.js';

type Time = Interval & { readonly zoned: boolean; readonly yearless?: boolean };

/** Zones lie whole quarters of an hour apart; a line is written within seconds of its stamp. */
const QUARTER = 15 * MINUTE;
const APART = 5 * SECOND;
/** Clocks of the world are between 12 hours behind and 14 hours ahead of UTC. */
const AHEAD = 14 * HOUR;

/** Keeps the times of one source: the last one said, and whether its stamps name their zone. */
export class Clock {
  private last: Stamp | undefined;
  private zoned = 0;
  private zoneless = 0;
  /** How far the program's own zoneless stamps are ahead of the wrapper's; null when that changes. */
  private ahead: number | null | undefined;

  /** The stamp of a line; one without is dated by the line before it, which may have been said long before. */
  read(time: Time | undefined): Stamp {
    if (time === undefined) return this.last === undefined ? UNTIMED : { ...this.last, grade: 'C' };
    if (time.zoned) this.zoned += 1;
    else this.zoneless += 1;
    this.last = { lo: time.lo, hi: time.hi, grade: 'A' };
    return this.last;
  }

  /** Learns the zone of the program's own stamps from the zoned ones that a runtime or journald put before them. */
  compare(outer: Time | undefined, own: Time | undefined): void {
    if (outer?.zoned !== true || outer.yearless === true || own === undefined || own.zoned) return;
    const apart = own.lo - outer.lo;
    const within = own.yearless === true ? AHEAD - ((((AHEAD - apart) % DAY) + DAY) % DAY) : apart;
    const ahead = Math.round(within / QUARTER) * QUARTER;
    if (Math.abs(within - ahead) > APART || Math.abs(ahead) > AHEAD) return;
    this.ahead = this.ahead === undefined || this.ahead === ahead ? ahead : null;
  }

  /** "+08:00": the zone of the stamps that the program itself writes. */
  get ownZone(): string | undefined {
    if (this.ahead === undefined || this.ahead === null) return undefined;
    const minutes = Math.round(Math.abs(this.ahead) / MINUTE);
    const two = (n: number): string => String(n).padStart(2, '0');
    return `${this.ahead < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  }

  /** "UTC" when most stamps carry their zone, "unknown" when most do not; undefined without stamps. */
  get zone(): string | undefined {
    if (this.zoned + this.zoneless === 0) return undefined;
    return this.zoned >= this.zoneless ? 'UTC' : 'unknown';
  }
}
