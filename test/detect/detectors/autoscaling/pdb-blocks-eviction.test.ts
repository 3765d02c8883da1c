import { pdbBlocksEviction } from '../../../../src/detect/detectors/autoscaling/pdb-blocks-eviction.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object, podOf, stack } from '../../../support/objects.js';

const PDB = object('PodDisruptionBudget', 'shop/web', {
  spec: { selector: { matchLabels: { app: 'web' } }, minAvailable: 1 },
  status: { disruptionsAllowed: 0 },
});
const evict = (at: string, code = 429) => ({
  at,
  verb: 'create',
  subresource: 'eviction',
  user: 'alice',
  about: podOf('shop/web'),
  code,
  message: "Cannot evict pod as it would violate the pod's disruption budget.",
});

testDetector(pdbBlocksEviction, {
  fires: [
    {
      name: 'a drain asks again and again',
      given: {
        objects: [...stack('shop/web'), PDB],
        requests: ['11:00:00', '11:00:05', '11:00:10'].map((t) => evict(t)),
      },
      expect: [
        {
          type: 'pdb-blocks-eviction',
          entity: 'PodDisruptionBudget/shop/web',
          onset: '11:00:00',
          says: ['3 times', 'disruptions allowed: 0'],
          names: [podOf('shop/web')],
        },
        { type: 'node-drain-stuck', entity: 'Node/node-1' },
      ],
    },
    {
      name: 'the node is still cordoned and the budget still spent',
      given: {
        objects: [...stack('shop/web'), PDB, object('Node', 'node-1', { spec: { unschedulable: true } })],
        requests: ['11:00:00', '11:00:05', '11:00:10'].map((t) => evict(t)),
      },
      expect: [{ type: 'pdb-blocks-eviction', entity: 'PodDisruptionBudget/shop/web', open: true }],
    },
  ],
  silent: [
    {
      name: 'the second try passed',
      given: { objects: [...stack('shop/web'), PDB], requests: [evict('11:00:00'), evict('11:00:05', 201)] },
    },
    { name: 'a budget without room, and nobody evicts', given: { objects: [...stack('shop/web'), PDB] } },
  ],
});
