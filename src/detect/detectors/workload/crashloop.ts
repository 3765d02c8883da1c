import { HOUR, type Stamp } from '../../../base/index.js';
import { keyOf, labelOf, ref } from '../../../model/index.js';
import {
  cite,
  endsByContainer,
  earliest,
  latest,
  pods,
  severityOf,
  workloadOf,
  type Case,
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
  if (pod.entity.deleted) return undefined;
  const waiting = container.waiting?.reason === 'CrashLoopBackOff';
  const ends = endsByContainer(c).get(`${keyOf(pod.ref)} ${container.name}`) ?? [];
  const backoff = c
    .eventsAbout(pod.ref)
    .filter(
      (e) =>
        e.reason === 'BackOff' &&
        e.message.startsWith('Back-off restarting failed container') &&
        names(e.message, e.fieldPath, container, pod),
    );
  const recent = ends.some((e) => c.asOf.hi - e.finished.lo < HOUR);
  const repeated =
    container.restarts >= 3 && recent && (ends.some((e) => e.exitCode !== 0) || container.restarts >= 5);
  if (!waiting && backoff.length === 0 && !repeated) return undefined;
  const calm =
    container.ready === true &&
    container.runningSince !== undefined &&
    c.asOf.lo - container.runningSince.hi > 10 * 60_000_000;
  const onset = onsetOf(
    c,
    pod,
    container,
    backoff.map((e) => e.first),
    ends.map((e) => e.finished),
  );
  const workload = workloadOf(c, pod.ref);
  const last = ends.at(-1);
  const over = calm && !waiting;
  return {
    type: 'crashloop',
    entity: pod.ref,
    onset,
    ...(over && container.runningSince ? { end: container.runningSince } : {}),
    severity: severityOf(c, workload, !over),
    statement: `Container ${container.name} of ${labelOf(pod.ref)} crash-loops: ${container.restarts} restarts${last?.exitCode === undefined ? '' : `, last exit code ${last.exitCode}${last.reason === undefined || last.reason === 'Error' ? '' : ` (${last.reason})`}`}.`,
    evidence: [
      cite(pod.snapshot, ...container.statusPath, 'state'),
      ...(last ? [last.evidence] : []),
      ...backoff.slice(0, 2).map((e) => c.citeEvent(e)),
    ],
    episodes: ends.map((e) => e.finished),
    attrs: {
      container: container.name,
      restarts: container.restarts,
      ...(last?.exitCode === undefined ? {} : { exitCode: last.exitCode }),
    },
    names: [workload],
  };
}

/** True when a BackOff event is about this container: by field path, by name, or the pod has one only. */
function names(
  message: string,
  fieldPath: string | undefined,
  container: ContainerView,
  pod: PodView,
): boolean {
  const said =
    /\{([^}]+)\}/.exec(fieldPath ?? '')?.[1] ?? /failed container (?!in pod)(\S+) in pod/.exec(message)?.[1];
  return said === undefined ? pod.containers.length === 1 : said === container.name;
}

/** First back-off or first known end; a pod with few restarts began when it was made. */
function onsetOf(
  c: Case,
  pod: PodView,
  container: ContainerView,
  backoffs: readonly Stamp[],
  ends: readonly Stamp[],
): Stamp {
  const first = earliest([...backoffs, ...ends]);
  const born = pod.entity.created;
  if (born && container.restarts <= 6 && first && first.lo - born.lo < HOUR) {
    return { lo: born.lo, hi: first.hi, grade: 'B' };
  }
  return first ?? { lo: born?.lo ?? c.asOf.lo, hi: c.asOf.hi, grade: 'B' };
}

/** Pods that are gone: their events still tell. */
function* fromEvents(c: Case, told: ReadonlySet<string>): Iterable<Finding> {
  const live = new Set(pods(c).map((p) => keyOf(p.ref)));
  const seen = new Set<string>();
  for (const e of c.eventsOf('BackOff')) {
    const key = keyOf(e.about);
    if (
      e.about.kind !== 'Pod' ||
      !e.message.startsWith('Back-off restarting') ||
      told.has(key) ||
      live.has(key) ||
      seen.has(key)
    )
      continue;
    seen.add(key);
    const list = c
      .eventsAbout(e.about)
      .filter((x) => x.reason === 'BackOff' && x.message.startsWith('Back-off restarting'));
    const end = latest(list.map((x) => x.last)) ?? e.last;
    yield {
      type: 'crashloop',
      entity: ref('Pod', e.about.namespace, e.about.name),
      onset: earliest(list.map((x) => x.first)) ?? e.first,
      end,
      severity: 2,
      statement: `A container of ${labelOf(e.about)} crash-looped before the pod was gone.`,
      evidence: list.slice(0, 2).map((x) => c.citeEvent(x)),
      names: [workloadOf(c, e.about)],
    };
  }
}
