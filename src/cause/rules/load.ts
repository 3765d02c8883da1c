import { MINUTE } from '../../base/index.js';
import type { Condition } from '../../model/index.js';
import { scaledDown, workloadOf, type Case } from '../../world/index.js';
import type { CausalRule } from '../rule.js';
import { DEPENDENCY } from './dependency.js';

/** More work than the replicas that are there can take. */
export const loadRules: readonly CausalRule[] = [
  {
    id: 'overloaded-since-scale-down',
    effect: [
      'app-overloaded',
      'liveness-timeout',
      'readiness-failing',
      'callee-unresponsive',
      'latency-high',
      'app-upstream-5xx',
    ],
    cause: ['hpa-scaled-down', 'node-scale-down', 'scale-changed', 'deployment-spec-changed'],
    mechanism: 'the replicas that are left take the load of those that were taken away',
    paths: [
      'family',
      'family ~scales',
      'named selects family',
      'named selects family ~scales',
      'family needs selects family',
      'family needs selects family ~scales',
    ],
    lag: { min: 0, max: 600, source: 'pods are gone after their grace of 30 s; queues fill within minutes' },
    strength: 0.65,
    standing: false,
    when: (c, _effect, cause) =>
      !['scale-changed', 'deployment-spec-changed'].includes(cause.type) ||
      tookHalf(c, cause) ||
      'it is not told to have taken replicas away',
  },
  {
    id: 'overloaded-while-short',
    effect: ['app-overloaded'],
    cause: ['deployment-unavailable', 'failed-scheduling', 'insufficient-resources'],
    mechanism: 'fewer replicas serve than the load needs',
    paths: ['family'],
    lag: { min: -60, max: 1800, source: 'queues fill within minutes' },
    strength: 0.65,
  },
  {
    id: 'overloaded-while-blind',
    effect: ['app-overloaded', 'callee-unresponsive'],
    cause: [
      'hpa-metrics-unavailable',
      'hpa-maxed',
      'keda-scaler-failed',
      'hpa-target-missing',
      'hpa-requests-missing',
    ],
    mechanism: 'its autoscaler, which would add replicas under load, cannot',
    paths: ['family ~scales'],
    lag: { min: 0, max: Infinity, source: 'unnoticed until the next peak of load' },
    strength: 0.65,
    standing: 60,
  },
  {
    id: 'overloaded-by-callee',
    effect: ['app-overloaded'],
    cause: [...DEPENDENCY, 'app-pool-exhausted', 'db-lock-wait', 'db-too-many-connections', 'cpu-throttling'],
    mechanism: 'requests that wait for what they need fill its queue',
    paths: ['family'],
    lag: { min: -60, max: 1800, source: 'each waiting request holds a thread or a place in the queue' },
    strength: 0.65,
  },
  {
    id: 'callers-turned-away',
    effect: [
      'app-upstream-5xx',
      'app-dependency-timeout',
      'app-dependency-refused',
      'ingress-no-backend',
      'ingress-upstream-timeout',
    ],
    cause: ['app-overloaded'],
    mechanism: 'the callee has more requests than it can take and turns the rest away',
    paths: ['named selects family', 'named', 'family needs selects family', 'selects family'],
    lag: { min: -60, max: 600, source: 'each request beyond its limit is refused at once' },
    strength: 0.8,
  },
];

/** True when the controller tells that with the change at least half of the replicas went. */
function tookHalf(c: Case, change: Condition): boolean {
  return c.eventsAbout(workloadOf(c, change.entity)).some((e) => {
    const step = scaledDown(e);
    const near = [e.first, e.last].some((t) => t.hi >= change.onset.lo && t.lo - change.onset.hi < MINUTE);
    return step !== undefined && near && step.to * 2 <= (step.from ?? 0);
  });
}
