import { MINUTE, type Stamp } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import {
  cite,
  conditionsOf,
  earliest,
  newest,
  seenBy,
  type Case,
  type Entity,
  type Snapshot,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** What a HorizontalPodAutoscaler says of itself: no metrics, no target, at its limit. */
export const hpaConditions: Detector = {
  id: 'hpa-conditions',
  layer: 'autoscaling',
  what: 'A HorizontalPodAutoscaler cannot do its work: it gets no metrics (metrics API down, no requests declared, pods not ready), its target does not exist or has no scale, or it wants more replicas than its maximum allows.',
  lookAlikes:
    'In the first minutes of a workload there are no metrics yet. At its maximum it is only short while the load would want more. "did not receive metrics for targeted pods" comes from pods that are not ready.',
  sources: [
    'signatures.md 13 hpa-metrics-unavailable, hpa-maxed',
    'kubernetes pkg/controller/podautoscaler/horizontal.go',
  ],
  emits: [
    { id: 'hpa-metrics-unavailable', nature: 'symptom', title: 'Autoscaler has no metrics' },
    { id: 'hpa-target-missing', nature: 'fault', title: 'Autoscaler has no target', selfExplaining: true },
    { id: 'hpa-requests-missing', nature: 'fault', title: 'No requests to scale by', selfExplaining: true },
    { id: 'hpa-maxed', nature: 'symptom', title: 'Autoscaler at its maximum' },
  ],
  *detect(c) {
    for (const hpa of c.all('HorizontalPodAutoscaler')) {
      const snapshot = newest(hpa);
      if (snapshot && !hpa.deleted) yield* ofAutoscaler(c, hpa, snapshot);
      else if (!hpa.deleted) yield* heardOf(c, hpa);
    }
  },
};

function* ofAutoscaler(c: Case, hpa: Entity, snapshot: Snapshot): Iterable<Finding> {
  const targets = c.targets(hpa.ref, 'scales').map((t) => t.ref);
  for (const x of conditionsOf(snapshot.object)) {
    const type = typeOf(x.type, x.status, x.reason, x.message);
    if (type === undefined) continue;
    const onset: Stamp = seenBy(c, x.since ?? firstSaid(c, hpa, x.reason));
    if (
      type === 'hpa-metrics-unavailable' &&
      hpa.created &&
      onset.lo - hpa.created.lo < MINUTE &&
      c.asOf.hi - hpa.created.lo < 5 * MINUTE
    )
      continue;
    yield {
      type,
      entity: hpa.ref,
      onset,
      severity: type === 'hpa-maxed' ? 1 : 2,
      statement: `${labelOf(hpa.ref)} ${WORDS[type]}${x.message === undefined ? '' : `: ${x.message.replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 240)}`}.`,
      evidence: [cite(snapshot, ...x.path)],
      attrs: { reason: x.reason ?? '' },
      names: targets,
    };
  }
}

/** `kubectl describe` prints conditions without their time: the event of the same reason has it. */
function firstSaid(c: Case, hpa: Entity, reason: string | undefined): Stamp | undefined {
  return earliest(c.eventsAbout(hpa.ref).flatMap((e) => (e.reason === reason ? [e.first] : [])));
}

/** The controller asks every 15 s: what is no start is said more often, for longer, and to the last. */
const HEARD = { least: 10, span: 10 * MINUTE, silence: 5 * MINUTE } as const;

/** An autoscaler of which the capture shows events only. */
function* heardOf(c: Case, hpa: Entity): Iterable<Finding> {
  const events = c.eventsAbout(hpa.ref).filter((e) => e.reason === 'FailedGetResourceMetric');
  const first = events[0];
  const count = events.reduce((n, e) => n + e.count, 0);
  const last = events.reduce((t, e) => Math.max(t, e.last.hi), -Infinity);
  if (!first || count < HEARD.least || last - first.first.lo < HEARD.span) return;
  if (c.asOf.hi - last > HEARD.silence) return;
  const message = first.message.replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 240);
  const type = /missing request for/.test(message) ? 'hpa-requests-missing' : 'hpa-metrics-unavailable';
  yield {
    type,
    entity: hpa.ref,
    onset: first.first,
    severity: 2,
    statement: `${labelOf(hpa.ref)} ${WORDS[type]}: ${message}.`,
    evidence: events.slice(0, 3).map((e) => c.citeEvent(e)),
    attrs: { reason: first.reason, count },
    names: c.targets(hpa.ref, 'scales').map((t) => t.ref),
  };
}

const WORDS = {
  'hpa-metrics-unavailable': 'gets no metrics and does not scale',
  'hpa-target-missing': 'cannot find what it is to scale',
  'hpa-requests-missing': 'cannot scale by utilisation, since containers declare no request',
  'hpa-maxed': 'wants more replicas than its maximum',
} as const;

function typeOf(
  type: string,
  status: string,
  reason: string | undefined,
  message: string | undefined,
): keyof typeof WORDS | undefined {
  if (type === 'AbleToScale' && status === 'False' && reason === 'FailedGetScale')
    return 'hpa-target-missing';
  if (type === 'ScalingLimited' && status === 'True' && reason === 'TooManyReplicas') return 'hpa-maxed';
  if (type !== 'ScalingActive' || status !== 'False' || reason === 'ScalingDisabled') return undefined;
  return /missing request for/.test(message ?? '') ? 'hpa-requests-missing' : 'hpa-metrics-unavailable';
}
