import { MINUTE, type Stamp } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import {
  backends,
  earliest,
  isWanted,
  seenBy,
  unreadyTimes,
  type Backends,
  type Case,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

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
    const seen = new Set<string>();
    for (const b of backends(c)) {
      if (b.ready !== 0) continue;
      const wanted = isWanted(c, b.service.ref);
      const expected = b.selected.some((p) => p.phase !== 'Succeeded' && p.phase !== 'Failed');
      const workloads = c.targets(b.service.ref, 'selects').filter((e) => e.ref.kind !== 'Pod');
      if (Object.keys(b.service.selector).length === 0 && !wanted) continue;
      const onset = since(c, b);
      if (onset.grade !== 'X' && c.asOf.hi - onset.lo < MINUTE && !wanted) continue;
      seen.add(b.service.entity.key);
      const severity = wanted ? 3 : expected || workloads.length > 0 ? 2 : 1;
      yield {
        type: 'service-no-endpoints',
        entity: b.service.ref,
        onset,
        severity,
        epistemic: b.how === 'endpoints' ? 'observed' : 'inferred',
        statement: `${labelOf(b.service.ref)} has no ready endpoint${b.selected.length === 0 ? ': no pod carries the labels it selects' : ` (${b.selected.length} selected, none ready)`}.`,
        evidence: b.evidence,
        attrs: { selected: b.selected.length, notReady: b.notReady, wanted: wanted ? 1 : 0 },
        names: [...b.selected.slice(0, 10).map((p) => p.ref), ...workloads.map((e) => e.ref)],
      };
    }
    yield* passed(c, seen);
  },
};

/** Spells in the past, which earlier readings or the transitions of pods show. */
function* passed(c: Case, now: ReadonlySet<string>) {
  for (const b of backends(c)) {
    if (now.has(b.service.entity.key) || !isWanted(c, b.service.ref)) continue;
    for (const u of unreadyTimes(c, b.service.ref)) {
      const started = b.service.entity.created;
      if (u.hi >= c.asOf.lo || u.hi - u.lo < 2_000_000) continue;
      if (started && u.lo - started.hi < MINUTE) continue;
      yield {
        type: 'service-no-endpoints',
        entity: b.service.ref,
        onset: { lo: u.lo, hi: u.lo, grade: 'B' as const },
        end: { lo: u.hi, hi: u.hi, grade: 'B' as const },
        severity: 2 as const,
        statement: `${labelOf(b.service.ref)} had no ready endpoint for a time.`,
        evidence: u.evidence,
        attrs: { selected: b.selected.length, wanted: 1 },
        names: b.selected.slice(0, 10).map((p) => p.ref),
      };
    }
  }
}

/** The last change of the endpoints; else the last pod that turned unready, else the Service itself. */
function since(c: Case, b: Backends): Stamp {
  if (b.changed) return b.changed;
  const spell = unreadyTimes(c, b.service.ref).find((u) => u.hi >= c.asOf.lo);
  if (spell) return { lo: spell.lo, hi: spell.lo, grade: 'B' };
  const turned = b.selected.flatMap((p) =>
    p.conditions.filter((x) => x.type === 'Ready').flatMap((x) => x.since ?? []),
  );
  const latest = turned.reduce<Stamp | undefined>((a, s) => (!a || s.lo > a.lo ? s : a), undefined);
  if (latest && turned.length === b.selected.length) return latest;
  const from = earliest([b.service.entity.created, ...b.selected.map((p) => p.entity.created)]);
  return from ? { lo: from.lo, hi: c.asOf.hi, grade: 'B' } : seenBy(c, undefined);
}
