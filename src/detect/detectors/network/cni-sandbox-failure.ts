import { counted, fromTime, groupBy, iso, listed, MINUTE, oneLine } from '../../../base/index.js';
import {
  keyOf,
  labelOf,
  ref,
  type ConditionType,
  type EventRecord,
  type MessageRecord,
  type Ref,
} from '../../../model/index.js';
import { nodeOf, settledAt, workloadOfPod, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
import { isSaidOften, saidInEvent, saidInLog, spellsOf, whole, type Saying } from '../../spells.js';

const type: ConditionType = {
  id: 'cni-sandbox-failure',
  nature: 'symptom',
  title: 'Pods get no network (sandbox fails)',
};

/** Fewer failures pass by themselves: a plugin that was busy, a node that was starting. */
const MANY = 4;

interface Failure extends Saying {
  readonly pod: Ref | undefined;
  readonly node: string | undefined;
  readonly text: string;
}

/** The CNI plugin could not set up the network of a pod's sandbox, so no container of it starts. */
export const cniSandboxFailure: Detector = {
  id: 'cni-sandbox-failure',
  layer: 'network',
  what:
    'Sandboxes of pods fail because the network plugin returns an error: the pods hang in ContainerCreating. ' +
    'All on one node: its agent or interface; on all nodes: addresses or the API server.',
  lookAlikes:
    'A sandbox also fails when the runtime is down or its image cannot be pulled; those errors do not speak of ' +
    'the network. In the first minute of a node the agent is not up yet.',
  sources: ['kubelet FailedCreatePodSandBox events', 'containerd and CRI-O', 'containernetworking plugins'],
  emits: [type],
  *detect(c) {
    const failures = [...fromEvents(c), ...fromLogs(c)].filter(
      (f) => f.node === undefined || f.at.lo > settledAt(c, f.node),
    );
    for (const [node, list] of groupBy(failures, (f) => f.node)) {
      if (node !== undefined) yield* onNode(c, node, list);
    }
    for (const list of groupBy(
      failures.filter((f) => f.pod !== undefined),
      (f) => (f.pod ? keyOf(f.pod) : ''),
    ).values()) {
      const pod = list[0]?.pod;
      if (pod) yield* ofPod(pod, list);
    }
  },
};

const NETWORK =
  /failed to set ?up (?:pod )?network|failed \(add\)|cni plugin|CNI request failed|failed to assign an IP|setup network for sandbox/i;

function fromEvents(c: Case): Failure[] {
  return c
    .eventsOf('FailedCreatePodSandBox')
    .filter((e) => NETWORK.test(e.message))
    .map((e: EventRecord) => ({
      ...saidInEvent(c, e),
      pod: e.about,
      node: e.host ?? c.targets(e.about, 'runs-on')[0]?.ref.name,
      text: e.message,
    }));
}

function fromLogs(c: Case): Failure[] {
  return c.messagesOf('cni-sandbox-failure').map((m: MessageRecord) => {
    const [namespace, name] = (m.fields['pod'] ?? '').split('/');
    return {
      ...saidInLog(c, m),
      pod: name === undefined || name === '' ? undefined : ref('Pod', namespace, name),
      node: nodeOf(c, m.origin)?.name,
      text: m.text,
    };
  });
}

function* onNode(c: Case, node: string, list: readonly Failure[]): Iterable<Finding> {
  const spells = spellsOf(list, 3 * MINUTE).filter((s) => isSaidOften(s, MANY));
  const all = whole(spells);
  if (!all) return;
  const workloads = new Map(
    all.sayings.flatMap((f) => (f.pod ? [workloadOfPod(c, f.pod)] : [])).map((r) => [keyOf(r), r]),
  );
  yield {
    type: type.id,
    entity: ref('NodeNetwork', undefined, node),
    onset: all.onset,
    ...(all.end ? { end: all.end } : {}),
    severity: all.end !== undefined && all.last.until.hi - all.onset.lo < MINUTE ? 1 : 3,
    statement: `Node ${node} could not set up the network of new pods ${fromTime(all.onset)} (${counted(all.count, 'failure')}${
      workloads.size > 0
        ? `, pods of ${listed([...workloads.values()].slice(0, 4).map((r) => labelOf(r)))}`
        : ''
    }): ${why(all.sayings)}.`,
    evidence: all.evidence,
    episodes: spells.map((s) => s.onset),
    attrs: { node, count: all.count },
    names: [...workloads.values()].slice(0, 10),
  };
}

function* ofPod(pod: Ref, list: readonly Failure[]): Iterable<Finding> {
  const all = whole(spellsOf(list, 5 * MINUTE));
  const node = list.flatMap((f) => f.node ?? [])[0];
  if (!all) return;
  yield {
    type: type.id,
    entity: pod,
    onset: all.onset,
    ...(all.end ? { end: all.end } : {}),
    severity: isSaidOften(all, MANY) ? 2 : 1,
    statement: `${labelOf(pod)} got no network${node === undefined ? '' : ` on node ${node}`} (${counted(all.count, 'failure')} from ${iso(
      all.onset.lo,
    )}): ${why(all.sayings)}.`,
    evidence: all.evidence,
    attrs: { count: all.count, ...(node === undefined ? {} : { node }) },
    ...(node === undefined ? {} : { names: [ref('NodeNetwork', undefined, node)] }),
  };
}

/** The tail of the error, which names the reason. */
function why(failures: readonly Failure[]): string {
  const telling =
    failures.find((f) => /failed \(add\): /.test(f.text)) ?? failures.find((f) => NETWORK.test(f.text));
  const text = (telling ?? failures[0])?.text ?? '';
  const tail = text.split('failed (add): ').at(-1) ?? text;
  return oneLine(tail === text ? text.slice(-160) : tail, 160).replace(/[."\\]+$/, '');
}
