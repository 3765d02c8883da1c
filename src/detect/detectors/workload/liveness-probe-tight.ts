import { inWords, MINUTE, SECOND } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import {
  cite,
  complaints,
  isDataStore,
  podNamed,
  probeFailures,
  probeSpec,
  severityOf,
  type Case,
  type ProbeFailure,
  type ProbeSpec,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A probe that gives up sooner than this on a slow answer leaves no room for load (default: 30 s). */
const ROOM = 15 * SECOND;
/** Kubelet's own default, meant for an idle process. */
const SHORT_TIMEOUT = 2;

/** Probes of other workloads that go unanswered this close in time have one cause, and it is not a declaration. */
const TOGETHER = 2 * MINUTE;

/** A liveness probe that takes a slow answer for a dead process. */
export const livenessProbeTight: Detector = {
  id: 'liveness-probe-tight',
  layer: 'workload',
  what: 'The liveness probe waits for its answer a second or two and gives up after so few failures that a moment of load is enough: the kubelet kills a process that was only busy. The replicas left get its load and are killed next.',
  lookAlikes:
    'A handler that waits for another service answers late because of that one. A process that hangs for good fails any probe. A probe that is refused meets a process that does not listen. Probes of several workloads that go unanswered together share a cause: a node, a network, a store. With the default of three failures at ten seconds the probe is rarely the cause.',
  sources: [
    'signatures.md 11 liveness-timeout, liveness-kill',
    'kubernetes docs: configure liveness, readiness and startup probes',
    'core/v1 Probe defaults: timeoutSeconds 1, periodSeconds 10, failureThreshold 3',
  ],
  emits: [
    {
      id: 'liveness-probe-tight',
      nature: 'fault',
      title: 'Liveness probe leaves no room for load',
    },
  ],
  *detect(c) {
    const seen = new Set<string>();
    for (const f of probeFailures(c)) {
      if (f.kind !== 'liveness' || f.error !== 'timeout' || seen.has(keyOf(f.workload))) continue;
      const view = podNamed(c, f.pod);
      const container = view?.containers.find((x) => f.container === undefined || x.name === f.container);
      const spec = probeSpec(container?.spec, 'liveness');
      if (!view || !container || !spec || !isTight(spec) || !killedBy(c, f)) continue;
      if (isDataStore(c, f.workload) || waitsForOthers(c, f) || othersToo(c, f)) continue;
      seen.add(keyOf(f.workload));
      yield {
        type: 'liveness-probe-tight',
        entity: f.workload,
        // it does harm from the first answer on that came too late
        onset: f.since,
        severity: severityOf(c, f.workload, true),
        epistemic: 'inferred',
        statement: `The liveness probe of ${labelOf(f.workload)} waits ${inWords(spec.timeout * SECOND)} for an answer and gives up after ${inWords(patience(spec))}; the kubelet kills containers that answer late.`,
        evidence: [cite(view.snapshot, ...container.specPath, 'livenessProbe'), ...f.evidence.slice(0, 2)],
        attrs: { timeout: spec.timeout, period: spec.period, failures: spec.failures },
        names: [f.pod],
      };
    }
  },
};

/** From the first late answer to the decision to kill. */
function patience(spec: ProbeSpec): number {
  return (spec.period * (spec.failures - 1) + spec.timeout) * SECOND;
}

function isTight(spec: ProbeSpec): boolean {
  return spec.timeout <= SHORT_TIMEOUT && patience(spec) < ROOM;
}

/** A handler that waits for a dependency answers late for that reason. */
function waitsForOthers(c: Case, f: ProbeFailure): boolean {
  const key = keyOf(f.workload);
  return [...complaints(c).values()].some((list) => list.some((x) => keyOf(x.from) === key));
}

/** True where another workload answered no probe either, at about the same time. */
function othersToo(c: Case, f: ProbeFailure): boolean {
  return probeFailures(c).some(
    (o) =>
      keyOf(o.workload) !== keyOf(f.workload) &&
      (o.error === 'timeout' || o.error === 'no-route') &&
      Math.abs(o.since.lo - f.since.lo) <= TOGETHER,
  );
}

function killedBy(c: Case, f: ProbeFailure): boolean {
  return c
    .eventsAbout(f.pod)
    .some((e) => e.reason === 'Killing' && e.message.includes('failed liveness probe'));
}
