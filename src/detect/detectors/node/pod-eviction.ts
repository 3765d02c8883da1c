import { counted, digText, groupBy, iso, oneLine, stampOf, type Stamp } from '../../../base/index.js';
import { keyOf, labelOf, ref, type ConditionType, type Evidence, type Ref } from '../../../model/index.js';
import {
  alertEntity,
  cite,
  nodeOfPod,
  pods,
  workloadOfPod,
  type Case,
  type PodView,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const evicted: ConditionType = {
  id: 'kubelet-eviction',
  nature: 'symptom',
  title: 'Pod evicted by the kubelet',
};
const storage: ConditionType = {
  id: 'ephemeral-storage-exceeded',
  nature: 'fault',
  title: 'Pod evicted over its own storage limit',
  selfExplaining: true,
};
const rejected: ConditionType = {
  id: 'kubelet-admission-rejected',
  nature: 'fault',
  title: 'Kubelet refuses a pod that was bound to it',
};

const LOW = /The node (?:was|had) (?:low on resource|condition): ?\[?([\w-]+)/;
const OWN =
  /local (?:ephemeral )?storage (?:usage|limit)|EmptyDir volume .* exceeds|ephemeral local storage usage exceeds/i;
const REJECTED =
  /^(OutOf\w+|NodeAffinity|UnexpectedAdmissionError|VolumeAttachmentLimitExceeded|NodePorts|AppArmor|Sysctl\w+)$/;

/** Pods that the kubelet ended or refused: for want of resources of the node, or over a limit of their own. */
export const podEviction: Detector = {
  id: 'pod-eviction',
  layer: 'node',
  what:
    'The kubelet evicted a pod because its node ran low on memory, disk or process ids, or because the pod went over ' +
    'its own limit of local storage; or it refused a pod that the scheduler had already bound.',
  lookAlikes:
    'Eviction by a taint comes from the controller, by the API (drain) from a person; preemption makes room for a ' +
    'pod of higher priority.',
  sources: ['kubernetes pkg/kubelet/eviction', 'pkg/kubelet/lifecycle', 'pod status.reason'],
  emits: [evicted, storage, rejected],
  *detect(c) {
    const events = [...fromEvents(c), ...fromRejections(c)];
    const dated = new Set(events.map((x) => keyOf(x.pod)));
    const all = [...events, ...fromPods(c).filter((x) => !dated.has(keyOf(x.pod))), ...fromAlerts(c)];
    for (const list of groupBy(all, (x) => `${x.type.id} ${keyOf(x.workload)}`).values())
      yield* told(c, list);
  },
};

interface Eviction {
  readonly type: ConditionType;
  readonly pod: Ref;
  readonly workload: Ref;
  readonly at: Stamp;
  readonly message: string;
  readonly evidence: Evidence;
}

/** Reasons under which the kubelet records that it does not admit a pod. */
const REFUSALS = [
  'OutOfcpu', 'OutOfmemory', 'OutOfpods', 'OutOfephemeral-storage', 'NodeAffinity', 'UnexpectedAdmissionError',
  'VolumeAttachmentLimitExceeded', 'NodePorts', 'AppArmor', 'SysctlForbidden',
] as const; // prettier-ignore

function fromRejections(c: Case): Eviction[] {
  return c.eventsOf(...REFUSALS).flatMap((e) =>
    e.about.kind === 'Pod'
      ? [
          {
            type: rejected,
            pod: e.about,
            workload: workloadOfPod(c, e.about),
            at: e.first,
            message: e.message,
            evidence: c.citeEvent(e),
          },
        ]
      : [],
  );
}

function fromEvents(c: Case): Eviction[] {
  return c
    .eventsOf('Evicted')
    .filter((e) => e.about.kind === 'Pod' && !/preempt/i.test(e.message))
    .map((e) => ({
      type: OWN.test(e.message) ? storage : evicted,
      pod: e.about,
      workload: workloadOfPod(c, e.about),
      at: e.first,
      message: e.message,
      evidence: c.citeEvent(e),
    }));
}

function fromPods(c: Case): Eviction[] {
  return pods(c).flatMap((p): Eviction[] => {
    const reason = p.reason ?? '';
    const type =
      reason === 'Evicted'
        ? OWN.test(p.message ?? '')
          ? storage
          : evicted
        : REJECTED.test(reason)
          ? rejected
          : undefined;
    if (!type || (p.phase !== undefined && p.phase !== 'Failed')) return [];
    const at = endOf(p) ?? sinceStart(p);
    return [
      {
        type,
        pod: p.ref,
        workload: workloadOfPod(c, p.ref),
        at,
        message: p.message ?? reason,
        evidence: cite(p.snapshot, 'status', p.message === undefined ? 'reason' : 'message'),
      },
    ];
  });
}

/** When the pod was marked for disruption or failed, as its conditions tell. */
function endOf(p: PodView): Stamp | undefined {
  const marked = p.conditions.find((x) => x.type === 'DisruptionTarget' && x.status === 'True');
  const failed = p.conditions.find((x) => x.type === 'Ready' && x.reason === 'PodFailed');
  return marked?.since ?? failed?.since;
}

/** Some time between its start and its reading. */
function sinceStart(p: PodView): Stamp {
  const from =
    stampOf(digText(p.snapshot.object, 'status', 'startTime')) ?? p.entity.created ?? p.snapshot.at;
  return { lo: from.lo, hi: p.snapshot.at.hi, grade: 'C' };
}

/** A pager that repeats the kubelet's words. */
function fromAlerts(c: Case): Eviction[] {
  return c.alerts.flatMap((a): Eviction[] => {
    const text = Object.values(a.annotations).find((x) => LOW.test(x) || OWN.test(x));
    const pod = alertEntity(c, a) ?? podNamed(a.labels);
    if (text === undefined || pod === undefined) return [];
    const type = OWN.test(text) ? storage : evicted;
    const evidence = { ...a.evidence, at: a.at.lo, excerpt: oneLine(text, 400) };
    return [{ type, pod, workload: workloadOfPod(c, pod), at: a.at, message: text, evidence }];
  });
}

function podNamed(labels: Readonly<Record<string, string>>): Ref | undefined {
  const pod = labels['pod'];
  return pod === undefined ? undefined : ref('Pod', labels['namespace'] ?? 'default', pod);
}

function* told(c: Case, list: readonly Eviction[]): Iterable<Finding> {
  const first = [...list].sort((a, b) => a.at.lo - b.at.lo)[0];
  const last = [...list].sort((a, b) => b.at.hi - a.at.hi)[0];
  if (!first || !last) return;
  const resource = LOW.exec(first.message)?.[1];
  const names = new Set(list.map((x) => keyOf(x.pod)));
  const node = nodeOfPod(c, first.pod);
  const whose = first.type === evicted ? `for want of ${resource ?? 'resources'} on its node` : undefined;
  const verb =
    first.type === rejected ? 'refused by its kubelet' : `evicted ${whose ?? 'over its own limit'}`;
  yield {
    type: first.type.id,
    entity: first.workload,
    onset: first.at,
    end: { lo: last.at.lo, hi: last.at.hi, grade: last.at.grade },
    severity: 2,
    statement: `${first.workload.kind === 'Pod' ? '' : `${counted(names.size, 'pod')} of `}${labelOf(first.workload)} ${names.size === 1 ? 'was' : 'were'} ${verb} from ${iso(
      first.at.lo,
    )}: ${oneLine(first.message, 160).replace(/[. ]+$/, '')}.`,
    evidence: list.slice(0, 4).map((x) => x.evidence),
    attrs: { pods: names.size, ...(resource === undefined ? {} : { resource }) },
    names: [...(node ? [node] : []), ...list.slice(0, 4).map((x) => x.pod)],
  };
}
