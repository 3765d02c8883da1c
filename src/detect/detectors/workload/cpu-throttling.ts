import { MINUTE, groupBy, sinceTime } from '../../../base/index.js';
import { keyOf, labelOf, WORKLOAD_KINDS, type Ref } from '../../../model/index.js';
import {
  alertEntity,
  citeSeries,
  earliest,
  harmTo,
  heldSpells,
  isHeldBack,
  isSlow,
  increases,
  partner,
  quotient,
  metricsNamed,
  slowdown,
  workloadLabelled,
  workloadOf,
  workloadView,
  type Case,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
import { heldOf } from '../../series.js';

/** CPUThrottlingHigh of the kubernetes mixin: a rate over 5 min, held for 15 min. */
const HELD = 20 * MINUTE;

/** A container that the kernel holds back at its CPU limit. */
export const cpuThrottling: Detector = {
  id: 'cpu-throttling',
  layer: 'workload',
  what: 'The kernel stops the processes of a container in most scheduler periods because they reached the CPU limit: everything in it becomes slow, probes and callers time out, while the node has processor time to spare.',
  lookAlikes:
    'Many containers are throttled at their start or in short bursts and nobody feels it; alone it is noise. A node without free processor time slows down all its pods.',
  sources: ['signatures.md 11 cpu-throttling', 'kubernetes-mixin alert CPUThrottlingHigh'],
  emits: [
    { id: 'cpu-throttling', nature: 'fault', title: 'Held back at its CPU limit', selfExplaining: true },
  ],
  *detect(c) {
    const alerts = c.alerts.filter(
      (a) => /^(?:Container)?(?:Cpu|CPU)Throttling/.test(a.name) && a.state !== 'suppressed',
    );
    const about = alerts.flatMap((a) => {
      const found = alertEntity(c, a);
      const entity = found?.kind === 'Pod' ? workloadOf(c, found) : found;
      return entity && WORKLOAD_KINDS.has(entity.kind) ? [{ a, entity }] : [];
    });
    for (const list of groupBy(about, (x) => keyOf(x.entity)).values()) {
      const first = list[0];
      const at = earliest(list.map((x) => x.a.at));
      if (!first || !at) continue;
      const open = list.some((x) => x.a.state === 'firing' && !x.a.ended);
      yield {
        type: 'cpu-throttling',
        entity: first.entity,
        onset: { lo: at.lo - HELD, hi: at.hi, grade: 'C' },
        ...(open ? {} : { end: first.a.ended ?? c.asOf }),
        severity: isFelt(c, first.entity) ? 1 : 0,
        statement: `${labelOf(first.entity)} is held back at its CPU limit (alert ${first.a.name}).`,
        evidence: list.slice(0, 3).map((x) => ({ ...x.a.evidence, excerpt: `${x.a.name} ${x.a.state}` })),
        attrs: { alerts: list.length },
      };
    }
    yield* measured(c);
    yield* stressed(c);
  },
};

/** Throttling in most periods is felt; half of them is most. */
const MOST = 0.5;
const LASTING = 5 * MINUTE;

/** cAdvisor counts the periods of the scheduler, and those in which the container was held back. */
function* measured(c: Case): Iterable<Finding> {
  for (const m of metricsNamed(c, 'container_cpu_cfs_throttled_periods_total')) {
    const all = partner(c, m, 'container_cpu_cfs_periods_total');
    const entity = workloadLabelled(c, m.labels);
    if (!all || !entity || !WORKLOAD_KINDS.has(entity.kind)) continue;
    const share = quotient(increases(m.points), increases(all.points));
    for (const s of heldSpells(c, share, (v) => v >= MOST)) {
      if (s.lasted < LASTING) continue;
      yield {
        ...heldOf(entity, s),
        type: 'cpu-throttling',
        severity: isFelt(c, entity) ? 1 : 0,
        statement: `${labelOf(entity)} is held back at its CPU limit in ${Math.round(s.last * 100)} % of the periods.`,
        evidence: [citeSeries(m, s.onset.hi, `of ${m.labels['pod'] ?? entity.name}`)],
      };
    }
  }
}

/** Throttled time rose with the trouble, while it used no less processor time than before. */
function* stressed(c: Case): Iterable<Finding> {
  const s = slowdown(c);
  for (const x of s?.shifts ?? []) {
    const t = x.throttled;
    if (!s || !t || !isHeldBack(t) || !WORKLOAD_KINDS.has(x.entity.kind)) continue;
    const callers = s.shifts.filter((y) => (s.callees.get(y.subject) ?? []).includes(x.subject));
    const late = isSlow(x) || x.failing || callers.some(isSlow);
    const grew = t.cpu !== undefined && t.cpu >= 1.5 && Number.isFinite(t.cpu);
    yield {
      type: 'cpu-throttling',
      entity: x.entity,
      onset: s.onset,
      severity: late ? 3 : isFelt(c, x.entity) ? 2 : 1,
      statement: `${labelOf(x.entity)} is held back at its CPU limit for ${t.during.toFixed(2)} s of each second ${sinceTime(s.onset)}${t.before > 0 ? `, ${t.before.toFixed(2)} s before` : ''}${grew ? `; it uses ${(t.cpu ?? 1).toFixed(1)} times the processor time` : ''}.`,
      evidence: [...t.evidence, ...x.evidence].slice(0, 6),
      names: callers.map((y) => y.entity),
    };
  }
}

/** Somebody was called over it for another reason, its answers are late, its probes fail or replicas are missing. */
function isFelt(c: Case, entity: Ref): boolean {
  const isOwn = (at: Ref | undefined): boolean =>
    at !== undefined && keyOf(at.kind === 'Pod' ? workloadOf(c, at) : at) === keyOf(entity);
  const behind = c.targets(entity, 'selects').concat(c.origins(entity, 'selects'));
  const called = c.alerts.some((a) => {
    if (/Throttling/.test(a.name) || a.state === 'suppressed') return false;
    const about = alertEntity(c, a);
    return isOwn(about) || behind.some((e) => about !== undefined && e.key === keyOf(about));
  });
  const slow = slowdown(c)?.shifts.some((x) => keyOf(x.entity) === keyOf(entity) && isSlow(x)) ?? false;
  const warned = c.eventsOf('Unhealthy', 'Killing').some((e) => isOwn(e.about));
  const known = workloadView(c, entity) !== undefined;
  return called || slow || warned || (known && harmTo(c, entity) > 1);
}
