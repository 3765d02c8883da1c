import { inWords, iso } from '../../../base/index.js';
import { ref, type ConditionType } from '../../../model/index.js';
import { isMaintained, lossOf, nodeSpells, type NodeSpell } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'node-unreachable',
  nature: 'fault',
  title: 'Node stopped reporting',
  selfExplaining: true,
};

/**
 * The kubelet's heartbeats stopped and the node controller set the conditions to Unknown. The loss
 * itself is older than the mark: it lies between the last heartbeat and the next one due.
 */
export const nodeUnreachable: Detector = {
  id: 'node-unreachable',
  layer: 'node',
  what:
    'A node stopped renewing its Lease and its status: host down, its network cut, or its kubelet dead. ' +
    'The controller notices only after its grace period, so the onset is dated back to the last heartbeat.',
  lookAlikes:
    'Ready=False with a message is the kubelet reporting a fault of its own (node-not-ready). Several nodes ' +
    'at once while the API server or etcd hangs are cut off from the API, not down.',
  sources: ['kubernetes pkg/controller/nodelifecycle', 'kube-node-lease Lease spec.renewTime'],
  emits: [type],
  *detect(c) {
    for (const s of nodeSpells(c)) {
      if (s.by !== 'controller') continue;
      const onset = lossOf(s);
      const marked = iso(s.marked.lo);
      yield {
        type: type.id,
        entity: s.node,
        onset,
        ...(s.ended ? { end: s.ended } : {}),
        severity: isMaintained(c, s.node.name, onset) ? 1 : 3,
        statement: s.lastBeat
          ? `Node ${s.node.name} stopped reporting after ${iso(s.lastBeat.lo)} and was marked NotReady at ${marked}${lasted(s)}.`
          : `Node ${s.node.name} stopped reporting; the controller marked it NotReady at ${marked}${lasted(s)}.`,
        evidence: s.evidence,
        attrs: { markedAt: marked },
        names: [ref('NodeService', undefined, `${s.node.name}/kubelet`)],
      };
    }
  },
};

function lasted(s: NodeSpell): string {
  return s.ended ? `, until ${inWords(s.ended.lo - s.marked.lo)} later` : ', and it stayed so';
}
