import { MINUTE, sinceTime } from '../../../base/index.js';
import type { ConditionType } from '../../../model/index.js';
import { cite, nodes, workloads } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'node-uninitialized',
  nature: 'symptom',
  title: 'New node is not initialised by the cloud controller',
};

const TAINT = 'node.cloudprovider.kubernetes.io/uninitialized';
const CONTROLLER = /cloud-controller-manager|(?:^|-)ccm(?:-|$)/;
/** The cloud controller manager sets a new node up within seconds; some clouds need a minute. */
const SETS_UP = 3 * MINUTE;

/** A node that joined and still waits for the cloud controller manager. */
export const nodeUninitialized: Detector = {
  id: 'node-uninitialized',
  layer: 'node',
  what:
    'A node carries the taint node.cloudprovider.kubernetes.io/uninitialized minutes after it joined: the cloud ' +
    'controller manager has not set it up, so it is Ready and yet takes no pod.',
  lookAlikes: 'Every new node of a cloud has this taint in its first seconds.',
  sources: ['kubernetes staging/src/k8s.io/cloud-provider/controllers/node', 'core/v1 well_known_taints.go'],
  emits: [type],
  *detect(c) {
    const controllers = workloads(c).flatMap((w) => (CONTROLLER.test(w.ref.name) ? [w.ref] : []));
    for (const n of nodes(c)) {
      const { created } = n.entity;
      if (!n.taints.some((t) => t.key === TAINT) || !created) continue;
      if (n.snapshot.at.lo - created.hi < SETS_UP) continue;
      yield {
        type: type.id,
        entity: n.ref,
        onset: created,
        severity: 2,
        statement: `Node ${n.ref.name} waits for the cloud controller manager ${sinceTime(created)}: it takes no pods.`,
        evidence: [cite(n.snapshot, 'spec', 'taints')],
        names: controllers,
      };
    }
  },
};
