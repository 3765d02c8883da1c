import { groupBy, MINUTE, sinceTime } from '../../../base/index.js';
import { keyOf, labelOf, type ConditionType, type MetricRecord, type Ref } from '../../../model/index.js';
import {
  citeSeries,
  earliest,
  heldSpells,
  increases,
  isDescribed,
  metricsNamed,
  workloadLabelled,
  type Case,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
import { forHowLong, heldOf } from '../../series.js';

const unavailable: ConditionType = {
  id: 'deployment-unavailable',
  nature: 'impact',
  title: 'Replicas missing',
};
const loop: ConditionType = { id: 'crashloop', nature: 'symptom', title: 'Container crash-loops' };
const oom: ConditionType = {
  id: 'container-oom',
  nature: 'fault',
  title: 'Container out of memory',
  selfExplaining: true,
};
const backoff: ConditionType = { id: 'image-pull-backoff', nature: 'symptom', title: 'Image pull backs off' };
const config: ConditionType = {
  id: 'config-missing',
  nature: 'symptom',
  title: 'Container lacks configuration',
};

/** A rollout is short of a replica for a minute or two. */
const LASTING = 3 * MINUTE;
/** As many restarts, each within the longest back-off (5 min) and a run of ten, are a loop. */
const LOOPS = 3;
const BETWEEN = 16 * MINUTE;

/** What kube-state-metrics tells of workloads, for captures without their objects. */
export const workloadMetrics: Detector = {
  id: 'workload-metrics',
  layer: 'workload',
  what: 'Series of kube-state-metrics tell what the objects of a workload would: replicas that are missing for minutes, containers that restart again and again, that wait in back-off, or that were killed for want of memory.',
  lookAlikes:
    'Where the capture has the workload itself, its own state speaks. A rollout is short for a minute; one restart is no loop; the reason of the last end stays for as long as the pod lives.',
  sources: ['kube-state-metrics docs/metrics/workload', 'docs/metrics/pod'],
  emits: [unavailable, loop, oom, backoff, config],
  *detect(c) {
    yield* shortages(c);
    const restarts = restartsOf(c);
    yield* loops(c, restarts);
    yield* kills(c, restarts);
    yield* waits(c, 'ImagePullBackOff', backoff, 'cannot pull an image');
    yield* waits(c, 'CreateContainerConfigError', config, 'lacks configuration');
  },
};

const SHORT = [
  'kube_deployment_status_replicas_unavailable',
  'kube_daemonset_status_number_unavailable',
] as const;

function* shortages(c: Case): Iterable<Finding> {
  for (const m of metricsNamed(c, ...SHORT)) {
    const entity = workloadLabelled(c, m.labels);
    if (!entity || isDescribed(c, entity)) continue;
    const serving = metricsNamed(c, 'kube_deployment_status_replicas_available').find(
      (x) => x.labels['deployment'] === entity.name && x.labels['namespace'] === entity.namespace,
    );
    for (const s of heldSpells(c, m.points, (v) => v > 0)) {
      if (s.lasted < LASTING) continue;
      const none = serving?.points.some(([at, v]) => at >= s.onset.hi && v === 0 && at <= (s.end?.hi ?? at));
      yield {
        ...heldOf(entity, s),
        type: unavailable.id,
        severity: none === true ? 3 : 2,
        statement: `${labelOf(entity)} misses replicas ${sinceTime(s.onset)}${forHowLong(s)}.`,
        evidence: [citeSeries(m, s.onset.hi, `of ${entity.name} is ${s.last}`)],
      };
    }
  }
}

interface Restarts {
  readonly entity: Ref;
  readonly series: MetricRecord;
  readonly at: readonly (readonly [number, number])[];
}

function restartsOf(c: Case): readonly Restarts[] {
  return metricsNamed(c, 'kube_pod_container_status_restarts_total').flatMap((series) => {
    const entity = workloadLabelled(c, series.labels);
    const at = increases(series.points).filter(([, n]) => n > 0);
    return !entity || isDescribed(c, entity) || at.length === 0 ? [] : [{ entity, series, at }];
  });
}

function* loops(c: Case, all: readonly Restarts[]): Iterable<Finding> {
  const waiting = metricsNamed(c, 'kube_pod_container_status_waiting_reason').filter(
    (m) => m.labels['reason'] === 'CrashLoopBackOff',
  );
  for (const list of groupBy(all, (r) => keyOf(r.entity)).values()) {
    const first = list[0];
    const times = list.flatMap((r) => r.at).sort((a, b) => a[0] - b[0]);
    const count = times.reduce((n, [, x]) => n + x, 0);
    const from = times[0]?.[0];
    const until = times.at(-1)?.[0];
    if (!first || from === undefined || until === undefined || count < LOOPS) continue;
    if (times.some(([at], i) => i > 0 && at - (times[i - 1]?.[0] ?? at) > BETWEEN)) continue;
    const held = waiting.some(
      (m) =>
        keyOf(workloadLabelled(c, m.labels) ?? first.entity) === keyOf(first.entity) &&
        m.points.at(-1)?.[1] === 1,
    );
    const newest = c.metrics.reduce((at, m) => Math.max(at, m.points.at(-1)?.[0] ?? at), until);
    const before = first.series.points.findLast(([at]) => at < from)?.[0] ?? from;
    yield {
      type: loop.id,
      entity: first.entity,
      onset: { lo: before, hi: from, grade: 'B' },
      ...(held || newest - until <= BETWEEN ? {} : { end: { lo: until, hi: newest, grade: 'B' as const } }),
      severity: 2,
      statement: `Containers of ${labelOf(first.entity)} were restarted ${count} times ${sinceTime({ lo: before, hi: from })}.`,
      evidence: list
        .slice(0, 3)
        .map((r) => citeSeries(r.series, from, `of ${r.series.labels['pod'] ?? first.entity.name}`)),
      attrs: { count },
    };
  }
}

function* kills(c: Case, all: readonly Restarts[]): Iterable<Finding> {
  const killed = metricsNamed(c, 'kube_pod_container_status_last_terminated_reason').filter(
    (m) => m.labels['reason'] === 'OOMKilled' && m.points.at(-1)?.[1] === 1,
  );
  for (const m of killed) {
    const entity = workloadLabelled(c, m.labels);
    const own = all.filter(
      (r) =>
        r.series.labels['pod'] === m.labels['pod'] && r.series.labels['container'] === m.labels['container'],
    );
    const at = earliest(
      own.flatMap((r) => r.at.slice(0, 1).map(([t]) => ({ lo: t, hi: t, grade: 'B' as const }))),
    );
    if (!entity || !at) continue;
    yield {
      type: oom.id,
      entity,
      onset: at,
      severity: 2,
      statement: `Container ${m.labels['container'] ?? ''} of ${labelOf(entity)} was killed for want of memory and restarted ${sinceTime(at)}.`,
      evidence: [citeSeries(m, at.lo, `OOMKilled of ${m.labels['pod'] ?? ''}`)],
      attrs: { container: m.labels['container'] ?? '' },
    };
  }
}

function* waits(c: Case, reason: string, type: ConditionType, words: string): Iterable<Finding> {
  for (const m of metricsNamed(c, 'kube_pod_container_status_waiting_reason')) {
    const entity = m.labels['reason'] === reason ? workloadLabelled(c, m.labels) : undefined;
    if (!entity || isDescribed(c, entity)) continue;
    for (const s of heldSpells(c, m.points, (v) => v > 0)) {
      if (s.lasted < LASTING) continue;
      yield {
        ...heldOf(entity, s),
        type: type.id,
        severity: 2,
        statement: `A container of ${labelOf(entity)} ${words} ${sinceTime(s.onset)}${forHowLong(s)}.`,
        evidence: [citeSeries(m, s.onset.hi, `${reason} of ${m.labels['pod'] ?? entity.name}`)],
      };
    }
  }
}
