import { atTime, oneLine } from '../../../base/index.js';
import type { ConditionType } from '../../../model/index.js';
import { conditionSpells, type Case } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const types: Readonly<Record<string, ConditionType>> = {
  MemoryPressure: { id: 'node-memory-pressure', nature: 'fault', title: 'Node short of memory' },
  DiskPressure: { id: 'node-disk-pressure', nature: 'fault', title: 'Node short of disk' },
  PIDPressure: { id: 'node-pid-pressure', nature: 'fault', title: 'Node short of process ids' },
};

const START: Readonly<Record<string, string>> = {
  NodeHasInsufficientMemory: 'MemoryPressure',
  NodeHasDiskPressure: 'DiskPressure',
  NodeHasInsufficientPID: 'PIDPressure',
};

const STOP: Readonly<Record<string, string>> = {
  MemoryPressure: 'NodeHasSufficientMemory',
  DiskPressure: 'NodeHasNoDiskPressure',
  PIDPressure: 'NodeHasSufficientPID',
};

/** The kubelet's eviction signals crossed their threshold: the node is tainted and pods are evicted. */
export const nodePressure: Detector = {
  id: 'node-pressure',
  layer: 'node',
  what:
    'The kubelet set MemoryPressure, DiskPressure or PIDPressure: free memory, disk or process ids fell under ' +
    'the eviction threshold. New pods stay away and running ones are evicted.',
  lookAlikes:
    'The condition is held for five minutes after relief. Unknown means that the node is not heard of. A pod ' +
    'over its own limit is killed without pressure on the node.',
  sources: ['kubernetes pkg/kubelet/eviction', 'pkg/kubelet/nodestatus/setters.go'],
  emits: Object.values(types),
  *detect(c) {
    for (const node of c.all('Node')) {
      for (const [name, type] of Object.entries(types)) {
        for (const x of conditionSpells(node, name, 'True')) {
          const why = x.condition.message === undefined ? '' : ` (${oneLine(x.condition.message, 120)})`;
          yield {
            type: type.id,
            entity: node.ref,
            onset: x.since,
            ...(x.ended ? { end: x.ended } : {}),
            severity: 3,
            statement: `Node ${node.ref.name} has ${name}${why}.`,
            evidence: [x.evidence],
          };
        }
      }
    }
    yield* fromEvents(c);
  },
};

function* fromEvents(c: Case): Iterable<Finding> {
  for (const e of c.eventsOf(...Object.keys(START))) {
    const condition = START[e.reason] ?? '';
    const type = types[condition];
    if (!type || e.about.kind !== 'Node') continue;
    const relief = c
      .eventsAbout(e.about)
      .filter((x) => x.reason === STOP[condition] && x.last.lo > e.first.lo);
    const end = relief.map((x) => (x.first.lo > e.first.lo ? x.first : x.last))[0];
    yield {
      type: type.id,
      entity: e.about,
      onset: e.first,
      ...(end ? { end } : {}),
      severity: 3,
      statement: `Node ${e.about.name} reported ${condition} ${atTime(e.first)}.`,
      evidence: [c.citeEvent(e), ...relief.slice(0, 1).map((x) => c.citeEvent(x))],
      attrs: { count: e.count },
    };
  }
}
