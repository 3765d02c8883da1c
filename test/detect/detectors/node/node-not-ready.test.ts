import { nodeNotReady } from '../../../../src/detect/detectors/node/node-not-ready.js';
import { testDetector } from '../../../support/detector-tester.js';

const node = (status: string, message: string) => ({
  kind: 'Node',
  metadata: { name: 'node-a', creationTimestamp: '2026-01-01T00:00:00Z' },
  status: {
    conditions: [
      {
        type: 'Ready',
        status,
        reason: 'KubeletNotReady',
        message,
        lastTransitionTime: '2026-03-04T10:05:00Z',
      },
    ],
  },
});
const event = (reason: string, first: string) => ({
  about: 'Node/node-a',
  reason,
  component: 'kubelet',
  host: 'node-a',
  message: `Node node-a status is now: ${reason}`,
  first,
});

testDetector(nodeNotReady, {
  fires: [
    {
      name: 'the kubelet says why',
      given: { objects: [node('False', '[container runtime is down, PLEG is not healthy]')] },
      expect: [
        {
          type: 'node-not-ready',
          entity: 'Node/node-a',
          onset: '10:05:00',
          open: true,
          severity: 3,
          says: ['container runtime is down'],
        },
      ],
    },
    {
      name: 'events of a passing loss',
      given: { events: [event('NodeNotReady', '10:05:00'), event('NodeReady', '10:06:37')] },
      expect: [
        { type: 'node-not-ready', entity: 'Node/node-a', onset: '10:05:00', open: false, severity: 3 },
      ],
    },
    {
      name: 'some seconds while the kubelet is restarted are minor',
      given: {
        events: [
          { ...event('Starting', '10:05:00'), message: 'Starting kubelet.' },
          event('NodeNotReady', '10:05:00'),
          event('NodeReady', '10:05:10'),
        ],
      },
      expect: [{ type: 'node-not-ready', entity: 'Node/node-a', severity: 1 }],
    },
  ],
  silent: [
    { name: 'a ready node', given: { objects: [node('True', 'kubelet is posting ready status')] } },
    {
      name: 'a node that is a minute old',
      given: {
        asOf: '10:06:00',
        objects: [
          {
            ...node('False', 'container runtime network not ready: cni plugin not initialized'),
            metadata: { name: 'node-a', creationTimestamp: '2026-03-04T10:04:30Z' },
          },
        ],
      },
    },
  ],
});
