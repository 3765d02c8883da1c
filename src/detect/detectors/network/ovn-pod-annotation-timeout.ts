import { counted, fromTime } from '../../../base/index.js';
import { nodeNetworkOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The OVN control plane did not write the pod’s network annotation in time. */
export const ovnPodAnnotationTimeout = saidBy({
  id: 'ovn-pod-annotation-timeout',
  layer: 'network',
  what: 'ovnkube-node waits for the annotation that the control plane sets; without it the sandbox fails.',
  lookAlikes: 'A slow API server delays it as well.',
  sources: ['ovn-kubernetes go-controller/pkg/cni'],
  type: { id: 'ovn-pod-annotation-timeout', nature: 'symptom', title: 'OVN does not annotate pods' },
  says: ['ovn-pod-annotation-timeout'],
  hears: { reasons: ['FailedCreatePodSandBox'], pattern: /failed to get pod annotation/ },
  about: (m, c) => nodeNetworkOf(c, m),
  least: 3,
  statement: (s, e) =>
    `Pods on node ${e.name} get no OVN annotation (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
