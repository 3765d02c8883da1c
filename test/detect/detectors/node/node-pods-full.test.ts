import { nodePodsFull } from '../../../../src/detect/detectors/node/node-pods-full.js';
import { testDetector } from '../../../support/detector-tester.js';
import { node, pod } from '../../../support/objects.js';

const small = node('node-a', { status: { allocatable: { pods: '3' }, capacity: { pods: '3' } } });
const held = (n: number, phase = 'Running') =>
  Array.from({ length: n }, (_, i) =>
    pod(`shop/web-${phase.toLowerCase()}-${i}`, undefined, {
      spec: { nodeName: 'node-a' },
      status: { phase },
    }),
  );

testDetector(nodePodsFull, {
  fires: [
    {
      name: 'three of three',
      given: { objects: [small, ...held(3)] },
      expect: [
        {
          type: 'node-pods-full',
          entity: 'Node/node-a',
          severity: 1,
          says: ['runs 3 pods and may run 3'],
          attrs: { pods: 3, limit: 3 },
        },
      ],
    },
  ],
  silent: [
    { name: 'two of three', given: { objects: [small, ...held(2)] } },
    { name: 'ended pods do not count', given: { objects: [small, ...held(2), ...held(4, 'Succeeded')] } },
  ],
});
