import { digNumber, MINUTE } from '../../../base/index.js';
import { labelOf, type ConditionType } from '../../../model/index.js';
import { cite, newest, specWritten } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'controller-lag',
  nature: 'symptom',
  title: 'Controller has not seen a change',
};

/** A controller that works sees a new generation within seconds. */
const LONG = 2 * MINUTE;

/** The declared object is newer than what its controller has worked on. */
export const controllerLag: Detector = {
  id: 'controller-lag',
  layer: 'control-plane',
  what:
    'A workload’s status is of an older generation than its spec, for minutes: the controller that should act on the ' +
    'change does not run, or cannot write.',
  lookAlikes: 'Right after a change the status is a moment behind.',
  sources: ['Kubernetes API: metadata.generation, status.observedGeneration'],
  emits: [type],
  *detect(c) {
    for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']) {
      for (const e of c.all(kind)) {
        const s = newest(e);
        const wanted = digNumber(s?.object, 'metadata', 'generation');
        const seen = digNumber(s?.object, 'status', 'observedGeneration');
        const written = specWritten(s?.object);
        if (!s || s.shape !== 'full' || wanted === undefined || seen === undefined || seen >= wanted)
          continue;
        if (!written || s.at.lo - written.hi < LONG) continue;
        yield {
          type: type.id,
          entity: e.ref,
          onset: written,
          severity: 2,
          statement: `${labelOf(e.ref)} is at generation ${wanted}; its controller has seen ${seen}.`,
          evidence: [cite(s, 'status', 'observedGeneration')],
        };
      }
    }
  },
};
