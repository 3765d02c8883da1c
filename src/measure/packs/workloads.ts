import { digText, HOUR, MINUTE, sortedBy, type Interval } from '../../base/index.js';
import { keyOf, type Ref } from '../../model/index.js';
import {
  conditionsOf,
  desiredReplicas,
  levelAt,
  podReadiness,
  readyReplicas,
  waitingSpans,
  workloadOf,
  type Case,
  type Track,
} from '../../world/index.js';
import { both, byEntity, during, equals, where, type Signal } from '../replay/signal.js';
import { ORIGIN, type PackRule } from './rule.js';
import { coveredSince, flagOf, numberAt, stampAt } from './state.js';

/** Fewer ready than declared, for workloads of one kind; unknown where either is. */
export function short(c: Case, kind: string): Signal[] {
  const desired = byEntity(desiredReplicas(c));
  return readyReplicas(c)
    .filter((t) => t.entity.kind === kind)
    .flatMap((ready) => {
      const wanted = desired.get(keyOf(ready.entity));
      return wanted ? [shortOf(ready, wanted)] : [];
    });
}

function shortOf(ready: Track, wanted: Track): Signal {
  const cuts = sortedBy(new Set([...ready.levels, ...wanted.levels].map((l) => l.from)), (t) => t);
  const levels = cuts.flatMap((from) => {
    const r = levelAt(ready, from);
    const w = levelAt(wanted, from);
    return r && w ? [{ from, lo: w.lo - r.hi, hi: w.hi - r.lo }] : [];
  });
  return where({ entity: ready.entity, levels }, (l) => (l.lo > 0 ? 'yes' : l.hi <= 0 ? 'no' : 'maybe'));
}

/** "changes(updated replicas [10m]) == 0": not while a rollout is going on. */
function steady(c: Case, workload: Ref): Signal {
  const rollouts: Interval[] = c.changes
    .filter(
      (x) =>
        keyOf(x.entity) === keyOf(workload) &&
        (x.verb === 'restart' || x.fields.some((f) => f.startsWith('spec.template'))),
    )
    .map((x) => ({ lo: x.at.lo, hi: x.at.hi + 10 * MINUTE }));
  const moving = during(workload, rollouts, -Infinity);
  return {
    entity: workload,
    steps: moving.steps.map((s) => ({ from: s.from, truth: s.truth === 'yes' ? 'no' : 'yes' })),
  };
}

/** "max_over_time(waiting reason[5m]) >= 1": seen waiting at least once in the last five minutes. */
function waitingFor(c: Case, test: (reason: string) => boolean, lookback: number): Signal[] {
  const pods = new Map<string, { pod: Ref; spans: Interval[] }>();
  for (const s of waitingSpans(c)) {
    if (!test(s.reason)) continue;
    const at = pods.get(keyOf(s.pod)) ?? { pod: s.pod, spans: [] };
    at.spans.push({ lo: s.lo, hi: s.hi + lookback });
    pods.set(keyOf(s.pod), at);
  }
  return [...pods.values()].map((p) => during(p.pod, p.spans, coveredSince(c)));
}

const stock = {
  pack: 'stock',
  origin: ORIGIN.kubernetes,
  exporter: 'kube-state-metrics',
  enabled: true,
} as const;

