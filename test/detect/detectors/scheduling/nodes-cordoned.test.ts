import { nodesCordoned } from '../../../../src/detect/detectors/scheduling/nodes-cordoned.js';
import { testDetector } from '../../../support/detector-tester.js';
import { node, template, waiting } from '../../../support/objects.js';

const cordoned = (name: string, labels = {}) =>
  node(name, { metadata: { labels }, spec: { unschedulable: true } });
const ALL = '0/2 nodes are available: 2 node(s) were unschedulable.';
const GPU = template({ nodeSelector: { gpu: 'yes' }, containers: [{ name: 'web', image: 'web:1' }] });

testDetector(nodesCordoned, {
  fires: [
    {
      name: 'every node is cordoned',
      given: { objects: [...waiting('shop/web', ALL), cordoned('node-1'), cordoned('node-2')] },
      expect: [
        {
          type: 'nodes-cordoned',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          severity: 3,
          says: ['node-1 and node-2'],
          names: ['Node/node-1', 'Node/node-2'],
        },
      ],
    },
    {
      name: 'the nodes that the selector admits are cordoned',
      given: {
        objects: [
          ...waiting(
            'shop/web',
            "0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) were unschedulable.",
            GPU,
          ),
          node('node-1'),
          cordoned('node-2', { gpu: 'yes' }),
        ],
      },
      expect: [
        {
          type: 'nodes-cordoned',
          entity: 'Deployment/shop/web',
          attrs: { cordoned: 1 },
          names: ['Node/node-2'],
        },
      ],
    },
    {
      name: 'no reading of the nodes: all that is no control plane is cordoned by the word of the scheduler',
      given: {
        objects: waiting(
          'shop/web',
          '0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 node(s) were unschedulable.',
        ),
      },
      expect: [{ type: 'nodes-cordoned', entity: 'Deployment/shop/web', says: ['all nodes'] }],
    },
  ],
  silent: [
    {
      name: 'most of the fitting nodes carry a taint that somebody set',
      given: {
        objects: [
          ...waiting(
            'shop/web',
            '0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) had untolerated taint {dedicated: batch}.',
          ),
          cordoned('node-1'),
          ...['node-2', 'node-3'].map((name) =>
            node(name, { spec: { taints: [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }] } }),
          ),
        ],
      },
    },
    {
      name: 'open nodes lack CPU; the cordon only adds to it',
      given: {
        objects: [
          ...waiting(
            'shop/web',
            '0/2 nodes are available: 1 Insufficient cpu, 1 node(s) were unschedulable.',
          ),
          node('node-1'),
          cordoned('node-2'),
        ],
      },
    },
    {
      name: 'only the control plane is cordoned',
      given: {
        objects: [
          ...waiting(
            'shop/web',
            "0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) were unschedulable.",
            GPU,
          ),
          node('node-1'),
          cordoned('cp', { 'kubernetes.io/role': 'master' }),
        ],
      },
    },
    { name: 'a cordoned node and nobody waits', given: { objects: [cordoned('node-1'), node('node-2')] } },
  ],
});
