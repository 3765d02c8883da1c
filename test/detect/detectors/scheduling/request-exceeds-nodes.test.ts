import { requestExceedsNodes } from '../../../../src/detect/detectors/scheduling/request-exceeds-nodes.js';
import { testDetector } from '../../../support/detector-tester.js';
import { node, pod, template, waiting } from '../../../support/objects.js';

const asks = (resources: Record<string, string>) =>
  template({ containers: [{ name: 'web', image: 'web:1', resources: { requests: resources } }] });
const CPU = '0/2 nodes are available: 2 Insufficient cpu.';

testDetector(requestExceedsNodes, {
  fires: [
    {
      name: 'more CPU than any node has',
      given: { objects: [...waiting('shop/web', CPU, asks({ cpu: '12' })), node('node-1'), node('node-2')] },
      expect: [
        {
          type: 'cpu-request-exceeds-nodes',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          severity: 3,
          says: ['12 CPUs', 'largest node has 4 CPUs'],
          attrs: { requested: 12, largest: 4, never: 1 },
          evidence: '12',
        },
      ],
      never: ['memory-request-exceeds-nodes'],
    },
    {
      name: 'most of a node, which none has left',
      given: {
        objects: [
          ...waiting('shop/web', '0/1 nodes are available: 1 Insufficient memory.', asks({ memory: '6Gi' })),
          node('node-1'),
        ],
      },
      expect: [
        {
          type: 'memory-request-exceeds-nodes',
          entity: 'Deployment/shop/web',
          says: ['6Gi', '8Gi at most'],
          attrs: { never: 0 },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'small pods on full nodes',
      given: { objects: [...waiting('shop/web', CPU, asks({ cpu: '500m' })), node('node-1')] },
    },
    {
      name: 'most of a node, though an earlier pod of it ran on one that is gone',
      given: {
        objects: [
          ...waiting('shop/web', CPU, asks({ cpu: '3' })),
          pod('shop/web-7d4b9c5f6d-zzzzz', 'ReplicaSet/web-7d4b9c5f6d', { spec: { nodeName: 'node-9' } }),
          node('node-1'),
        ],
      },
    },
    { name: 'nodes unknown', given: { objects: waiting('shop/web', CPU, asks({ cpu: '12' })) } },
  ],
});
