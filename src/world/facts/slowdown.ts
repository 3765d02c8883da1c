import { digList, digText, groupBy, sortedBy, type Instant, type Stamp } from '../../base/index.js';
import { keyOf, type Evidence, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { throttledOf, toldThrottled, type Throttled } from './held-back.js';
import { entityNamed, gauges, type Gauge, type Role } from './telemetry.js';

/** How one workload fared in the time of trouble against the time before. */
export interface Shift {
  readonly subject: string;
  readonly entity: Ref;
  /** High percentile, milliseconds; undefined where nothing was measured. */
  readonly before: number | undefined;
  readonly during: number | undefined;
  /** The longest measured from the onset to the end of the series: what hangs completes late. */
  readonly worst: number | undefined;
  /** Growth of packets in and out, of completed requests and of CPU time: 1 is unchanged. */
  readonly packets: number | undefined;
  readonly requests: number | undefined;
  readonly cpu: number | undefined;
  /** Time it was held back at its CPU limit, in seconds per second, before and in the time of trouble. */
  readonly throttled: Throttled | undefined;
  readonly failing: boolean;
  readonly evidence: readonly Evidence[];
}

/** Trouble with time: since when, who slowed down, and whom each of them calls. */
export interface Slowdown {
  readonly onset: Stamp;
  readonly shifts: readonly Shift[];
  /** Subjects that a subject calls. */
  readonly callees: ReadonlyMap<string, readonly string[]>;
}

/** Milliseconds and growth from which answers are slow, not only slower. */
const SLOW_MS = 100;
const SLOW_FACTOR = 3;
/** A large absolute rise counts with less growth. */
const LONG_MS = 1000;

/** True when answers took so much longer than before that whoever waits for them feels it. */
export function isSlow(x: Shift): boolean {
  if (x.during === undefined) return false;
  const before = x.before ?? 0;
  const rise = x.during - before;
  return (
    (rise >= SLOW_MS && x.during >= SLOW_FACTOR * before) || (rise >= LONG_MS && x.during >= 1.5 * before)
  );
}

/** Shifts of latency and traffic, from metrics where there are any, else from alerts that give both numbers. */
export function slowdown(c: Case): Slowdown | undefined {
  return c.fact(measure);
}

function measure(c: Case): Slowdown | undefined {
  const all = gauges(c).filter((g) => g.entity?.namespace !== undefined);
  const told = toldByAlerts(c);
  const window = alertWindow(c) ?? (all.length > 0 ? onsetOf(all) : undefined);
  if (!window) return undefined;
  const shifts =
    all.length > 0
      ? [...groupBy(all, (g) => g.subject).values()].flatMap((list) => shiftOf(list, window))
      : told;
  if (shifts.length === 0) return undefined;
  return { onset: { ...window, grade: 'B' }, shifts, callees: callGraph(c, shifts) };
}

/** So many samples in a row make a jump; and how high it goes. */
const STAYS = 4;
const JUMP = 3;

/** The longest time in which a series stayed at several times its usual value. */
function jumpOf(points: Gauge['points']): { lo: Instant; hi: Instant } | undefined {
  const usual = quantile(
    points.map(([, v]) => v),
    0.3,
  );
  if (usual === undefined || points.length < 3 * STAYS) return undefined;
  let best: { lo: Instant; hi: Instant; n: number } | undefined;
  let run: { lo: Instant; hi: Instant; n: number } | undefined;
  for (const [at, value] of points) {
    run =
      value < JUMP * usual ? undefined : run ? { ...run, hi: at, n: run.n + 1 } : { lo: at, hi: at, n: 1 };
    if (run && run.n > (best?.n ?? 0)) best = run;
  }
  const first = points[0]?.[0] ?? 0;
  return best && best.n >= STAYS && best.lo > first ? { lo: best.lo, hi: best.hi } : undefined;
}

/** The times that alerts on latency, errors or traffic give. */
function alertWindow(c: Case): { lo: Instant; hi: Instant } | undefined {
  const spoken = c.alerts.filter((a) =>
    /latency|slow|error|throughput|traffic|retrans|duration|saturation|throttl/i.test(a.name),
  );
  const first = sortedBy(spoken, (a) => a.at.lo)[0];
  return first && { lo: first.at.lo, hi: Math.max(first.at.hi, first.at.lo) };
}

/**
 * Without alerts: from when a latency jumped and stayed up for a while; where none did, the first quarter is
 * the measure of the rest.
 */
function onsetOf(all: readonly Gauge[]): { lo: Instant; hi: Instant } | undefined {
  const jumped = sortedBy(
    all.flatMap((g) => (g.role === 'latency' ? (jumpOf(g.points) ?? []) : [])),
    (w) => w.lo,
  )[0];
  if (jumped) return jumped;
  const times = all.flatMap((g) => g.points.map(([t]) => t));
  if (times.length === 0) return undefined;
  const lo = times.reduce((a, b) => Math.min(a, b));
  const hi = times.reduce((a, b) => Math.max(a, b));
  return { lo: lo + (hi - lo) / 4, hi };
}

function shiftOf(list: readonly Gauge[], window: { lo: Instant; hi: Instant }): Shift[] {
  const entity = list[0]?.entity;
  const subject = list[0]?.subject;
  if (!entity || subject === undefined) return [];
  const pair = (role: Role): readonly [number | undefined, number | undefined] => {
    const points = list.filter((g) => g.role === role).flatMap((g) => g.points);
    const before = points.filter(([t]) => t < window.lo).map(([, v]) => v);
    const within = points.filter(([t]) => t >= window.lo && t <= window.hi).map(([, v]) => v);
    return [quantile(before, 0.5), quantile(within, 0.5)];
  };
  const growth = (role: Role): number | undefined => {
    const [a, b] = pair(role);
    return a === undefined || b === undefined ? undefined : a > 0 ? b / a : b > 0 ? Infinity : 1;
  };
  const [before, during] = pair('latency');
  const [good, well] = pair('success');
  const packets = [growth('received'), growth('sent')].filter((x) => x !== undefined);
  return [
    {
      subject,
      entity,
      before,
      during,
      worst: list
        .filter((g) => g.role === 'latency')
        .flatMap((g) => g.points.flatMap(([t, v]) => (t >= window.lo ? [v] : [])))
        .reduce<number | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined),
      packets: packets.length === 0 ? undefined : packets.reduce((a, b) => a + b, 0) / packets.length,
      requests: growth('rate'),
      cpu: growth('cpu'),
      throttled: throttledOf(list, pair('throttled'), growth('cpu'), window.lo),
      failing: good !== undefined && well !== undefined && good >= 0.95 && well < 0.9,
      evidence: list
        .filter((g) => g.role === 'latency' || g.role === 'received')
        .map((g) => ({ ...g.evidence, at: window.lo, excerpt: inWords(g, before, during) })),
    },
  ];
}

