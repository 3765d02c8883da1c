import { counted, fromTime, groupBy, listed, sinceTime, sortedBy } from '../../../base/index.js';
import { keyOf, labelOf, ref, type ConditionType, type Evidence, type Ref } from '../../../model/index.js';
import {
  gauges,
  isHeldBack,
  isSlow,
  slowdown,
  type Case,
  type Shift,
  type Slowdown,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const fault = (id: string, title: string): ConditionType => ({
  id,
  nature: 'fault',
  title,
  selfExplaining: true,
});

const pod = fault('pod-network-delay', 'Network of a workload’s pods is slow');
const delay = fault('node-network-delay', 'Network of a node is slow');
const loss = fault('node-network-packet-loss', 'Node loses packets');
const latency: ConditionType = {
  id: 'latency-high',
  nature: 'symptom',
  title: 'Answers take longer than before',
};

/** A callee that rose by this share of its caller's rise explains it: callers wait for several calls. */
const SHARE = 0.25;
/** Packets grew while completed requests did not: what is sent again. */
const SURGE = 1.5;
/** Retransmissions per second of a node, and how far above its peers, that mean loss at the node. */
const LOSS = 3;
const LOSS_FACTOR = 4;

/**
 * The one whose callers all slowed down while those it calls did not. Delay on the network of its pods
 * shows as waiting without work: CPU and errors stay, and peers send again what is not acknowledged in
 * time.
 */
export const networkDelay: Detector = {
  id: 'network-delay',
  layer: 'network',
  what:
    'Latencies rose at once along the calls, and they all lead to one workload, or to the pods of one node, that ' +
    'reports no error and does no more work: its packets take longer or are lost. Retransmissions tell loss from delay.',
  lookAlikes:
    'A workload short of CPU works more, a broken one errs; a slow data store is itself the deepest slow one. ' +
    'Callers of a slow callee are slow too and are not the place.',
  sources: ['service latencies, request and packet rates', 'TCP retransmissions per node', 'call graph'],
  emits: [pod, delay, loss, latency],
  *detect(c) {
    const s = slowdown(c);
    if (!s) return;
    const slow = s.shifts.filter((x) => isSlow(x) || x.failing);
    const retransmits = retransmissions(c);
    yield* located(c, s, slow, retransmits);
    for (const x of slow.filter(isSlow)) yield slowFinding(s, x);
  },
};

function rise(x: Shift | undefined): number {
  return x?.during === undefined ? 0 : Math.max(0, x.during - (x.before ?? 0));
}

/** Slow ones that no slow callee of theirs explains, the slowest first. */
function deepest(s: Slowdown, slow: readonly Shift[]): Shift[] {
  const bySubject = new Map(s.shifts.map((x) => [x.subject, x]));
  const found = slow.filter((x) => {
    const callees = (s.callees.get(x.subject) ?? []).flatMap((to) => bySubject.get(to) ?? []);
    if (callees.some((y) => isSlow(y) && rise(y) >= SHARE * rise(x))) return false;
    return isSlow(x) || !callees.some((y) => isSlow(y) || y.failing);
  });
  return sortedBy(found, (x) => -rise(x));
}

/** The workload whose packets grew while it completed no more requests, if it stands out. */
function surging(s: Slowdown): Shift | undefined {
  const score = (x: Shift): number => {
    const requests = x.requests ?? 1;
    if (x.packets === undefined || x.packets < 1.3 || requests > 1.2) return 0;
    return x.packets / Math.min(1, Math.max(requests, 0.5));
  };
  const [first, second] = sortedBy(s.shifts, (x) => -score(x));
  if (!first || score(first) < SURGE) return undefined;
  return second === undefined || score(first) >= 1.25 * score(second) ? first : undefined;
}

function* located(
  c: Case,
  s: Slowdown,
  slow: readonly Shift[],
  retransmits: readonly NodeRate[],
): Iterable<Finding> {
  const [worst, next] = retransmits;
  if (worst && worst.rate >= LOSS && worst.rate >= LOSS_FACTOR * (next?.rate ?? 0) && slow.length > 0) {
    yield nodeFinding(
      s,
      loss,
      worst.node,
      slow,
      [worst.evidence],
      `sends ${worst.rate.toFixed(1)} segments a second again`,
    );
    return;
  }
  const places = deepest(s, slow);
  const node = retransmits.length > 0 ? sharedNode(c, places) : undefined;
  if (node) {
    yield nodeFinding(
      s,
      delay,
      node,
      places,
      retransmits.map((r) => r.evidence),
      'slows down what runs on it',
    );
    return;
  }
  if (s.callees.size === 0) return;
  const surge = surging(s);
  const place = surge ?? (dominates(places) ? places[0] : undefined) ?? hanging(s);
  // What errs without being slow, or works harder, is broken or busy, not cut off.
  if (!place || (place.failing && !isSlow(place)) || (place.cpu ?? 1) > 2) return;
  if (isHeldBack(place.throttled)) return;
  if (!surge && alikeBeside(s, place)) return;
  // Where nobody measured its callers nor those it calls, any of those may be the slow one.
  const seen = [...measured(s, place), ...slowCallers(s, place)];
  if (!surge && calleesOf(s, place).length > 0 && seen.length === 0) return;
  yield podFinding(s, place, surge !== undefined);
}

function calleesOf(s: Slowdown, x: Shift): readonly string[] {
  return s.callees.get(x.subject) ?? [];
}

function slowCallers(s: Slowdown, place: Shift): readonly Shift[] {
  return s.shifts.filter((x) => calleesOf(s, x).includes(place.subject) && isSlow(x));
}

/** So many times longer as before: answers that were quick stay below what counts as slow. */
const LONGER = 3;

/** Others, who do not wait for it, take as many times longer as it does: what they share is the place, not it. */
function alikeBeside(s: Slowdown, place: Shift): boolean {
  const grown = (x: Shift): number => (x.during ?? 0) / Math.max(x.before ?? 0, 1);
  const waiting = new Set([place.subject]);
  for (const subject of waiting)
    for (const x of s.shifts) if (calleesOf(s, x).includes(subject)) waiting.add(x.subject);
  const beside = s.shifts.filter((x) => !waiting.has(x.subject) && grown(x) >= LONGER);
  return beside.filter((x) => grown(x) >= grown(place) / 2).length >= 2;
}

/** Those it calls of whose answers or traffic anything is known. */
function measured(s: Slowdown, x: Shift): readonly string[] {
  const watched = (y: Shift): boolean => y.failing || (y.during ?? y.packets ?? y.requests) !== undefined;
  const known = new Set(s.shifts.filter(watched).map((y) => y.subject));
  return calleesOf(s, x).filter((to) => known.has(to));
}

/** Nothing completed in the time itself: what completed late tells who held it up. */
function hanging(s: Slowdown): Shift | undefined {
  const late = s.shifts.map((x) => ({ ...x, during: x.worst }));
  const places = deepest({ ...s, shifts: late }, late.filter(isSlow));
  return dominates(places) ? places[0] : undefined;
}

/** One place stands out if its rise is far above the next. */
function dominates(places: readonly Shift[]): boolean {
  return places.length === 1 || rise(places[0]) >= 4 * rise(places[1]);
}

/** The node that (nearly) all of several slow workloads run on. */
function sharedNode(c: Case, places: readonly Shift[]): Ref | undefined {
  if (places.length < 2) return undefined;
  const nodes = places.flatMap((x) => {
    const pods = c
      .targets(x.entity, 'owns')
      .flatMap((e) => (e.ref.kind === 'Pod' ? [e] : c.targets(e.ref, 'owns')));
    return [...new Set(pods.flatMap((p) => c.from(p.ref, 'runs-on').map((r) => r.to)))].slice(0, 1);
  });
  const most = sortedBy(groupBy(nodes, (n) => n).values(), (list) => -list.length)[0];
  return most && most.length >= 2 && most.length >= 0.75 * places.length
    ? c.entity(most[0] ?? '')?.ref
    : undefined;
}

interface NodeRate {
  readonly node: Ref;
  readonly rate: number;
  readonly evidence: Evidence;
}

/** Nodes whose TCP retransmissions rose, worst first: from metrics, or from alerts that give the numbers. */
function retransmissions(c: Case): NodeRate[] {
  const told = c.alerts.flatMap((a): NodeRate[] => {
    const name = a.labels['node'];
    const text = a.annotations['description'] ?? '';
    const m = /retrans/i.test(`${a.name} ${text}`)
      ? /Normal=([\d.]+)[^|]*?Cur(?:rent)?=([\d.]+)/.exec(text)
      : null;
    if (name === undefined || !m) return [];
    return [
      {
        node: ref('Node', undefined, name),
        rate: Number(m[2]),
        evidence: { ...a.evidence, at: a.at.lo, excerpt: text.slice(0, 400) },
      },
    ];
  });
  if (told.length > 0) return sortedBy(told, (x) => -x.rate);
  const measured = gauges(c).flatMap((g): NodeRate[] => {
    if (g.role !== 'retransmits' || g.entity?.kind !== 'Node') return [];
    const values = g.points.map(([, v]) => v);
    const early = Math.max(0, ...values.slice(0, Math.ceil(values.length / 4)));
    const late = [...values].sort((a, b) => b - a)[Math.floor(values.length / 5)] ?? 0;
    return late >= 0.3 && late >= 5 * early ? [{ node: g.entity, rate: late, evidence: g.evidence }] : [];
  });
  return sortedBy(measured, (x) => -x.rate);
}

function nodeFinding(
  s: Slowdown,
  type: ConditionType,
  node: Ref,
  slow: readonly Shift[],
  evidence: readonly Evidence[],
  words: string,
): Finding {
  return {
    type: type.id,
    entity: node,
    onset: s.onset,
    severity: 3,
    epistemic: 'inferred',
    statement: `Node ${node.name} ${words} ${sinceTime(s.onset)}: ${listed(
      slow.slice(0, 4).map((x) => x.subject),
    )} ${slow.length === 1 ? 'is' : 'are'} slow or failing.`,
    evidence: [...evidence, ...slow.flatMap((x) => x.evidence)].slice(0, 8),
    names: slow.map((x) => x.entity),
  };
}

function podFinding(s: Slowdown, place: Shift, surged: boolean): Finding {
  const callers = slowCallers(s, place);
  const why = surged
    ? `its packets grew ${(place.packets ?? 1).toFixed(1)}-fold while it completed no more requests`
    : `its answers went from ${ms(place.before)} to ${ms(place.during)} while those it calls${
        measured(s, place).length < calleesOf(s, place).length ? ', as far as measured,' : ''
      } are not slow`;
  return {
    type: pod.id,
    entity: place.entity,
    onset: s.onset,
    severity: 3,
    epistemic: 'inferred',
    statement: `The network of ${labelOf(place.entity)} is slow ${sinceTime(s.onset)}: ${why}${
      callers.length > 0 ? `; ${counted(callers.length, 'caller')} of it slowed down with it` : ''
    }.`,
    evidence: [...place.evidence, ...callers.flatMap((x) => x.evidence.slice(0, 1))].slice(0, 8),
    attrs: {
      ...(place.during === undefined ? {} : { latencyMs: Math.round(place.during) }),
      callers: callers.length,
    },
    names: callers.map((x) => x.entity),
  };
}

function slowFinding(s: Slowdown, x: Shift): Finding {
  const callees = (s.callees.get(x.subject) ?? []).flatMap((to) => {
    const y = s.shifts.find((z) => z.subject === to);
    return y && isSlow(y) ? [y.entity] : [];
  });
  return {
    type: latency.id,
    entity: x.entity,
    onset: s.onset,
    severity: 2,
    statement: `Answers of ${labelOf(x.entity)} took ${ms(x.during)} instead of ${ms(x.before)} ${fromTime(s.onset)} on.`,
    evidence: x.evidence.slice(0, 3),
    attrs: { latencyMs: Math.round(x.during ?? 0) },
    names: [...new Map(callees.map((r) => [keyOf(r), r])).values()],
  };
}

function ms(value: number | undefined): string {
  return value === undefined ? 'nothing measured' : `${Math.round(value)} ms`;
}
