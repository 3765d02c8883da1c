import { MILLISECOND, MINUTE, sortedBy, type Instant, type Interval } from '../../base/index.js';
import type { AccessRecord, Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { entrances } from '../facts/entrances.js';

/** A run of requests with one outcome. Requests count at the time they were made, not answered. */
export interface Run {
  readonly failed: boolean;
  readonly count: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** When the first and the last of them were made. */
  readonly first: Interval;
  readonly last: Interval;
  readonly record: AccessRecord;
}

/** One entrance of an edge log with its requests in order of time. */
export interface Edge {
  /** Host where the log names one, else the entrance. */
  readonly id: string;
  readonly entrance: string;
  readonly host: string | undefined;
  /** What users know it by. */
  readonly surfaces: readonly Ref[];
  readonly service: Ref | undefined;
  readonly runs: readonly Run[];
}

/** Entrances that edge logs speak of. */
export function edges(c: Case): readonly Edge[] {
  return c.fact(allEdges);
}

function allEdges(c: Case): readonly Edge[] {
  const found = entrances(c).map((e): Edge => {
    const runs = sortedBy(
      e.records.map(runOf),
      (r) => r.first.lo,
      (r) => r.record.evidence.source,
      (r) => r.record.evidence.offset,
    );
    return {
      id: e.host ?? e.name,
      entrance: e.name,
      host: e.host,
      surfaces: e.surfaces,
      service: e.service,
      runs,
    };
  });
  return sortedBy(found, (e) => e.id);
}

function runOf(record: AccessRecord): Run {
  const slowest = (record.slowestMs ?? 0) * MILLISECOND;
  const made = (ended: Interval, began: Interval | undefined): Interval =>
    began ?? { lo: ended.lo - slowest, hi: ended.hi };
  const first = made(record.at, record.began);
  const single = record.count === 1 ? record.began : undefined;
  return {
    failed: record.failed,
    count: record.count,
    statuses: record.statuses,
    first: { lo: first.lo, hi: first.hi },
    last: made(record.until, record.lastBegan ?? single),
    record,
  };
}

/** Requests and failures of one minute. */
export interface MinuteCount {
  readonly minute: Instant;
  readonly total: number;
  readonly failed: number;
}

/** Requests per minute of an entrance. A run is spread evenly from its first request to its last. */
export function requestRate(edge: Edge): readonly MinuteCount[] {
  const minutes = new Map<Instant, { total: number; failed: number }>();
  for (const run of edge.runs) {
    for (const [minute, n] of spread(run.first.hi, Math.max(run.last.hi, run.first.hi), run.count)) {
      const at = minutes.get(minute) ?? { total: 0, failed: 0 };
      at.total += n;
      if (run.failed) at.failed += n;
      minutes.set(minute, at);
    }
  }
  return sortedBy(minutes, ([minute]) => minute).map(([minute, n]) => ({ minute, ...n }));
}

/** `count` things evenly from `from` to `to`, both ends included, as whole numbers per minute (or `width`). */
export function spread(
  from: Instant,
  to: Instant,
  count: number,
  width: number = MINUTE,
): ReadonlyMap<Instant, number> {
  const out = new Map<Instant, number>();
  const first = Math.floor(from / width);
  const last = Math.floor(to / width);
  if (first === last || count === 1) return out.set(first * width, count);
  const step = (to - from) / (count - 1);
  let done = 0;
  for (let bucket = first; done < count; bucket += 1) {
    const end = (bucket + 1) * width;
    const until = end > to ? count : Math.ceil((end - from) / step);
    if (until > done) out.set(bucket * width, until - done);
    done = Math.max(done, until);
    // The next one may be years away.
    bucket = Math.max(bucket, Math.floor((from + done * step) / width) - 1);
  }
  return out;
}
