import { nodeUninitialized } from '../../../../src/detect/detectors/node/node-uninitialized.js';
import { testDetector } from '../../../support/detector-tester.js';
import { node, stack } from '../../../support/objects.js';

const joined = (creationTimestamp: string) =>
  node('auto-1', {
    metadata: { creationTimestamp },
    spec: {
      taints: [
        { key: 'node.cloudprovider.kubernetes.io/uninitialized', value: 'true', effect: 'NoSchedule' },
      ],
    },
  });

testDetector(nodeUninitialized, {
  fires: [
    {
      name: 'half an hour after it joined',
      given: { objects: [joined('2026-03-04T11:30:00Z'), ...stack('kube-system/cloud-controller-manager')] },
      expect: [
        {
          type: 'node-uninitialized',
          entity: 'Node/auto-1',
          onset: '11:30:00',
          open: true,
          names: ['Deployment/kube-system/cloud-controller-manager'],
        },
      ],
    },
  ],
  silent: [
    { name: 'in its first seconds', given: { objects: [joined('2026-03-04T11:59:10Z')] } },
    { name: 'a node that was set up', given: { objects: [node('auto-1')] } },
  ],
});