function inWords(g: Gauge, before: number | undefined, during: number | undefined): string {
  if (g.role !== 'latency') return g.evidence.excerpt;
  const ms = (x: number | undefined): string => (x === undefined ? 'nothing' : `${Math.round(x)} ms`);
  return `${g.evidence.excerpt}: ${ms(before)} before, ${ms(during)} from then on`;
}

function quantile(values: readonly number[], q: number): number | undefined {
  const ordered = [...values].sort((a, b) => a - b);
  return ordered[Math.min(ordered.length - 1, Math.floor(q * ordered.length))];
}

const NUMBERS = /([\w ()-]*?): ?Normal=([\d.]+)(ms|s)?[^|]*?Cur(?:rent)?=([\d.]+)/g;

/** Alerts that say "Normal=… -> Current=…" are a measurement of their own. */
function toldByAlerts(c: Case): Shift[] {
  const groups = groupBy(
    c.alerts.filter((a) => (a.labels['service'] ?? a.labels['workload']) !== undefined),
    (a) => a.labels['service'] ?? a.labels['workload'] ?? '',
  );
  return [...groups].flatMap(([subject, alerts]): Shift[] => {
    const entity = entityNamed(c, subject);
    if (!entity) return [];
    const slow = alerts.filter((a) => /latency|slow/i.test(a.name));
    const values = slow.flatMap((a) => [...(a.annotations['description'] ?? '').matchAll(NUMBERS)]);
    const scale = (m: RegExpMatchArray): number => (m[3] === 's' ? 1000 : 1);
    const before = values.map((m) => Number(m[2]) * scale(m));
    const during = values.map((m) => Number(m[4]) * scale(m));
    return [
      {
        subject,
        entity,
        before: before.length === 0 ? undefined : Math.max(...before),
        during: during.length === 0 ? undefined : Math.max(...during),
        worst: undefined,
        packets: undefined,
        requests: undefined,
        cpu: undefined,
        throttled: toldThrottled(alerts),
        failing: alerts.some((a) => /error|success/i.test(a.name)),
        evidence: alerts.map((a) => ({
          ...a.evidence,
          at: a.at.lo,
          excerpt: (a.annotations['description'] ?? a.name).slice(0, 400),
        })),
      },
    ];
  });
}

/** Who calls whom: the call graph where the capture has one, else what workloads are configured with. */
function callGraph(c: Case, shifts: readonly Shift[]): ReadonlyMap<string, readonly string[]> {
  const graph = new Map<string, Set<string>>();
  const put = (from: string, to: string): void => {
    if (from === to) return;
    const set = graph.get(from) ?? new Set();
    set.add(to);
    graph.set(from, set);
  };
  for (const report of c.reportsOf('call-graph')) {
    for (const edge of digList(report.data, 'edges')) {
      put(digText(edge, 'from') ?? '', digText(edge, 'to') ?? '');
    }
  }
  if (graph.size === 0) {
    const bySubject = new Map(shifts.map((s) => [keyOf(s.entity), s.subject]));
    for (const s of shifts) {
      for (const service of c.targets(s.entity, 'needs')) {
        for (const behind of c.targets(service.ref, 'selects')) {
          const to = bySubject.get(behind.key);
          if (to !== undefined) put(s.subject, to);
        }
      }
    }
  }
  return new Map([...graph].map(([from, to]) => [from, [...to]]));
}
