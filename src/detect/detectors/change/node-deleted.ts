import { atTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** A node object was deleted: its pods are collected. */
export const nodeDeleted = saidBy({
  id: 'node-deleted',
  layer: 'change',
  what: 'Someone, or an autoscaler, removed a node; the controller deletes the pods that were on it.',
  lookAlikes: 'A node that is lost stays as NotReady.',
  sources: ['kubernetes pkg/controller/nodelifecycle (RemovingNode)', 'podgc'],
  type: { id: 'node-deleted', nature: 'change', title: 'Node removed from the cluster' },
  says: [],
  hears: { reasons: ['RemovingNode', 'DeletingNode'], pattern: /./ },
  about: (m, c) => nodeOf(c, m.origin),
  severity: () => 1,
  statement: (s, e) => `Node ${e.name} was removed from the cluster ${atTime(s.onset)}.`,
});
