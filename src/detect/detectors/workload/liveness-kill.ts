import { HOUR, SECOND, type Stamp } from '../../../base/index.js';
import { groupBy } from '../../../base/index.js';
import { keyOf, labelOf, ref, type Evidence, type Ref } from '../../../model/index.js';
import {
  earliest,
  latest,
  podNamed,
  probeFailures,
  probeSpec,
  probeText,
  workloadOf,
  type Case,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

interface Kill {
  readonly pod: Ref;
  readonly container: string;
  readonly kind: 'liveness' | 'startup';
  readonly first: Stamp;
  readonly last: Stamp;
  readonly count: number;
  readonly evidence: Evidence;
}

/** The kubelet restarts containers whose liveness or startup probe failed too often. */
export const livenessKill: Detector = {
  id: 'liveness-kill',
  layer: 'workload',
  what: 'A liveness (or startup) probe failed as often in a row as its threshold allows, and the kubelet stops the container to restart it: SIGTERM, then SIGKILL after the grace period (exit code 143 or 137).',
  lookAlikes:
    'Exit code 137 without a Killing event is out of memory, the node or a deletion. A failing readiness probe restarts nothing. "Stopping container" is a deletion.',
  sources: [
    'signatures.md 11 liveness-kill',
    'kubernetes pkg/kubelet/kuberuntime "failed liveness probe, will be restarted"',
  ],
  emits: [
    { id: 'liveness-kill', nature: 'symptom', title: 'Liveness probe kills container' },
    { id: 'startup-probe-kill', nature: 'symptom', title: 'Startup probe kills container' },
  ],
  *detect(c) {
    for (const list of groupBy(kills(c), (k) => `${keyOf(k.pod)} ${k.container} ${k.kind}`).values()) {
      const first = list[0];
      const onset = earliest(list.map((k) => k.first));
      const last = latest(list.map((k) => k.last));
      if (!first || !onset || !last) continue;
      const failure = probeFailures(c).find(
        (f) => keyOf(f.pod) === keyOf(first.pod) && f.kind === first.kind,
      );
      const spec = probeSpec(
        podNamed(c, first.pod)?.containers.find((x) => x.name === first.container)?.spec,
        first.kind,
      );
      const count = list.reduce((n, k) => n + k.count, 0);
      const recent = c.asOf.lo - last.hi < (spec ? spec.period * (spec.failures + 2) * SECOND : 60 * SECOND);
      yield {
        type: first.kind === 'liveness' ? 'liveness-kill' : 'startup-probe-kill',
        entity: first.pod,
        onset,
        ...(recent ? {} : { end: last }),
        severity: c.asOf.lo - last.hi > HOUR ? 1 : 2,
        statement: `The kubelet restarted container ${first.container} of ${labelOf(first.pod)} ${count === 1 ? 'once' : `${count} times`} because its ${first.kind} probe failed${failure ? `: ${probeText(failure)}` : ''}.`,
        evidence: [
          ...list.slice(0, 3).map((k) => k.evidence),
          ...(failure ? failure.evidence.slice(0, 1) : []),
        ],
        episodes: list.map((k) => k.first),
        attrs: {
          container: first.container,
          count,
          ...(failure ? { error: failure.error } : {}),
          ...(failure?.status === undefined ? {} : { status: failure.status }),
        },
        names: [workloadOf(c, first.pod)],
      };
    }
  },
};

function kills(c: Case): Kill[] {
  const events = c.eventsOf('Killing').flatMap((e): Kill[] => {
    const m = /Container (\S+) failed (liveness|startup) probe/.exec(e.message);
    if (e.about.kind !== 'Pod' || !m) return [];
    const kind = m[2] === 'startup' ? 'startup' : 'liveness';
    return [
      {
        pod: e.about,
        container: m[1] ?? '',
        kind,
        first: e.first,
        last: e.last,
        count: e.count,
        evidence: c.citeEvent(e),
      },
    ];
  });
  const logged = c.messagesOf('liveness-kill', 'startup-probe-kill').flatMap((m): Kill[] => {
    const at = m.fields['pod']?.split('/');
    const container = m.fields['container'];
    if (at?.length !== 2 || container === undefined) return [];
    const kind = m.id === 'liveness-kill' ? 'liveness' : 'startup';
    const pod = ref('Pod', at[0], at[1] ?? '');
    if (
      events.some(
        (e) =>
          keyOf(e.pod) === keyOf(pod) &&
          e.first.lo <= m.at.hi + 2 * SECOND &&
          m.at.lo <= e.last.hi + 2 * SECOND,
      )
    )
      return [];
    return [{ pod, container, kind, first: m.at, last: m.until, count: m.count, evidence: c.citeMessage(m) }];
  });
  return [...events, ...logged];
}
