import { volumeNodeConflict } from '../../../../src/detect/detectors/scheduling/volume-node-conflict.js';
import { testDetector } from '../../../support/detector-tester.js';
import { node, object, stack, template, waiting } from '../../../support/objects.js';

const SPEC = template({
  containers: [{ name: 'db', image: 'db:1' }],
  volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
});
const STORAGE = [
  object('PersistentVolumeClaim', 'shop/data', { spec: { volumeName: 'pv-1' }, status: { phase: 'Bound' } }),
  object('PersistentVolume', 'pv-1', {
    spec: {
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['node-1'] }] },
          ],
        },
      },
    },
  }),
];

testDetector(volumeNodeConflict, {
  fires: [
    {
      name: 'the node of the volume is gone',
      given: {
        objects: [
          ...waiting(
            'shop/db',
            '0/2 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }, 1 node(s) had volume node affinity conflict.',
            SPEC,
          ),
          ...STORAGE,
          node('node-1', { status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } }),
          node('node-2'),
        ],
      },
      expect: [
        {
          type: 'volume-node-conflict',
          entity: 'Deployment/shop/db',
          onset: '11:00:00',
          severity: 3,
          says: ['node-1'],
          attrs: { away: 1 },
          names: ['Node/node-1'],
        },
        { type: 'local-pv-pinned', entity: 'PersistentVolume/pv-1', severity: 0, names: ['Node/node-1'] },
      ],
    },
  ],
  silent: [
    {
      name: 'a pinned volume on a healthy node',
      given: { objects: [...stack('shop/db', { spec: SPEC }), ...STORAGE, node('node-1')] },
    },
  ],
});