/** kubernetes-mixin, group kubernetes-apps. */
export const workloadRules: readonly PackRule[] = [
  {
    ...stock,
    name: 'KubePodCrashLooping',
    wait: 15 * MINUTE,
    severity: 'warning',
    meaning:
      'a container waits in CrashLoopBackOff, seen at least once every 5 min; image back-off does not count',
    expression: /CrashLoopBackOff/,
    signals: (c) => waitingFor(c, (r) => r === 'CrashLoopBackOff', 5 * MINUTE),
  },
  {
    ...stock,
    name: 'KubePodNotReady',
    wait: 15 * MINUTE,
    severity: 'warning',
    meaning: 'a pod that no Job owns is not ready; packs before 2026-06 only count Pending and Unknown',
    expression: /kube_pod_status_phase.*(Pending|Unknown)/,
    signals: (c) =>
      [...podReadiness(c).values()]
        .filter((t) => !ofJob(c, t.entity))
        .map((t) => where(alive(c, t), (l) => equals(l, 0))),
  },
  {
    ...stock,
    name: 'KubeDeploymentReplicasMismatch',
    wait: 15 * MINUTE,
    severity: 'warning',
    meaning: 'fewer replicas available than declared, and no rollout in the last 10 min',
    expression: /kube_deployment_(spec_replicas|status_replicas_(un)?available)/,
    signals: (c) => short(c, 'Deployment').map((s) => both(s, steady(c, s.entity))),
  },
  {
    ...stock,
    name: 'KubeDeploymentRolloutStuck',
    wait: 15 * MINUTE,
    severity: 'warning',
    meaning: 'condition Progressing is False, which takes the progress deadline (600 s) to come',
    expression: /kube_deployment_status_condition.*Progressing/,
    signals: (c) => conditionIs(c, 'Deployment', 'Progressing', 'False'),
  },
  {
    ...stock,
    name: 'KubeDeploymentGenerationMismatch',
    wait: 15 * MINUTE,
    severity: 'warning',
    meaning: 'the controller has not seen the newest spec',
    expression: /kube_deployment_status_observed_generation/,
    signals: (c) =>
      compare(c, 'Deployment', (o) =>
        notEqual(numberAt(o, 'status', 'observedGeneration'), numberAt(o, 'metadata', 'generation')),
      ),
  },
  {
    ...stock,
    name: 'KubeStatefulSetReplicasMismatch',
    wait: 15 * MINUTE,
    severity: 'warning',
    meaning: 'fewer ready than declared, and no rollout in the last 10 min',
    expression: /kube_statefulset_status_replicas_ready/,
    signals: (c) => short(c, 'StatefulSet').map((s) => both(s, steady(c, s.entity))),
  },
  {
    ...stock,
    name: 'KubeDaemonSetRolloutStuck',
    wait: 15 * MINUTE,
    severity: 'warning',
    meaning: 'fewer daemon pods available than nodes want',
    expression: /kube_daemonset_status_(number_available|updated_number_scheduled)/,
    signals: (c) => short(c, 'DaemonSet'),
  },
  {
    ...stock,
    name: 'KubeDaemonSetNotScheduled',
    wait: 10 * MINUTE,
    severity: 'warning',
    meaning: 'daemon pods are not placed on nodes that want them',
    expression: /desired_number_scheduled.*current_number_scheduled/s,
    signals: (c) =>
      compare(c, 'DaemonSet', (o) =>
        notEqual(
          numberAt(o, 'status', 'desiredNumberScheduled'),
          numberAt(o, 'status', 'currentNumberScheduled'),
        ),
      ),
  },
  {
    ...stock,
    name: 'KubeContainerWaiting',
    wait: HOUR,
    severity: 'warning',
    meaning: 'a container waits for any reason but a crash: image, configuration, sandbox',
    expression: /kube_pod_container_status_waiting_reason(?!.*CrashLoop)/,
    signals: (c) => waitingFor(c, (r) => r !== 'CrashLoopBackOff', 0),
  },
  {
    ...stock,
    name: 'KubeJobFailed',
    wait: 15 * MINUTE,
    severity: 'warning',
    meaning: 'a failed Job exists; an old one keeps it firing',
    expression: /kube_job_(status_)?failed/,
    signals: (c) => conditionIs(c, 'Job', 'Failed', 'True'),
  },
  {
    ...stock,
    name: 'KubeJobNotCompleted',
    wait: 0,
    severity: 'warning',
    meaning: 'a Job has been active for 12 h',
    expression: /kube_job_status_start_time/,
    signals: (c) => overdueJobs(c),
  },
];

function ofJob(c: Case, pod: Ref): boolean {
  return ['Job', 'CronJob'].includes(workloadOf(c, pod).kind);
}

/** A pod that is gone has no samples. */
function alive(c: Case, t: Track): Track {
  const entity = c.entity(t.entity);
  const gone = entity?.deleted?.grade === 'X' ? undefined : entity?.deleted?.lo;
  const born = entity?.created?.lo;
  const levels = t.levels.filter(
    (l) => (born === undefined || l.from >= born) && (gone === undefined || l.from < gone),
  );
  if (gone !== undefined) levels.push({ from: gone, lo: 1, hi: 1 });
  return { entity: t.entity, levels };
}

/** A condition of the objects' status having a value, since its transition. */
export function conditionIs(c: Case, kind: string, type: string, status: string): Signal[] {
  return flagOf(c, kind, (o) => {
    const found = conditionsOf(o).find((x) => x.type === type);
    return { value: found?.status === status, since: found?.since };
  }).map((t) => where(t, (l) => equals(l, 1)));
}

/** A test of numbers in an object, as its snapshots show it. */
export function compare(c: Case, kind: string, test: (o: unknown) => boolean | undefined): Signal[] {
  return flagOf(c, kind, (o) => {
    const value = test(o);
    return value === undefined ? undefined : { value };
  }).map((t) => where(t, (l) => equals(l, 1)));
}

function notEqual(a: number | undefined, b: number | undefined): boolean | undefined {
  return a === undefined || b === undefined ? undefined : a !== b;
}

function overdueJobs(c: Case): Signal[] {
  return c.all('Job').flatMap((job) => {
    const started = stampAt(job.object, 'status', 'startTime');
    const done =
      digText(job.object, 'status', 'completionTime') ??
      conditionsOf(job.object).find(
        (x) => x.status === 'True' && (x.type === 'Failed' || x.type === 'Complete'),
      )?.type;
    if (!started) return [];
    const from = started.lo + 12 * HOUR;
    return [
      during(
        job.ref,
        done === undefined && from < c.asOf.hi ? [{ lo: from, hi: c.asOf.hi + HOUR }] : [],
        started.lo,
      ),
    ];
  });
}
