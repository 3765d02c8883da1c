import { HOUR, MINUTE, parseDuration, SECOND, utc, type Stamp } from '../../../base/index.js';
import type { ReadContext } from '../../format.js';
import { fromZone, zoneOffset } from '../../zones.js';
import { printedAt } from '../captured.js';

/** When a unit came into its state, and by how much the host's clock is ahead of UTC, where that is sure. */
export interface Since {
  readonly stamp: Stamp;
  readonly offset: number | undefined;
}

/** Abbreviations that several zones share, in hours ahead of UTC. */
const SHARED: Readonly<Record<string, readonly number[]>> = {
  CST: [8, -6, -5], IST: [5.5, 2, 1], BST: [1, 6], EST: [-5, 10], EDT: [-4], CDT: [-5], MST: [-7], MDT: [-6], PST: [-8, 8],
  PDT: [-7], CET: [1], CEST: [2], EET: [2], EEST: [3], WET: [0], WEST: [1], MSK: [3], JST: [9], KST: [9], AEST: [10],
  AEDT: [11], NZST: [12], NZDT: [13], SGT: [8], HKT: [8], BRT: [-3], SAST: [2],
}; // prettier-ignore

/**
 * The abbreviation names a zone or several; the printed age and the time of the capture decide: the state
 * cannot have begun after the capture, and "3min ago" says where it lies. What stays open widens the stamp.
 */
export function sinceOf(text: string, ago: string | undefined, context: ReadContext): Since | undefined {
  const m = /(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.\d+)? ?(\S+)?$/.exec(text.trim());
  if (!m) return undefined;
  const local = utc(Number(m[1]), Number(m[2]), Number(m[3]), Number(m[4]), Number(m[5]), Number(m[6]));
  const stamp = (at: number): Since => ({
    stamp: { lo: at, hi: at + SECOND, grade: 'A' },
    offset: local - at,
  });
  const zone = m[7] ?? context.place.zone ?? 'UTC';
  const offset = zoneOffset(zone, local);
  if (offset !== undefined) return stamp(local - offset);
  const named = context.place.zone === undefined ? undefined : fromZone(local, context.place.zone);
  const options = (SHARED[zone] ?? []).map((hours) => local - hours * HOUR).concat(named ?? []);
  const now = printedAt(context);
  const possible = options.filter((at) => now === undefined || at <= now.hi + MINUTE);
  const age = ageOf(ago);
  const best = possible.find(
    (at) => now !== undefined && age !== undefined && Math.abs(now.hi - age - at) < 30 * MINUTE,
  );
  if (best !== undefined) return stamp(best);
  if (named !== undefined && possible.includes(named)) return stamp(named);
  const [only] = possible;
  if (only === undefined) return open(local - 14 * HOUR, local + 12 * HOUR);
  const [lo, hi] = [
    possible.reduce((a, b) => Math.min(a, b), only),
    possible.reduce((a, b) => Math.max(a, b), only),
  ];
  return lo === hi ? stamp(lo) : open(lo, hi + SECOND);
}

function open(lo: number, hi: number): Since {
  return { stamp: { lo, hi, grade: 'C' }, offset: undefined };
}

/** "4h 12min", "2min 23s", "1 day 3h", "2 weeks 1 day" */
function ageOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const short = text
    .replace(/(\d+) months?/g, (_a, n: string) => `${Number(n) * 30}d`)
    .replace(/(\d+) years?/g, '$1y')
    .replace(/(\d+) weeks?/g, (_a, n: string) => `${Number(n) * 7}d`)
    .replace(/(\d+) days?/g, '$1d')
    .replace(/min/g, 'm')
    .replace(/\s+/g, '');
  return parseDuration(short);
}
