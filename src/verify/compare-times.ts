import { iso, MILLISECOND, parseTime, SECOND, type Path } from '../base/index.js';
import type { FigureJson, InstantJson } from '../model/index.js';
import type { Change } from './change.js';

/** Takes one difference down. */
export type Report = (
  where: string,
  expected: string,
  found: string,
  more?: { readonly evidence?: readonly string[]; readonly change?: Change },
) => void;

/** An instant with its tolerance in seconds. */
interface Near {
  readonly at: string;
  readonly within: number;
}

/** An instant agrees when its range, widened by the tolerance, meets the expected time, and is no vague one. */
export function instantDifference(
  found: InstantJson | undefined,
  want: Near,
  where: string,
  path: Path,
  report: Report,
): void {
  const at = parseTime(want.at);
  if (!at) {
    report(where, 'a time in expected.yaml', want.at);
    return;
  }
  const lo = parseTime(found?.lo ?? '');
  const hi = parseTime(found?.hi ?? '');
  const expected = `${want.at} ± ${want.within} s`;
  if (!found || !lo || !hi) {
    report(where, expected, 'unknown', { change: { path, drop: true } });
    return;
  }
  const slack = want.within * SECOND;
  const near = lo.lo - slack <= at.hi && at.lo <= hi.hi + slack;
  if (near && hi.lo - lo.lo <= 4 * slack + 120 * SECOND) return;
  const set = nearInstant(found, want.within);
  report(where, expected, `${found.lo ?? ''} to ${found.hi ?? ''} (${found.grade})`, {
    change: { path, set },
  });
}

/** A figure agrees when its range, widened by the tolerance, holds the expected seconds. */
export function figureDifference(
  found: FigureJson | null | undefined,
  want: { readonly seconds: number; readonly within: number },
  where: string,
  path: Path,
  report: Report,
): void {
  const expected = `${want.seconds} s ± ${want.within}`;
  if (!found) {
    report(where, expected, 'not known', { change: { path, drop: true } });
    return;
  }
  if (found.lo - want.within <= want.seconds && want.seconds <= found.hi + want.within) return;
  const set = nearFigure(found, want.within);
  const open = found.open ? ', open' : '';
  report(
    where,
    expected,
    `${found.lo} to ${found.hi} s (${found.from} to ${found.to}, ${found.grade}${open})`,
    { change: { path, set } },
  );
}

/** The middle of an instant, with half its width or the given seconds as tolerance; undefined when unknown. */
export function nearInstant(found: InstantJson, within: number): Near | undefined {
  const lo = parseTime(found.lo ?? '')?.lo;
  const hi = parseTime(found.hi ?? '')?.lo;
  if (lo === undefined || hi === undefined) return undefined;
  const at = Math.round((lo + hi) / 2 / MILLISECOND) * MILLISECOND;
  return { at: iso(at), within: Math.max(within, Math.ceil((hi - lo) / 2 / SECOND)) };
}

/** The middle of a figure, with half its width or the given seconds as tolerance. */
export function nearFigure(found: FigureJson, within: number): { seconds: number; within: number } {
  return {
    seconds: Math.round((found.lo + found.hi) * 500) / 1000,
    within: Math.max(within, Math.ceil((found.hi - found.lo) / 2)),
  };
}
