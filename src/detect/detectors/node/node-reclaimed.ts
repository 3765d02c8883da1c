import { atTime, dig, digList, digText, HOUR, stampOf, type Stamp } from '../../../base/index.js';
import type { ConditionType, Ref } from '../../../model/index.js';
import { cite, newest, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const type: ConditionType = {
  id: 'node-reclaimed',
  nature: 'fault',
  title: 'Provider takes the node back',
  selfExplaining: true,
};

/** What termination handlers, Karpenter, GKE and AKS write about a node whose machine is being taken. */
const REASONS =
  /^(?:SpotInterruption|SpotInterrupted|SpotITN|InstanceTerminating|InstanceStopping|InstanceTerminated|PreemptScheduled|TerminateScheduled|VMEventScheduled|NodePreempted|GracefulNodeShutdownPreempted)$/;
const WORDS =
  /Spot ITN received|spot interruption (?:warning|notice)|instance will be (?:interrupted|terminated)|is being preempted|Preempt(?:ion)? Scheduled/i;
/** No notice, but what is seen afterwards: the machine is gone, whoever ended it. */
const GONE = /because it does not exist in the cloud provider/;
const TAINTS =
  /^(?:aws-node-termination-handler\/(?:spot-itn|scheduled-maintenance)|cloud\.google\.com\/impending-node-termination|node\.cloudprovider\.kubernetes\.io\/shutdown)/;

/** The cloud provider takes back, or shuts down, the machine of a node. */
export const nodeReclaimed: Detector = {
  id: 'node-reclaimed',
  layer: 'node',
  what:
    'The provider gives notice that it takes the machine of a node back: a spot or preemptible instance, or planned ' +
    'maintenance. A handler taints and drains the node as far as the notice allows; then the node is gone.',
  lookAlikes:
    'A rebalance recommendation is advice, nothing happens yet. A scale-down by the autoscaler is wanted. A node that ' +
    'is lost without notice has another reason.',
  sources: [
    'aws-node-termination-handler',
    'karpenter interruption controller',
    'cloud-provider node lifecycle',
  ],
  emits: [type],
  *detect(c) {
    const told = new Set<string>();
    for (const e of c.events) {
      if (e.about.kind !== 'Node') continue;
      const notice = REASONS.test(e.reason) || WORDS.test(e.message);
      if (!notice && !(GONE.test(e.message) && !wasEmptied(c, e.about, e.first))) continue;
      if (told.has(e.about.name)) continue;
      told.add(e.about.name);
      yield {
        type: type.id,
        entity: e.about,
        onset: e.first,
        severity: 1,
        statement: notice
          ? `The provider took node ${e.about.name} back, with notice ${atTime(e.first)}: ${e.message.slice(0, 160)}.`
          : `The machine of node ${e.about.name} was gone at its provider ${atTime(e.first)}, without notice before.`,
        evidence: [c.citeEvent(e)],
      };
    }
    yield* tainted(c, told);
  },
};

/** True where somebody, or an autoscaler, cordoned or drained the node before: then it was taken away on purpose. */
function wasEmptied(c: Case, node: Ref, at: Stamp): boolean {
  const before = (t: Stamp): boolean => t.lo <= at.hi && at.lo - t.hi <= HOUR;
  return (
    c.changes.some(
      (x) => x.entity.kind === 'Node' && x.entity.name === node.name && before(x.at) && x.fields.length > 0,
    ) ||
    c
      .eventsAbout(node)
      .some(
        (e) =>
          /^(?:NodeNotSchedulable|ScaleDown.*|Drain|DisruptionTerminating)$/.test(e.reason) &&
          before(e.first),
      )
  );
}

function* tainted(c: Case, told: ReadonlySet<string>): Iterable<Finding> {
  for (const node of c.all('Node')) {
    const snapshot = newest(node);
    if (!snapshot || told.has(node.ref.name)) continue;
    const taints = digList(snapshot.object, 'spec', 'taints');
    const i = taints.findIndex((t) => TAINTS.test(digText(t, 'key') ?? ''));
    if (i < 0) continue;
    const since = stampOf(dig(taints[i], 'timeAdded'));
    yield {
      type: type.id,
      entity: node.ref,
      onset: since ?? { lo: node.created?.lo ?? snapshot.at.lo, hi: snapshot.at.hi, grade: 'C' },
      severity: 1,
      statement: `The provider takes node ${node.ref.name} back: it carries the taint ${digText(taints[i], 'key') ?? ''}.`,
      evidence: [cite(snapshot, 'spec', 'taints', i)],
    };
  }
}
