import { zoneLost } from '../../../../src/detect/detectors/node/zone-lost.js';
import { testDetector } from '../../../support/detector-tester.js';

const node = (name: string, zone: string, marked?: string) => ({
  kind: 'Node',
  metadata: {
    name,
    creationTimestamp: '2026-01-01T00:00:00Z',
    labels: { 'topology.kubernetes.io/zone': zone },
  },
  status: {
    conditions: [
      {
        type: 'Ready',
        status: marked === undefined ? 'True' : 'Unknown',
        reason: marked === undefined ? 'KubeletReady' : 'NodeStatusUnknown',
        message:
          marked === undefined ? 'kubelet is posting ready status' : 'Kubelet stopped posting node status.',
        lastTransitionTime: marked === undefined ? '2026-01-01T00:01:00Z' : `2026-03-04T${marked}Z`,
      },
    ],
  },
});

testDetector(zoneLost, {
  fires: [
    {
      name: 'both nodes of a zone within five seconds, the other zone goes on',
      given: {
        objects: [
          node('a-1', 'eu-1a'),
          node('a-2', 'eu-1a'),
          node('b-1', 'eu-1b', '10:05:40'),
          node('b-2', 'eu-1b', '10:05:45'),
        ],
      },
      expect: [
        { type: 'zone-lost', entity: 'Zone/eu-1b', onset: '10:04:45', open: true, attrs: { nodes: 2 } },
      ],
    },
  ],
  silent: [
    {
      name: 'one node of the zone went on',
      given: {
        objects: [
          node('a-1', 'eu-1a'),
          node('b-1', 'eu-1b', '10:05:40'),
          node('b-2', 'eu-1b', '10:05:45'),
          node('b-3', 'eu-1b'),
        ],
      },
    },
    {
      name: 'one after the other',
      given: {
        objects: [node('a-1', 'eu-1a'), node('b-1', 'eu-1b', '10:05:40'), node('b-2', 'eu-1b', '10:15:45')],
      },
    },
    {
      name: 'every zone at once: the API server was away',
      given: {
        objects: [
          node('a-1', 'eu-1a', '10:05:45'),
          node('a-2', 'eu-1a', '10:05:45'),
          node('b-1', 'eu-1b', '10:05:40'),
          node('b-2', 'eu-1b', '10:05:45'),
        ],
      },
    },
    {
      name: 'a zone of one node says no more than the node',
      given: { objects: [node('a-1', 'eu-1a'), node('b-1', 'eu-1b', '10:05:40')] },
    },
  ],
});
