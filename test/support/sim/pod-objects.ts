import type { Fields } from '../objects.js';
import { second } from './clocks.js';
import { containerId } from './kubelet.js';
import type { Container, Ended, Pod } from './state.js';
import { podSpec, setUid } from './workload-objects.js';

function ended(e: Ended): Fields {
  return {
    exitCode: e.exitCode,
    finishedAt: second(e.finishedAt),
    reason: e.reason,
    startedAt: second(e.startedAt),
  };
}

function containerStatus(pod: Pod, s: Container): Fields {
  const state: Fields =
    s.state === 'running'
      ? { running: { startedAt: second(s.startedAt) } }
      : s.state === 'terminated' && s.ended !== undefined
        ? { terminated: ended(s.ended) }
        : { waiting: { ...(s.message === '' ? {} : { message: s.message }), reason: s.reason } };
  const last = s.last ?? (s.state === 'waiting' ? s.ended : undefined);
  return {
    ...(s.state === 'running' ? { containerID: `containerd://${containerId(pod)}` } : {}),
    image: pod.revision.image,
    imageID: '',
    lastState: last === undefined ? {} : { terminated: ended(last) },
    name: pod.app.plan.name,
    ready: s.ready,
    restartCount: s.restarts,
    started: s.state === 'running',
    state,
  };
}

/** A pod with the status that its kubelet last posted. */
export function podObject(pod: Pod): Fields {
  const { ns, name } = pod.app.plan;
  const not = { message: `containers with unready status: [${name}]`, reason: 'ContainersNotReady' };
  const condition = (type: string, isTrue: boolean, at: number, more: Fields = {}): Fields => ({
    lastProbeTime: null,
    lastTransitionTime: second(at),
    ...more,
    status: isTrue ? 'True' : 'False',
    type,
  });
  const unplaced = pod.unschedulable;
  const scheduled = pod.scheduledAt ?? pod.created;
  const started = pod.startTime;
  const ready = pod.postedReady;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      creationTimestamp: second(pod.created),
      ...(pod.deletedAt === undefined
        ? {}
        : { deletionGracePeriodSeconds: 30, deletionTimestamp: second(pod.deletedAt + 30_000) }),
      generateName: `${name}-${pod.revision.hash}-`,
      labels: { app: name, 'pod-template-hash': pod.revision.hash },
      name: pod.name,
      namespace: ns,
      ownerReferences: [{ apiVersion: 'apps/v1', blockOwnerDeletion: true, controller: true, kind: 'ReplicaSet', name: `${name}-${pod.revision.hash}`, uid: setUid(pod.app, pod.revision) }], // prettier-ignore
      uid: pod.uid,
    },
    spec: {
      ...podSpec(pod.app, pod.revision),
      ...(pod.node === undefined ? {} : { nodeName: pod.node.name }),
      tolerations: ['not-ready', 'unreachable'].map((key) => ({
        effect: 'NoExecute',
        key: `node.kubernetes.io/${key}`,
        operator: 'Exists',
        tolerationSeconds: 300,
      })),
    },
    status: {
      conditions:
        unplaced !== undefined
          ? [condition('PodScheduled', false, unplaced.since, { message: unplaced.message, reason: 'Unschedulable' })] // prettier-ignore
          : [
              ...(started === undefined
                ? []
                : [
                    condition('Initialized', true, started),
                    condition('Ready', ready, pod.readySince, ready || pod.posted.ready ? {} : not),
                    condition('ContainersReady', pod.posted.ready, pod.readySince, pod.posted.ready ? {} : not), // prettier-ignore
                  ]),
              condition('PodScheduled', true, scheduled),
            ],
      ...(started === undefined
        ? { phase: 'Pending' }
        : {
            containerStatuses: [containerStatus(pod, pod.posted)],
            hostIP: pod.node?.ip,
            phase: pod.posted.state === 'waiting' && pod.posted.restarts === 0 ? 'Pending' : 'Running',
            podIP: pod.ip,
            startTime: second(started),
          }),
      qosClass: 'Burstable',
    },
  };
}
