import { dig, inWords, MINUTE, SECOND, stampOf, type Stamp } from '../../../base/index.js';
import { labelOf, type Ref } from '../../../model/index.js';
import {
  backends,
  cite,
  conditionsOf,
  earliest,
  isWanted,
  latest,
  outages,
  pods,
  seenBy,
  workloadView,
  type Backends,
  type Case,
  type PodView,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** A Service behind which nobody is ready. */
export const serviceNoEndpoints: Detector = {
  id: 'service-no-endpoints',
  layer: 'service',
  what: 'A Service has no ready endpoint: connections to its address are refused or rejected on every node, and an edge before it has no backend.',
  lookAlikes:
    'A Service without selector may be filled by hand. A headless Service of a StatefulSet at start-up, a workload that is scaled to zero on purpose and Services that nobody uses have no endpoints and miss nothing. The first minute of a new Service is start-up.',
  sources: [
    'signatures.md 6 service-no-endpoints',
    'Endpoints, EndpointSlice conditions.ready, iptables "has no endpoints"',
  ],
  emits: [{ id: 'service-no-endpoints', nature: 'impact', title: 'Service has no ready endpoint' }],
  *detect(c) {
    for (const b of backends(c)) {
      const wanted = isWanted(c, b.service.ref);
      const workloads = c.targets(b.service.ref, 'selects').filter((e) => e.ref.kind !== 'Pod');
      if (b.selected.length === 0 && b.how !== 'endpoints' && isUnlabelled(c, b.service.ref)) continue;
      if (Object.keys(b.service.selector).length === 0 && !wanted) continue;
      const spells = outages(c).get(b.service.entity.key) ?? [];
      if (wanted) for (const s of spells) if (s.end) yield past(b, s.onset, s.end);
      if (b.ready !== 0) continue;
      const onset = since(c, b, spells.find((s) => s.end === undefined)?.onset);
      if (onset.grade !== 'X' && c.asOf.hi - onset.lo < MINUTE && !wanted) continue;
      if (isStarting(c, b)) continue;
      const expected = b.selected.some((p) => p.phase !== 'Succeeded' && p.phase !== 'Failed');
      yield {
        type: 'service-no-endpoints',
        entity: b.service.ref,
        onset,
        severity: wanted ? 3 : expected || workloads.some((e) => wants(c, e.ref)) ? 2 : 0,
        epistemic: b.how === 'endpoints' ? 'observed' : 'inferred',
        statement: `${labelOf(b.service.ref)} has no ready endpoint${b.selected.length === 0 ? ': no pod carries the labels it selects' : ` (${b.selected.length} selected, none ready)`}.`,
        evidence: b.evidence,
        attrs: { selected: b.selected.length, notReady: b.notReady, wanted: wanted ? 1 : 0 },
        names: [...b.selected.slice(0, 10).map((p) => p.ref), ...workloads.map((e) => e.ref)],
      };
    }
  },
};

/** A table of pods shows no labels: whom a Service selects is then not known. */
function isUnlabelled(c: Case, service: Ref): boolean {
  return pods(c).some((p) => p.ref.namespace === service.namespace && p.snapshot.shape === 'row');
}

/**
 * True for a pod that stopped being ready at that time. One that never was ready turned "not ready" when it
 * began: its address, too, changes the endpoints, of a Service that may long have been empty.
 */
function stopped(p: PodView, at: Stamp): boolean {
  const ready = p.conditions.find((x) => x.type === 'Ready' && x.status !== 'True')?.since;
  const began = stampOf(dig(p.snapshot.object, 'status', 'startTime'));
  return ready !== undefined && isNear(ready, at) && !(began && isNear(ready, began));
}

/** The stamps are cut to the second, and endpoints are updated in batches of up to a second. */
function isNear(a: Stamp, b: Stamp): boolean {
  return a.lo <= b.hi + SECOND && b.lo <= a.hi + SECOND;
}

/** A new workload is not whole before its images are pulled and its pods are ready. */
const STARTS = 3 * MINUTE;

/** What it selects was made just now, and nothing of it failed: it has yet to come up for the first time. */
function isStarting(c: Case, b: Backends): boolean {
  const isNew = (x: { created?: Stamp } | undefined): boolean =>
    x?.created !== undefined && c.asOf.lo - x.created.hi < STARTS;
  const made = c.targets(b.service.ref, 'selects').filter((e) => e.ref.kind !== 'Pod');
  const first = isNew(b.service.entity) || (made.length > 0 && made.every((e) => isNew(e)));
  return (
    first &&
    b.selected.length > 0 &&
    b.selected.every(
      (p) =>
        isNew(p.entity) &&
        p.containers.every((x) => x.restarts === 0 && !x.terminated && x.waiting?.message === undefined) &&
        !c.eventsAbout(p.ref).some((e) => e.type === 'Warning'),
    )
  );
}

/** A workload that is scaled to zero is not missed. */
function wants(c: Case, workload: Ref): boolean {
  return workloadView(c, workload)?.desired !== 0;
}

/** A spell in the past, which the readiness of the pods tells of. */
function past(b: Backends, onset: Stamp, end: Stamp): Finding {
  return {
    type: 'service-no-endpoints',
    entity: b.service.ref,
    onset,
    end,
    severity: 3,
    statement: `${labelOf(b.service.ref)} had no ready endpoint for ${inWords(Math.max(0, end.lo - onset.hi))}.`,
    evidence: [
      cite(b.service.snapshot, 'spec', 'selector'),
      ...b.selected.slice(0, 2).map((p) => cite(p.snapshot, 'status', 'conditions')),
    ],
    attrs: { selected: b.selected.length, wanted: 1 },
    names: b.selected.slice(0, 10).map((p) => p.ref),
  };
}

/** A pod comes in the place of another that had terminationGracePeriodSeconds (30 s by default) to end. */
const REPLACED = 35 * SECOND;

/**
 * The last change of the endpoints, where a pod stopped being ready with it; else what the readiness of the
 * pods tells, else the last pod that turned unready, else the Service itself.
 */
function since(c: Case, b: Backends, told: Stamp | undefined): Stamp {
  const { changed } = b;
  if (changed && (b.selected.length === 0 || b.selected.some((p) => stopped(p, changed)))) return changed;
  const isVague = told !== undefined && told.hi - told.lo > MINUTE;
  if (changed && (!told || (isVague && told.hi >= changed.lo - REPLACED)))
    return {
      lo: Math.max(b.service.entity.created?.lo ?? -Infinity, changed.lo - REPLACED),
      hi: changed.hi,
      grade: 'C',
    };
  if (told) return told;
  const turned = b.selected.flatMap((p) =>
    p.conditions.filter((x) => x.type === 'Ready').flatMap((x) => x.since ?? []),
  );
  if (turned.length > 0 && turned.length === b.selected.length) return latest(turned) ?? seenBy(c, undefined);
  const short = latest(
    c
      .targets(b.service.ref, 'selects')
      .flatMap((e) => conditionsOf(e.object))
      .filter((x) => x.type === 'Available' && x.status === 'False')
      .flatMap((x) => x.since ?? []),
  );
  if (short) return short;
  const from = earliest([b.service.entity.created, ...b.selected.map((p) => p.entity.created)]);
  return from ? { lo: from.lo, hi: c.asOf.hi, grade: 'B' } : seenBy(c, undefined);
}
