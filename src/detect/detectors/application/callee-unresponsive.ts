import { counted, fromTime, groupBy, listed, MINUTE } from '../../../base/index.js';
import { keyOf, labelOf, WORKLOAD_KINDS, type Ref } from '../../../model/index.js';
import {
  backends,
  complaints,
  nodeOfPod,
  outages,
  workloadOf,
  type Case,
  type Complaint,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
import { saidInLog, spellsOf, whole } from '../../spells.js';

/** Fewer lines of one caller are a blip. */
const LEAST = 3;
/** A caller that has as much trouble with others has trouble of its own. */
const MOSTLY = 0.8;

/** One workload that answers none of its callers in time while it looks well itself. */
export const calleeUnresponsive: Detector = {
  id: 'callee-unresponsive',
  layer: 'workload',
  what: 'Several workloads, on several nodes, wait in vain for one and the same Service and for no other. Its pods are ready and it reports no error: it is slow, by its own load, its limits or its code.',
  lookAlikes:
    'One caller alone may have a fault of its own. Callers of one node share its network. A Service that waits for others itself passes their slowness on. Without ready endpoints calls are refused rather than slow.',
  sources: ['signatures.md 11 dependency-slow', 'detectors.md 4.9 the slow callee'],
  emits: [{ id: 'callee-unresponsive', nature: 'fault', title: 'Answers its callers too late' }],
  *detect(c) {
    if (c.messagesOf('app-dependency-timeout').length === 0) return;
    for (const list of complaints(c).values()) {
      const about = list[0]?.about;
      if (about?.kind !== 'Service') continue;
      const found = finding(c, about, list);
      if (found) yield found;
    }
  },
};

function finding(c: Case, service: Ref, list: readonly Complaint[]): Finding | undefined {
  const workload = behind(c, service);
  if (!workload || !looksWell(c, service) || complainsItself(c, workload)) return undefined;
  const slow = list.filter(
    (x) =>
      x.message.id === 'app-dependency-timeout' && keyOf(x.from) !== keyOf(workload) && !onlyAtFirst(c, x),
  );
  const callers = [...groupBy(slow, (x) => keyOf(x.from)).values()].filter(
    (g) => persists(c, g) && onlyThis(c, g, service),
  );
  const nodes = new Set(
    callers.flat().flatMap((x) => {
      const node = x.message.origin.pod && nodeOfPod(c, x.message.origin.pod);
      return node ? [node.name] : [];
    }),
  );
  const all = whole(
    spellsOf(
      callers.flat().map((x) => saidInLog(c, x.message)),
      5 * MINUTE,
      5 * MINUTE,
    ),
  );
  if (callers.length < 2 || nodes.size < 2 || !all) return undefined;
  const who = callers.flatMap((g) => (g[0] ? [g[0].from] : []));
  return {
    type: 'callee-unresponsive',
    entity: workload,
    onset: all.onset,
    ...(all.end ? { end: all.end } : {}),
    severity: 3,
    epistemic: 'inferred',
    statement: `${labelOf(workload)} does not answer ${listed(who.slice(0, 5).map(labelOf))} in time, which call nothing else in vain (${counted(all.count, 'line')} ${fromTime(all.onset)}); its own pods are ready.`,
    evidence: callers.slice(0, 4).flatMap((g) => (g[0] ? [c.citeMessage(g[0].message)] : [])),
    attrs: { callers: who.length },
    names: [service, ...who.slice(0, 10)],
  };
}

/** A lost packet now and then, hours apart, is how networks are; a callee that is slow is so again and again. */
function persists(c: Case, own: readonly Complaint[]): boolean {
  const sayings = own.map((x) => saidInLog(c, x.message));
  return spellsOf(sayings, 5 * MINUTE, 5 * MINUTE).some((s) => s.count >= LEAST);
}

/** Said in the first minute of the log only: the caller was starting. */
function onlyAtFirst(c: Case, x: Complaint): boolean {
  const from = c.sources[x.message.evidence.source]?.span?.lo;
  return from !== undefined && x.message.until.hi - from < MINUTE;
}

/** The workload that a Service stands for. */
function behind(c: Case, service: Ref): Ref | undefined {
  const found = c
    .targets(service, 'selects')
    .map((e) => (e.ref.kind === 'Pod' ? workloadOf(c, e.ref) : e.ref))
    .filter((r) => WORKLOAD_KINDS.has(r.kind));
  const distinct = new Map(found.map((r) => [keyOf(r), r]));
  return distinct.size === 1 ? [...distinct.values()][0] : undefined;
}

function looksWell(c: Case, service: Ref): boolean {
  const key = keyOf(service);
  const now = backends(c).find((b) => b.service.entity.key === key);
  return now !== undefined && now.ready !== 0 && (outages(c).get(key) ?? []).length === 0;
}

function complainsItself(c: Case, workload: Ref): boolean {
  const key = keyOf(workload);
  return [...complaints(c).values()].some((list) => list.some((x) => keyOf(x.from) === key));
}

/** True for a caller whose trouble is, for the most part, with this Service. */
function onlyThis(c: Case, own: readonly Complaint[], service: Ref): boolean {
  const from = own[0] ? keyOf(own[0].from) : '';
  const others = [...complaints(c)]
    .filter(([about]) => about !== keyOf(service))
    .flatMap(([, list]) => list.filter((x) => keyOf(x.from) === from))
    .reduce((n, x) => n + x.message.count, 0);
  const here = own.reduce((n, x) => n + x.message.count, 0);
  return here / (here + others) >= MOSTLY;
}
