import { atTime } from '../../../base/index.js';
import { labelOf, type ConditionType } from '../../../model/index.js';
import { containerEnds, nodeOfPod } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'container-status-unknown',
  nature: 'symptom',
  title: 'End of a container not known',
};

/** Nobody saw how a container ended; the exit code that stands there is made up. */
export const containerStatusUnknown: Detector = {
  id: 'container-status-unknown',
  layer: 'runtime',
  what:
    'The kubelet could not find a container when its pod ended (node lost, rebooted, runtime reset) and wrote ' +
    'ContainerStatusUnknown with exit code 137.',
  lookAlikes: 'This 137 is no kill and no lack of memory: the real end is not known.',
  sources: ['kubernetes pkg/kubelet/status/status_manager.go'],
  emits: [type],
  *detect(c) {
    for (const e of containerEnds(c)) {
      if (e.reason !== 'ContainerStatusUnknown') continue;
      const node = nodeOfPod(c, e.pod);
      yield {
        type: type.id,
        entity: e.pod,
        onset: e.finished,
        end: e.finished,
        severity: 1,
        statement: `How container ${e.container} of ${labelOf(e.pod)} ended ${atTime(e.finished)} is not known: its exit code is made up.`,
        evidence: [e.evidence],
        ...(node ? { names: [node] } : {}),
      };
    }
  },
};
