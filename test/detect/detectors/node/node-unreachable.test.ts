import { nodeUnreachable } from '../../../../src/detect/detectors/node/node-unreachable.js';
import { testDetector } from '../../../support/detector-tester.js';

const node = (status: string, reason: string) => ({
  kind: 'Node',
  metadata: { name: 'node-a', creationTimestamp: '2026-01-01T00:00:00Z' },
  status: {
    conditions: [
      {
        type: 'Ready',
        status,
        reason,
        message:
          status === 'Unknown' ? 'Kubelet stopped posting node status.' : 'kubelet is posting ready status',
        lastHeartbeatTime: '2026-03-04T10:02:00Z',
        lastTransitionTime: '2026-03-04T10:05:40Z',
      },
    ],
  },
});
const lease = {
  kind: 'Lease',
  metadata: { namespace: 'kube-node-lease', name: 'node-a' },
  spec: { renewTime: '2026-03-04T10:04:55.019257Z' },
};
const marked = {
  about: 'Node/node-a',
  reason: 'NodeNotReady',
  component: 'node-controller',
  message: 'Node node-a status is now: NodeNotReady',
  first: '10:05:40',
};

testDetector(nodeUnreachable, {
  fires: [
    {
      name: 'the Lease dates the loss',
      given: { objects: [node('Unknown', 'NodeStatusUnknown'), lease], events: [marked] },
      expect: [
        {
          type: 'node-unreachable',
          entity: 'Node/node-a',
          onset: '2026-03-04T10:05:00Z',
          open: true,
          severity: 3,
          evidence: '10:04:55',
        },
      ],
    },
    {
      name: 'only events: dated back by the grace period, over when the kubelet reports',
      given: {
        events: [
          marked,
          {
            about: 'Node/node-a',
            type: 'Normal',
            reason: 'NodeReady',
            component: 'kubelet',
            message: 'Node node-a status is now: NodeReady',
            first: '10:12:00',
          },
        ],
      },
      expect: [{ type: 'node-unreachable', entity: 'Node/node-a', onset: '10:04:55', open: false }],
    },
  ],
  silent: [
    { name: 'a ready node', given: { objects: [node('True', 'KubeletReady'), lease] } },
    {
      name: 'a kubelet that reports itself not ready',
      given: {
        objects: [node('False', 'KubeletNotReady')],
        events: [{ ...marked, component: 'kubelet', host: 'node-a' }],
      },
    },
    {
      name: 'an event whose source the table does not print, while the kubelet starts',
      given: {
        events: [
          { about: marked.about, reason: marked.reason, message: marked.message, first: marked.first },
          { about: 'Node/node-a', reason: 'Starting', message: 'Starting kubelet.', first: '10:05:31' },
        ],
      },
    },
  ],
});
