import { MILLISECOND, MINUTE, sortedBy, type Instant, type Stamp } from '../base/index.js';
import { requestRate, type Edge, type MinuteCount, type Run } from '../world/index.js';

/** What an edge log says of one outage: first failed request, last one, how many. */
export interface EdgeOutage {
  readonly impact: Stamp;
  /** Between the last failed request and the next good one; undefined while requests fail at the end. */
  readonly restore: Stamp | undefined;
  /** How long good requests were seen after it, microseconds. */
  readonly held: number;
  readonly total: number;
  readonly failed: number;
  readonly minutes: readonly MinuteCount[];
}

/** A minute violates when more than this share of its requests fails, and more than thrice the usual. */
const LEAST_SHARE = 0.01;
const OVER_BASELINE = 3;
/** Up to this share of failures a minute may still be an ordinary one. */
const ORDINARY_SHARE = 0.05;
const NO_REQUESTS: MinuteCount = { minute: 0, total: 1, failed: 0 };
/** Fewer requests than this before the outage say nothing of what is usual. */
const BASELINE_REQUESTS = 20;

/**
 * The outage that holds `around` (or the first one after it): from the first failed request of the first
 * violating minute to the last failed one after which requests stayed good for `hold`, or to the end of
 * the log. What comes back until `until`, the end of what was seen at the entrance, is the same outage in
 * episodes. A few errors that are there all the time are not an outage.
 */
export function edgeOutage(edge: Edge, around: Stamp, hold: number, until?: Instant): EdgeOutage | undefined {
  const minutes = requestRate(edge);
  const bad = violating(minutes, around.lo);
  const failures = edge.runs.filter((r) => r.failed && touches(r, bad));
  const stretches = stretchesOf(failures, hold);
  const near = around.lo - MINUTE;
  const from = stretches.findIndex((s) => (s.at(-1)?.last.hi ?? -Infinity) >= near);
  const found = stretches
    .slice(Math.max(0, from))
    .filter((s, i) => from >= 0 && (i === 0 || (s[0]?.first.lo ?? Infinity) < (until ?? -Infinity)))
    .flat();
  const first = found[0];
  const last = found.at(-1);
  if (!first || !last) return undefined;
  const end = edge.runs.reduce((t, r) => Math.max(t, r.last.hi), -Infinity);
  const good = edge.runs.find((r) => !r.failed && r.first.lo >= last.last.lo);
  // a request that fails by a time-out is written only when that is over: until then the newest ones seem good
  const known = end - waitOf(found);
  const next = good && known - last.last.hi > pauseOf(found) ? good : undefined;
  const over = next ? next.first.hi : Infinity;
  const within = (m: MinuteCount): boolean =>
    m.minute + MINUTE > first.first.lo && m.minute <= Math.min(over, end);
  return {
    impact: { ...first.first, grade: 'A' },
    restore: next ? restored(last, next) : undefined,
    held: next ? Math.max(0, end - next.first.hi) : 0,
    ...counted(edge.runs, first.first.lo, last.last.hi),
    minutes: minutes.filter(within),
  };
}

/** So many of the last pauses between failures say how long good requests may go on while it still fails. */
const LAST_PAUSES = 10;

/** The longest of the last pauses between failures: no longer a silence at the end of the log is no recovery. */
function pauseOf(failures: readonly Run[]): number {
  const late = failures.slice(-LAST_PAUSES - 1);
  return late.reduce((most, r, i) => Math.max(most, r.first.lo - (late[i - 1]?.last.hi ?? r.first.lo)), 0);
}

/** How long the last failures took to fail. */
function waitOf(failures: readonly Run[]): number {
  const late = failures.slice(-LAST_PAUSES).map((r) => (r.record.slowestMs ?? 0) * MILLISECOND);
  return Math.min(LONGEST_WAIT, Math.max(0, ...late));
}

/** Proxies give up long before. */
const LONGEST_WAIT = 5 * MINUTE;

/** Requests count when they were made: good ones made after the last failed one show the recovery. */
function restored(last: Run, next: Run): Stamp {
  const lo = Math.min(last.last.lo, next.first.hi);
  return { lo, hi: Math.max(lo, next.first.hi), grade: 'B' };
}

function violating(minutes: readonly MinuteCount[], onset: Instant): ReadonlySet<Instant> {
  const before = ordinary(minutes.filter((m) => m.minute + MINUTE <= onset));
  const total = before.reduce((n, m) => n + m.total, 0);
  const failed = before.reduce((n, m) => n + m.failed, 0);
  const usual = total >= BASELINE_REQUESTS ? failed / total : 0;
  const limit = Math.max(LEAST_SHARE, usual * OVER_BASELINE);
  return new Set(minutes.filter((m) => m.failed / m.total > limit).map((m) => m.minute));
}

/** What an earlier outage broke is not what is usual: minutes that are far worse than most are left out. */
function ordinary(minutes: readonly MinuteCount[]): readonly MinuteCount[] {
  const share = (m: MinuteCount): number => m.failed / m.total;
  const median = share(sortedBy(minutes, share)[Math.floor(minutes.length / 2)] ?? NO_REQUESTS);
  return minutes.filter((m) => share(m) <= Math.max(ORDINARY_SHARE, median * OVER_BASELINE));
}

function touches(run: Run, minutes: ReadonlySet<Instant>): boolean {
  for (let m = Math.floor(run.first.lo / MINUTE) * MINUTE; m <= run.last.hi; m += MINUTE) {
    if (minutes.has(m)) return true;
  }
  return false;
}

/** Failures less than `hold` apart are one outage. */
function stretchesOf(failures: readonly Run[], hold: number): Run[][] {
  const out: Run[][] = [];
  for (const run of failures) {
    const open = out.at(-1);
    const before = open?.at(-1);
    if (open && before && run.first.lo - before.last.hi < hold) open.push(run);
    else out.push([run]);
  }
  return out;
}

function counted(runs: readonly Run[], from: Instant, to: Instant): { total: number; failed: number } {
  let total = 0;
  let failed = 0;
  for (const r of runs) {
    if (r.last.hi < from || r.first.lo > to) continue;
    const n = shareOf(r, from, to);
    total += n;
    if (r.failed) failed += n;
  }
  return { total, failed };
}

/** Requests of a run within a window, spread evenly. */
function shareOf(r: Run, from: Instant, to: Instant): number {
  const length = r.last.hi - r.first.hi;
  if (length <= 0 || (r.first.hi >= from && r.last.hi <= to)) return r.count;
  const inside = Math.min(to, r.last.hi) - Math.max(from, r.first.hi);
  return Math.max(1, Math.round((r.count * Math.max(0, inside)) / length));
}
