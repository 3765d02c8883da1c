import { groupBy, HOUR, MINUTE, type Stamp } from '../../../base/index.js';
import { keyOf, labelOf, type EventRecord } from '../../../model/index.js';
import {
  cite,
  containerWords,
  endsByContainer,
  earliest,
  isGone,
  isBackoffOf,
  latest,
  loopBegan,
  pods,
  severityOf,
  workloadOf,
  pullFailures,
  type Case,
  type ContainerEnd,
  type ContainerView,
  type PodView,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** A container that ends again and again. */
export const crashloop: Detector = {
  id: 'crashloop',
  layer: 'workload',
  what: 'A container ends soon after each start; the kubelet waits longer before each new try (10 s doubling to 5 min, reset after 10 min of running). Why it ends is told by its exit code, its last log and the probes.',
  lookAlikes:
    'ImagePullBackOff is not a crash. Restarts long ago of a container that has run since are history. A container that ends with exit code 0 under restartPolicy Always loops too. One restart at start-up, before its dependency was there, is start-up noise.',
  sources: [
    'signatures.md 11 crashloop',
    'kubernetes pkg/kubelet/kuberuntime "back-off ... restarting failed container"',
  ],
  emits: [{ id: 'crashloop', nature: 'symptom', title: 'Container crash-loops' }],
  *detect(c) {
    const told = new Set<string>();
    for (const pod of pods(c)) {
      for (const container of pod.containers) {
        const f = looping(c, pod, container);
        if (!f) continue;
        told.add(keyOf(pod.ref));
        yield f;
      }
    }
    yield* fromEvents(c, told);
  },
};

function looping(c: Case, pod: PodView, container: ContainerView): Finding | undefined {
  const waiting = container.waiting?.reason === 'CrashLoopBackOff';
  const ends = endsByContainer(c).get(`${keyOf(pod.ref)} ${container.name}`) ?? [];
  const backoff = c
    .eventsAbout(pod.ref)
    .filter((e) => isBackoffOf(e, container.name, pod.containers.length === 1));
  const recent = ends.some((e) => c.asOf.hi - e.finished.lo < HOUR);
  const repeated =
    container.restarts >= 3 && recent && (ends.some((e) => e.exitCode !== 0) || container.restarts >= 5);
  const backedOff =
    backoff.length > 0 && (container.restarts >= 2 || backoff.reduce((n, e) => n + e.count, 0) >= 3);
  if (!waiting && !backedOff && !repeated) return undefined;
  // A container that was killed and cannot get its image again waits under the same name.
  if (container.restarts === 0 && pullFailures(c).some((p) => keyOf(p.pod) === keyOf(pod.ref)))
    return undefined;
  const calm =
    container.ready === true &&
    container.runningSince !== undefined &&
    c.asOf.lo - container.runningSince.hi > 10 * 60_000_000;
  const onset = onsetOf(c, pod, container, backoff, ends);
  const workload = workloadOf(c, pod.ref);
  const last = ends.at(-1);
  const gone = pod.entity.deleted;
  const over = gone !== undefined || (calm && !waiting);
  const end = gone ?? container.runningSince;
  return {
    type: 'crashloop',
    entity: pod.ref,
    onset,
    ...(over && end ? { end } : {}),
    severity: gone ? 2 : severityOf(c, workload, !over, onset),
    statement: `${containerWords(container.name)} of ${labelOf(pod.ref)} crash-loops: ${container.restarts} restarts${lastWords(last)}.`,
    evidence: [
      cite(pod.snapshot, ...container.statusPath, 'state'),
      ...(last ? [last.evidence] : []),
      ...backoff.slice(0, 2).map((e) => c.citeEvent(e)),
    ],
    episodes: ends.map((e) => e.finished),
    attrs: {
      container: container.name,
      restarts: container.restarts,
      count: Math.max(
        container.restarts,
        backoff.reduce((n, e) => n + e.count, 0),
      ),
      ...(last?.exitCode === undefined ? {} : { exitCode: last.exitCode }),
    },
    names: [workload],
  };
}

/** Longest wait of the kubelet between two starts of a container. */
const LONGEST_BACKOFF = 5 * MINUTE;

/** How the last run ended, where it is known: ", last exit code 137 (OOMKilled)". */
function lastWords(
  last: { readonly exitCode: number | undefined; readonly reason: string | undefined } | undefined,
): string {
  if (last?.exitCode === undefined) return '';
  const reason = last.reason === undefined || last.reason === 'Error' ? '' : ` (${last.reason})`;
  return `, last exit code ${last.exitCode}${reason}`;
}

/**
 * The first end, where the readings still tell of it (as many ends as restarts); else some time between the
 * creation of the pod and the first end or back-off that is known. An event that is repeated within its time
 * to live keeps its first stamp: the loop that it tells of began less than one back-off before.
 */
function onsetOf(
  c: Case,
  pod: PodView,
  container: ContainerView,
  backoffs: readonly EventRecord[],
  ends: readonly ContainerEnd[],
): Stamp {
  const all = ends.length >= container.restarts;
  const first = earliest([
    ...backoffs.map((e) => e.first),
    ...ends.map((e) => (all ? e.finished : (e.started ?? e.finished))),
  ]);
  const born = pod.entity.created;
  if (first && all) return first;
  const began = loopBegan(c, pod.ref, container.name);
  if (began) return began;
  const streak = earliest(backoffs.filter((e) => e.count >= 3).map((e) => e.first));
  if (first && streak) {
    // the first end is followed by a start at once, the second by the first back-off
    const longest = Math.max(MINUTE / 2, ...ends.map((e) => e.finished.hi - (e.started ?? e.finished).lo));
    const run = Math.min(LONGEST_BACKOFF, longest + MINUTE / 2);
    const hi = Math.min(first.hi, streak.hi);
    return { lo: Math.min(hi, Math.max(streak.lo - run, born?.lo ?? -Infinity)), hi, grade: 'C' };
  }
  const lo = born?.lo ?? first?.lo ?? c.asOf.lo;
  return { lo: Math.min(lo, first?.lo ?? lo), hi: Math.max(lo, first?.hi ?? c.asOf.hi), grade: 'B' };
}

/** Pods that are gone and that no reading shows: their events still tell, workload by workload. */
function* fromEvents(c: Case, told: ReadonlySet<string>): Iterable<Finding> {
  const live = new Set(pods(c).map((p) => keyOf(p.ref)));
  const events = c
    .eventsOf('BackOff')
    .filter((e) => e.about.kind === 'Pod' && e.message.startsWith('Back-off restarting'))
    .filter((e) => !told.has(keyOf(e.about)) && !live.has(keyOf(e.about)));
  for (const list of groupBy(events, (e) => keyOf(workloadOf(c, e.about))).values()) {
    const first = list[0];
    const onset = earliest(list.map((e) => e.first));
    const end = latest(list.map((e) => e.last));
    if (!first || !onset || !end) continue;
    const gone = [...new Map(list.map((e) => [keyOf(e.about), e.about])).values()];
    const open = gone.some((p) => !isGone(c, p));
    const workload = workloadOf(c, first.about);
    yield {
      type: 'crashloop',
      entity: gone.length === 1 ? first.about : workload,
      onset,
      ...(open ? {} : { end }),
      severity: open ? 2 : 1,
      statement: `Containers of ${gone.length === 1 ? labelOf(first.about) : `${gone.length} pods of ${labelOf(workload)}`} crash-looped${open ? '' : ' before they were gone'}.`,
      evidence: list.slice(0, 3).map((e) => c.citeEvent(e)),
      episodes: list.map((e) => e.first),
      attrs: { pods: gone.length, count: list.reduce((n, e) => n + e.count, 0) },
      names: [workload, ...gone.slice(0, 10)],
    };
  }
}
