import { counted, fromTime, groupBy, listed } from '../../../base/index.js';
import { labelOf, ref, type ConditionType } from '../../../model/index.js';
import { nodeOfPod, workloadOfPod, type Case } from '../../../world/index.js';
import type { EventRecord } from '../../../model/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'taint-eviction',
  nature: 'symptom',
  title: 'Pods removed from a tainted node',
};

/** The controller deletes the pods of a node that carries a NoExecute taint beyond what they tolerate. */
export const taintEviction: Detector = {
  id: 'taint-eviction',
  layer: 'node',
  what:
    'Pods are marked for deletion because their node has been not ready or unreachable for longer than they ' +
    'tolerate (300 s by default). Replacements start elsewhere, if they can.',
  lookAlikes:
    '"Cancelling deletion" means that the node came back in time. A drain asks for evictions instead.',
  sources: ['kubernetes pkg/controller/tainteviction (TaintManagerEviction)'],
  emits: [type],
  *detect(c) {
    const marked = c
      .eventsOf('TaintManagerEviction')
      .filter((e) => e.message.startsWith('Marking for deletion'));
    for (const [node, list] of groupBy(marked, (e) => nodeOfPod(c, e.about)?.name)) {
      const first = list[0];
      const last = list.at(-1);
      if (!first || !last || list.every((e) => cancelled(c, e))) continue;
      const workloads = new Map(list.map((e) => workloadOfPod(c, e.about)).map((r) => [labelOf(r), r]));
      yield {
        type: type.id,
        entity: node === undefined ? first.about : ref('Node', undefined, node),
        onset: first.first,
        end: last.last,
        severity: 2,
        statement: `${counted(list.length, 'pod')}${node === undefined ? '' : ` of node ${node}`} ${
          list.length === 1 ? 'was' : 'were'
        } marked for deletion ${fromTime(first.first)}: ${listed([...workloads.keys()].slice(0, 4))}.`,
        evidence: list.slice(0, 4).map((e) => c.citeEvent(e)),
        attrs: { pods: list.length },
        names: [...workloads.values()].slice(0, 8),
      };
    }
  },
};

function cancelled(c: Case, e: EventRecord): boolean {
  return c
    .eventsAbout(e.about)
    .some(
      (x) =>
        x.reason === 'TaintManagerEviction' && x.message.startsWith('Cancelling') && x.last.lo >= e.first.lo,
    );
}
