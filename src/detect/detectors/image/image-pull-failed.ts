import { groupBy } from '../../../base/index.js';
import { keyOf, labelOf, ref } from '../../../model/index.js';
import {
  earliest,
  firstTry,
  latest,
  pods,
  pullFailures,
  registryOf,
  severityOf,
  type Case,
  type PullFailure,
  type PullFault,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** What the error of a failed pull says, after a colon. */
const FAULT_WORDS: Readonly<Record<PullFault, string>> = {
  'not-found': 'the registry does not have it',
  unauthorized: 'the registry refuses the credentials',
  'name-unresolvable': 'the name of the registry does not exist',
  'dns-timeout': 'the name of the registry could not be looked up, DNS did not answer',
  unreachable: 'the registry could not be reached',
  'rate-limited': 'the registry limits the rate of pulls',
  'server-error': 'the registry answered with an error',
  certificate: 'the certificate of the registry is not trusted',
  'plain-http': 'the registry speaks plain HTTP',
  'no-platform': 'it is not built for the platform of the node',
  'disk-full': 'the disk of the node is full',
  unknown: '',
};

/** More pods of a workload than this are told as one. */
const FEW = 4;

/** An image cannot be had on a node where a container needs it. */
export const imagePullFailed: Detector = {
  id: 'image-pull-failed',
  layer: 'image',
  what: 'The kubelet cannot pull the image that a container needs on its node, and after the first failures only tries again after a growing time (image-pull-backoff: 10 s doubling to 5 min, so that recovery may lag the repair by as much). The tail of the error tells the cause.',
  lookAlikes:
    'A container that ran for hours and now needs its image was restarted by something else first. A single failed try that the next one mends is not worth a word.',
  sources: ['signatures.md 12 image-pull-failed, image-pull-backoff', 'kubernetes pkg/kubelet/images'],
  emits: [
    { id: 'image-pull-failed', nature: 'symptom', title: 'Image pull fails' },
    { id: 'image-pull-backoff', nature: 'symptom', title: 'Image pull backs off' },
  ],
  *detect(c) {
    for (const list of groupBy(pullFailures(c), (p) => `${keyOf(p.workload)} ${p.image}`).values()) {
      if (list.length <= FEW || list[0]?.workload.kind === 'DaemonSet')
        for (const p of list) yield* told(c, [p], p.pod);
      else if (list[0]) yield* told(c, list, list[0].workload);
    }
  },
};

function* told(c: Case, list: readonly PullFailure[], entity: Finding['entity']): Iterable<Finding> {
  const first = list[0];
  const onset = earliest(list.map((p) => p.since));
  if (!first || !onset) return;
  const open = list.some((p) => p.end === undefined);
  const end = latest(list.map((p) => p.end));
  const common = {
    entity,
    onset,
    ...(open || !end ? {} : { end }),
    severity: severityOf(c, first.workload, open, onset),
    evidence: list.flatMap((p) => p.evidence).slice(0, 4),
    attrs: { image: first.image, host: first.host, fault: first.fault, pods: list.length },
    names: [
      first.workload,
      ref('Registry', undefined, registryOf(first.image)),
      ...(list.length > 1 ? list.slice(0, 20).map((p) => p.pod) : []),
    ],
  };
  yield {
    ...common,
    type: 'image-pull-failed',
    statement: `Image ${first.image} of ${labelOf(entity)} cannot be pulled${first.fault === 'unknown' ? '' : `: ${FAULT_WORDS[first.fault]}`}.`,
  };
  const backoff = backoffs(c, list);
  if (backoff.length === 0) return;
  const since = earliest(backoff.map((e) => e.first)) ?? onset;
  yield {
    ...common,
    type: 'image-pull-backoff',
    onset: since,
    evidence: backoff.slice(0, 3).map((e) => e.evidence),
    statement: `The kubelet waits before it tries again to pull image ${first.image} of ${labelOf(entity)}.`,
  };
}

function backoffs(c: Case, list: readonly PullFailure[]) {
  const events = list.flatMap((p) =>
    c
      .eventsAbout(p.pod)
      .filter(
        (e) =>
          (e.reason === 'BackOff' && e.message.includes('pulling image')) ||
          e.message.startsWith('Error: ImagePullBackOff'),
      )
      .map((e) => ({ first: firstTry(c, e), evidence: c.citeEvent(e) })),
  );
  if (events.length > 0) return events;
  return list.flatMap((p) => {
    const view = pods(c).find((v) => keyOf(v.ref) === keyOf(p.pod));
    const waiting = view?.containers.some((x) => x.waiting?.reason === 'ImagePullBackOff');
    return waiting
      ? [{ first: p.since, evidence: p.evidence[0] ?? { source: 0, offset: 0, length: 0, excerpt: '' } }]
      : [];
  });
}
