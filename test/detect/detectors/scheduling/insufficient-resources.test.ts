import { insufficientResources } from '../../../../src/detect/detectors/scheduling/insufficient-resources.js';
import { testDetector } from '../../../support/detector-tester.js';
import { node, stack, waiting } from '../../../support/objects.js';

testDetector(insufficientResources, {
  fires: [
    {
      name: 'nodes are full, one is away',
      given: {
        objects: [
          ...waiting('shop/web', '0/2 nodes are available: 1 Insufficient cpu, 1 Too many pods.'),
          node('node-1'),
          node('node-2', { status: { conditions: [{ type: 'Ready', status: 'False' }] } }),
        ],
      },
      expect: [
        {
          type: 'insufficient-resources',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          severity: 2,
          says: ['cpu and pods', 'node-2 cannot take any'],
          names: ['Node/node-2'],
        },
      ],
    },
  ],
  silent: [
    { name: 'everything runs', given: { objects: [...stack('shop/web'), node('node-1')] } },
    {
      name: 'another reason',
      given: { objects: waiting('shop/web', '0/1 nodes are available: 1 node(s) were unschedulable.') },
    },
  ],
});
