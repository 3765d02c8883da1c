import { nodeAffinityMismatch } from '../../../../src/detect/detectors/scheduling/node-affinity-mismatch.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, node, template, waiting } from '../../../support/objects.js';

const MESSAGE = "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.";
const CONTAINERS = [{ name: 'web', image: 'web:1' }];
const affinity = (operator: string, values?: string[]) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'state', operator, ...(values ? { values } : {}) }] }],
    },
  },
});
const NOT_IN = template({ affinity: affinity('NotIn', ['maintenance']), containers: CONTAINERS });
const inMaintenance = (name: string) => node(name, { metadata: { labels: { state: 'maintenance' } } });

testDetector(nodeAffinityMismatch, {
  fires: [
    {
      name: 'every worker is ruled out; a cordoned control plane would match',
      given: {
        objects: [
          ...waiting(
            'shop/web',
            "0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) didn't match Pod's node affinity/selector.",
            NOT_IN,
          ),
          inMaintenance('node-1'),
          inMaintenance('node-2'),
          node('cp', {
            metadata: { labels: { 'kubernetes.io/role': 'master' } },
            spec: { unschedulable: true },
          }),
        ],
      },
      expect: [
        {
          type: 'node-affinity-mismatch',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          severity: 3,
          epistemic: 'observed',
          says: ['state not in (maintenance)'],
        },
      ],
    },
    {
      name: 'described without affinity, which the applied manifest tells',
      given: {
        objects: [...waiting('shop/web', MESSAGE).slice(1), node('node-1'), node('node-2')],
        snapshots: [
          { object: deployment('shop/web'), shape: 'described' },
          {
            object: deployment(
              'shop/web',
              template({ affinity: affinity('Exists'), containers: CONTAINERS }),
            ),
            shape: 'manifest',
          },
        ],
      },
      expect: [
        {
          type: 'node-affinity-mismatch',
          entity: 'Deployment/shop/web',
          says: ['state exists'],
          epistemic: 'observed',
        },
      ],
    },
    {
      name: 'described without affinity and without manifest: by elimination',
      given: {
        objects: [...waiting('shop/web', MESSAGE).slice(1), node('node-1')],
        snapshots: [{ object: deployment('shop/web'), shape: 'described' }],
      },
      expect: [{ type: 'node-affinity-mismatch', entity: 'Deployment/shop/web', epistemic: 'inferred' }],
    },
  ],
  silent: [
    {
      name: 'a node selector is the reason',
      given: {
        objects: [
          ...waiting('shop/web', MESSAGE, template({ nodeSelector: { a: 'b' }, containers: CONTAINERS })),
          node('node-1'),
        ],
      },
    },
    {
      name: 'a node meets the terms',
      given: { objects: [...waiting('shop/web', MESSAGE, NOT_IN), inMaintenance('node-1'), node('node-2')] },
    },
    {
      name: 'the full object shows no affinity',
      given: { objects: [...waiting('shop/web', MESSAGE), node('node-1')] },
    },
  ],
});
