import { podStuckTerminating } from '../../../../src/detect/detectors/node/pod-stuck-terminating.js';
import { testDetector } from '../../../support/detector-tester.js';

const pod = (deletionTimestamp: string) => ({
  kind: 'Pod',
  metadata: { namespace: 'db', name: 'db-0', deletionTimestamp, deletionGracePeriodSeconds: 30 },
  spec: { nodeName: 'node-a', containers: [{ name: 'db' }] },
  status: { phase: 'Running' },
});

testDetector(podStuckTerminating, {
  fires: [
    {
      name: 'an hour after its grace period',
      given: { objects: [pod('2026-03-04T11:00:00Z')] },
      expect: [
        {
          type: 'pod-stuck-terminating',
          entity: 'Pod/db/db-0',
          onset: '11:00:00',
          open: true,
          names: ['Node/node-a'],
        },
      ],
    },
  ],
  silent: [{ name: 'still in its grace period', given: { objects: [pod('2026-03-04T12:00:20Z')] } }],
});
