import { nodeUpgraded } from '../../../../src/detect/detectors/change/node-upgraded.js';
import { testDetector } from '../../../support/detector-tester.js';

const node = (version: string, annotations: Readonly<Record<string, string>> = {}) => ({
  kind: 'Node',
  metadata: { name: 'node-a', creationTimestamp: '2026-01-01T00:00:00Z', annotations },
  status: { nodeInfo: { kubeletVersion: version } },
});
const starting = (first: string) => ({
  about: 'Node/node-a',
  type: 'Normal' as const,
  reason: 'Starting',
  component: 'kubelet',
  host: 'node-a',
  message: 'Starting kubelet.',
  first,
});

testDetector(nodeUpgraded, {
  fires: [
    {
      name: 'another version after a restart',
      given: {
        snapshots: [
          { object: node('v1.30.2'), at: '10:00:00' },
          { object: node('v1.31.0'), at: '10:30:00' },
        ],
        events: [starting('10:05:00')],
      },
      expect: [
        {
          type: 'kubelet-restarted',
          entity: 'NodeService/node-a/kubelet',
          onset: '10:05:00',
          names: ['Node/node-a'],
        },
        { type: 'node-upgraded', entity: 'Node/node-a', onset: '10:05:00', says: ['v1.30.2', 'v1.31.0'] },
      ],
    },
    {
      name: 'an annotation that speaks of an upgrade, then a restart',
      given: {
        objects: [node('v1.30.2', { 'upgrade.example/target': 'v1.31.0' })],
        requests: [{ at: '10:04:30', user: 'ci-deployer', verb: 'patch', about: 'Node/node-a' }],
        events: [starting('10:05:00')],
      },
      expect: [
        { type: 'node-upgraded', entity: 'Node/node-a', onset: '10:04:30', says: ['upgrade.example/target'] },
      ],
    },
  ],
  silent: [
    {
      name: 'the first start of a new node',
      given: {
        objects: [
          { ...node('v1.30.2'), metadata: { name: 'node-a', creationTimestamp: '2026-03-04T10:05:02Z' } },
        ],
        events: [starting('10:05:00')],
      },
    },
    { name: 'a node that runs on', given: { objects: [node('v1.30.2')] } },
  ],
});
