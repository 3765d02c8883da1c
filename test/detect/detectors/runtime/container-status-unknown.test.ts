import { containerStatusUnknown } from '../../../../src/detect/detectors/runtime/container-status-unknown.js';
import { testDetector } from '../../../support/detector-tester.js';

const pod = (reason: string) => ({
  kind: 'Pod',
  metadata: { namespace: 'shop', name: 'web-0' },
  spec: { nodeName: 'node-a', containers: [{ name: 'web' }] },
  status: {
    containerStatuses: [
      {
        name: 'web',
        restartCount: 1,
        lastState: { terminated: { exitCode: 137, reason, finishedAt: '2026-03-04T10:05:00Z' } },
      },
    ],
  },
});

testDetector(containerStatusUnknown, {
  fires: [
    {
      name: 'an end that nobody saw',
      given: { objects: [pod('ContainerStatusUnknown')] },
      expect: [
        {
          type: 'container-status-unknown',
          entity: 'Pod/shop/web-0',
          onset: '10:05:00',
          names: ['Node/node-a'],
        },
      ],
    },
  ],
  silent: [{ name: 'a real kill for memory', given: { objects: [pod('OOMKilled')] } }],
});
