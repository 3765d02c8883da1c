import { taintNotTolerated } from '../../../../src/detect/detectors/scheduling/taint-not-tolerated.js';
import { testDetector } from '../../../support/detector-tester.js';
import { node, template, waiting } from '../../../support/objects.js';

const tainted = (name: string, key: string, value = '', effect = 'NoSchedule') =>
  node(name, { spec: { taints: [{ key, value, effect }] } });
const MESSAGE = '0/2 nodes are available: 2 node(s) had untolerated taint {dedicated: batch}.';

testDetector(taintNotTolerated, {
  fires: [
    {
      name: 'a taint that someone set',
      given: {
        objects: [
          ...waiting('shop/web', MESSAGE),
          tainted('node-1', 'dedicated', 'batch'),
          tainted('node-2', 'dedicated', 'batch'),
        ],
      },
      expect: [
        {
          type: 'taint-not-tolerated',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          severity: 3,
          says: ['dedicated', 'node-1'],
          attrs: { taint: 'dedicated', nodes: 2 },
        },
      ],
    },
    {
      name: 'the state of the node keeps it off',
      given: {
        objects: [
          ...waiting(
            'shop/web',
            "0/1 nodes are available: 1 node(s) had taint {node.kubernetes.io/unreachable: }, that the pod didn't tolerate.",
          ),
          tainted('node-1', 'node.kubernetes.io/unreachable'),
        ],
      },
      expect: [{ type: 'scheduling-taint-blocked', entity: 'Deployment/shop/web', names: ['Node/node-1'] }],
      never: ['taint-not-tolerated'],
    },
    {
      name: 'a table of nodes, which shows no taints: by the words of the scheduler',
      given: {
        objects: waiting(
          'shop/web',
          '0/2 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 1 node(s) had untolerated taint {team: ml}.',
        ),
        snapshots: [
          {
            object: { kind: 'Node', metadata: { name: 'node-1' }, status: { printedStatus: 'Ready' } },
            shape: 'row',
          },
        ],
      },
      expect: [
        {
          type: 'taint-not-tolerated',
          entity: 'Deployment/shop/web',
          says: ['team'],
          attrs: { taint: 'team' },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'the control-plane taint beside full workers',
      given: {
        objects: [
          ...waiting(
            'shop/web',
            '0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }.',
          ),
          node('node-1'),
          node('cp', {
            metadata: { labels: { 'node-role.kubernetes.io/control-plane': '' } },
            spec: { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] },
          }),
        ],
      },
    },
    {
      name: 'the tainted node would not suit by its labels',
      given: {
        objects: [
          ...waiting(
            'shop/web',
            MESSAGE,
            template({ nodeSelector: { gpu: 'yes' }, containers: [{ name: 'web', image: 'web:1' }] }),
          ),
          tainted('node-1', 'dedicated', 'batch'),
        ],
      },
    },
  ],
});
