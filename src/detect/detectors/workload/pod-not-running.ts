import { groupBy, inWords, MINUTE } from '../../../base/index.js';
import { keyOf, labelOf, ref, type Ref } from '../../../model/index.js';
import { cite, pods, seenBy, severityOf, workloadOf, type Case, type PodView } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** What each STATUS that `kubectl get pods` prints says, and how long it is ordinary. */
interface Status {
  readonly pattern: RegExp;
  readonly words: string;
  /** Minutes in which a pod may show it on its way up. */
  readonly ordinary: number;
  /** Done with, unless nothing took its place. */
  readonly unlessReplaced?: true;
}

const STATUSES: readonly Status[] = [
  { pattern: /^(?:Init:)?(?:ImagePullBackOff|ErrImagePull)$/, words: 'its image cannot be pulled', ordinary: 0 },
  { pattern: /^(?:Init:)?CreateContainerConfigError$/, words: 'what its container is to be given is not there or not allowed', ordinary: 0 },
  { pattern: /^(?:Init:)?(?:CreateContainerError|RunContainerError|StartError)$/, words: 'the runtime cannot start its container', ordinary: 0 },
  { pattern: /^Init:(?:CrashLoopBackOff|Error|OOMKilled|ExitCode:.*|Signal:.*)$/, words: 'its init container fails', ordinary: 0 },
  { pattern: /^(?:ContainerCreating|PodInitializing)$/, words: 'its volumes, network or containers are not set up', ordinary: 5 },
  { pattern: /^Init:\d+\/\d+$/, words: 'its init container does not come to an end', ordinary: 10 },
  { pattern: /^Pending$/, words: 'it has no node yet, or its node has not begun with it', ordinary: 5 },
  { pattern: /^SchedulingGated$/, words: 'its owner holds it back with a scheduling gate', ordinary: 10 },
  { pattern: /^(?:Evicted|Error|ContainerStatusUnknown|OutOf\w+|UnexpectedAdmissionError|NodeAffinity)$/, words: 'it has ended, and no other pod took its place', ordinary: 0, unlessReplaced: true },
  { pattern: /^(?:Unknown|NodeLost)$/, words: 'its node does not answer', ordinary: 0 },
]; // prettier-ignore

/** A pod that a reading shows stuck, and of which nothing else in the capture tells why. */
export const podNotRunning: Detector = {
  id: 'pod-not-running',
  layer: 'workload',
  what: 'A listing of pods shows a STATUS that no pod has for long (ImagePullBackOff, CreateContainerConfigError, ContainerCreating, Init:…, Pending), and the capture holds neither the events nor the description of the pod. That it does not run is certain; why is not in the capture.',
  lookAlikes:
    'A pod younger than a few minutes is on its way up. CrashLoopBackOff is told as crashloop. Where an event, a message of the status or a condition tells more, that is told instead. Evicted and Completed pods are done. Pods of a Job may wait for their turn.',
  sources: ['kubernetes pkg/printers/internalversion printPod', 'kubectl get pods, column STATUS'],
  emits: [{ id: 'pod-not-running', nature: 'symptom', title: 'Pod does not run' }],
  *detect(c) {
    const stuck = pods(c).flatMap((pod) => {
      const status = statusOf(c, pod);
      if (!status || isExplained(c, pod)) return [];
      const workload = familyOf(c, pod.ref);
      if (status.unlessReplaced && !isAlone(c, pod, workload)) return [];
      return [{ pod, status, workload }];
    });
    for (const list of groupBy(stuck, (x) => `${keyOf(x.workload)} ${x.status.words}`).values()) {
      const first = list[0];
      if (!first) continue;
      const { pod, status } = first;
      const workload = workloadOf(c, pod.ref);
      const since = seenBy(c, pod.entity.created);
      const who = list.length === 1 ? labelOf(pod.ref) : `${list.length} pods of ${labelOf(first.workload)}`;
      yield {
        type: 'pod-not-running',
        entity: list.length === 1 ? pod.ref : workload,
        onset: {
          ...since,
          hi: Math.max(since.hi, pod.snapshot.at.lo),
          grade: since.grade === 'X' ? 'X' : 'B',
        },
        severity: severityOf(c, workload, true),
        statement: `${who} ${list.length === 1 ? 'shows' : 'show'} ${wordOf(pod)}${since.grade === 'X' ? '' : ` at an age of ${inWords(c.asOf.hi - since.lo)}`}: ${status.words}. The capture holds neither its description nor its events, which would tell why.`,
        evidence: list.slice(0, 4).map((x) => cite(x.pod.snapshot, 'status')),
        attrs: { status: wordOf(pod), pods: list.length },
        names: [
          ...(keyOf(workload) === keyOf(pod.ref) ? [] : [workload]),
          ...list.slice(0, 10).map((x) => x.pod.ref),
        ],
      };
    }
  },
};

/** The STATUS column, or what it would print of a fuller reading. */
function wordOf(pod: PodView): string {
  const waiting = pod.containers.find((x) => x.waiting !== undefined);
  const word = waiting?.waiting && `${waiting.init ? 'Init:' : ''}${waiting.waiting.reason}`;
  return pod.printed ?? word ?? pod.reason ?? pod.phase ?? '';
}

function statusOf(c: Case, pod: PodView): Status | undefined {
  if (pod.entity.deleted || pod.deleting || workloadOf(c, pod.ref).kind === 'Job') return undefined;
  const status = STATUSES.find((s) => s.pattern.test(wordOf(pod)));
  const born = pod.entity.created;
  const age = born ? c.asOf.lo - born.hi : Infinity;
  return status && age >= status.ordinary * MINUTE ? status : undefined;
}

/** True where an event, a message or a condition says more of it. */
function isExplained(c: Case, pod: PodView): boolean {
  if (pod.containers.some((x) => x.waiting?.message !== undefined || x.restarts > 0)) return true;
  if (
    pod.conditions.some((x) => x.status === 'False' && x.message !== undefined && x.type === 'PodScheduled')
  )
    return true;
  if (pod.snapshot.shape !== 'row' && pod.containers.some((x) => x.init && x.waiting)) return true;
  return c
    .eventsAbout(pod.ref)
    .some((e) => e.type === 'Warning' || /^Back-off|FailedScheduling/.test(e.message));
}

const OF_REPLICASET = /-[a-z0-9]{8,10}-[a-z0-9]{5}$/;

/** True for a pod of a controller none of whose other pods is there and well. */
function isAlone(c: Case, pod: PodView, family: Ref): boolean {
  // pods of a ReplicaSet only: those of a Job end, and a bare pod is nobody's to replace
  if (keyOf(family) === keyOf(pod.ref) || !OF_REPLICASET.test(pod.ref.name)) return false;
  if (pod.snapshot.shape !== 'row') return false;
  return !pods(c).some(
    (p) => p.ready !== false && !p.entity.deleted && keyOf(familyOf(c, p.ref)) === keyOf(family),
  );
}

/** The workload, or where none is known the name that pods of one controller share. */
function familyOf(c: Case, pod: Ref): Ref {
  const workload = workloadOf(c, pod);
  if (keyOf(workload) !== keyOf(pod)) return workload;
  const stem = /^(.+?)(?:-[a-z0-9]{8,10})?-[a-z0-9]{5}$/.exec(pod.name)?.[1];
  return stem === undefined ? pod : ref('Pod', pod.namespace, stem);
}
