import { volumeLimitReached } from '../../../../src/detect/detectors/scheduling/volume-limit-reached.js';
import { testDetector } from '../../../support/detector-tester.js';
import { waiting } from '../../../support/objects.js';

testDetector(volumeLimitReached, {
  fires: [
    {
      name: 'all nodes at their limit',
      given: {
        objects: waiting('shop/web', '0/3 nodes are available: 3 node(s) exceed max volume count.'),
      },
      expect: [
        { type: 'volume-attach-limit', entity: 'Deployment/shop/web', open: true, attrs: { excluded: 3 } },
      ],
    },
  ],
  silent: [
    {
      name: 'nodes that are full otherwise',
      given: { objects: waiting('shop/web', '0/3 nodes are available: 3 Insufficient cpu.') },
    },
  ],
});
