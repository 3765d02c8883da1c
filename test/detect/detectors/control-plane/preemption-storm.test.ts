import { preemptionStorm } from '../../../../src/detect/detectors/control-plane/preemption-storm.js';
import { testDetector } from '../../../support/detector-tester.js';

const owned = (kind: string, name: string, ownerKind: string, owner: string) => ({
  kind,
  metadata: { namespace: 'ns', name, ownerReferences: [{ kind: ownerKind, name: owner, controller: true }] },
});
const preempted = (victim: string, by: string) => ({
  about: `Pod/ns/${victim}`,
  type: 'Normal' as const,
  reason: 'Preempted',
  message: `Preempted by ns/${by} on node node-a`,
  component: 'default-scheduler',
  first: '10:05:00',
});
const objects = [
  { kind: 'DaemonSet', metadata: { namespace: 'ns', name: 'scanner' }, spec: {} },
  ...['scanner-a', 'scanner-b', 'scanner-c'].map((n) => owned('Pod', n, 'DaemonSet', 'scanner')),
];

testDetector(preemptionStorm, {
  fires: [
    {
      name: 'one DaemonSet displaces three pods',
      given: {
        objects,
        events: [
          preempted('job-1', 'scanner-a'),
          preempted('job-2', 'scanner-b'),
          preempted('gate-1', 'scanner-c'),
        ],
      },
      expect: [
        {
          type: 'preemption-storm',
          entity: 'DaemonSet/ns/scanner',
          onset: '10:05:00',
          attrs: { victims: 3 },
          names: ['Pod/ns/gate-1'],
        },
      ],
    },
  ],
  silent: [
    { name: 'a single victim', given: { objects, events: [preempted('job-1', 'scanner-a')] } },
    {
      name: 'evictions by the kubelet',
      given: {
        objects,
        events: ['a', 'b', 'c', 'd'].map((n) => ({
          about: `Pod/ns/job-${n}`,
          reason: 'Evicted',
          message: 'The node was low on resource: memory.',
          first: '10:05:00',
        })),
      },
    },
  ],
});
