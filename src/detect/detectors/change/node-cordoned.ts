import { atTime, dig, digList, digText, HOUR, stampOf } from '../../../base/index.js';
import type { ConditionType } from '../../../model/index.js';
import { cite, newest } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = { id: 'node-cordon-drain', nature: 'change', title: 'Node cordoned or drained' };

/** Cordoned for longer is how the cluster is run, not something that happened. */
const RECENT = 48 * HOUR;
const TAINT = 'node.kubernetes.io/unschedulable';

/** A node was cordoned: by the event of its kubelet, or by the stamp of its taint. */
export const nodeCordoned: Detector = {
  id: 'node-cordoned',
  layer: 'change',
  what:
    'Someone, or an automation, took a node out of scheduling: its kubelet says NodeNotSchedulable, and it carries ' +
    'the taint unschedulable since then. New pods go elsewhere, if there is room.',
  lookAlikes:
    'Control-plane nodes are often cordoned for good. A node that is lost carries other taints, which nobody set.',
  sources: ['kubectl cordon', 'kubelet event NodeNotSchedulable', 'core/v1 well_known_taints.go'],
  emits: [type],
  *detect(c) {
    for (const node of c.all('Node')) {
      const snapshot = newest(node);
      const event = c.eventsAbout(node.ref).findLast((e) => e.reason === 'NodeNotSchedulable');
      const taints = digList(snapshot?.object, 'spec', 'taints');
      const i = taints.findIndex((t) => digText(t, 'key') === TAINT);
      const at = event?.last ?? stampOf(dig(taints[i], 'timeAdded'));
      if (!at || at.hi < c.asOf.hi - RECENT) continue;
      yield {
        type: type.id,
        entity: node.ref,
        onset: at,
        severity: 1,
        statement: `Node ${node.ref.name} was cordoned ${atTime(at)}.`,
        evidence: [
          ...(event ? [c.citeEvent(event)] : []),
          ...(snapshot && i >= 0 ? [cite(snapshot, 'spec', 'taints', i)] : []),
        ],
      };
    }
  },
};
