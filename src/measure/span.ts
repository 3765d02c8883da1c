import { iso, largest, SECOND, smallest, worseGrade, type Instant, type Stamp } from '../base/index.js';
import type { FigureJson, InstantJson } from '../model/index.js';

/** An instant that is not known: grade X. */
export const ABSENT: InstantJson = { lo: null, hi: null, grade: 'X' };

/** A stamp as analysis.json writes it. */
export function instantJson(at: Stamp | undefined): InstantJson {
  return at && at.grade !== 'X' ? { lo: iso(at.lo), hi: iso(at.hi), grade: at.grade } : ABSENT;
}

/** An end of a figure: the instant and its name. */
export interface End {
  readonly name: string;
  readonly at: Stamp | undefined;
}

const MILLIS = 1000;

function seconds(micros: number, round: (n: number) => number): number {
  return round(micros / MILLIS) / (SECOND / MILLIS);
}

/**
 * The time from one instant to another: [to.lo − from.hi, to.hi − from.lo], never below zero, as good as
 * the worse end. Null when the start is not known. When the end is not known but the matter is still
 * open, the figure is a lower bound up to `asOf`.
 */
export function spanBetween(from: End, to: End, openAt?: Stamp): FigureJson | null {
  if (!from.at || from.at.grade === 'X') return null;
  const names = { from: from.name, to: to.name };
  if (to.at && to.at.grade !== 'X') {
    return {
      lo: seconds(Math.max(0, to.at.lo - from.at.hi), Math.floor),
      hi: seconds(Math.max(0, to.at.hi - from.at.lo), Math.ceil),
      ...names,
      grade: worseGrade(from.at.grade, to.at.grade),
      open: false,
    };
  }
  if (!openAt) return null;
  return {
    lo: seconds(Math.max(0, openAt.lo - from.at.hi), Math.floor),
    hi: seconds(Math.max(0, openAt.hi - from.at.lo), Math.ceil),
    ...names,
    grade: worseGrade(from.at.grade, openAt.grade === 'X' ? 'B' : openAt.grade),
    open: true,
  };
}

/** The first of several things, each known within a range: no later than the earliest upper end. */
export function earliest(stamps: readonly Stamp[]): Stamp | undefined {
  return extreme(stamps, smallest, (a, b) => a.lo < b.lo);
}

/** The last of several things, each known within a range. */
export function latest(stamps: readonly Stamp[]): Stamp | undefined {
  return extreme(stamps, largest, (a, b) => a.hi > b.hi);
}

/** The range of the extreme; its grade is the worst of those that could be it. */
function extreme(
  stamps: readonly Stamp[],
  pick: (values: readonly Instant[]) => Instant,
  leads: (a: Stamp, b: Stamp) => boolean,
): Stamp | undefined {
  const known = stamps.filter((s) => s.grade !== 'X');
  const [first] = known;
  if (!first) return undefined;
  const lo = pick(known.map((s) => s.lo));
  const hi = pick(known.map((s) => s.hi));
  const candidates = known.filter((s) => s.lo <= hi && s.hi >= lo);
  const lead = known.reduce((a, b) => (leads(b, a) ? b : a), first);
  const grade = candidates.reduce((g, s) => worseGrade(g, s.grade), lead.grade);
  return { lo, hi, grade };
}
