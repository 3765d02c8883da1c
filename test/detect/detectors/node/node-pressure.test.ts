import { nodePressure } from '../../../../src/detect/detectors/node/node-pressure.js';
import { testDetector } from '../../../support/detector-tester.js';

const node = (status: string) => ({
  kind: 'Node',
  metadata: { name: 'node-a' },
  status: {
    conditions: [
      {
        type: 'DiskPressure',
        status,
        reason: status === 'True' ? 'KubeletHasDiskPressure' : 'KubeletHasNoDiskPressure',
        message: 'kubelet has disk pressure',
        lastTransitionTime: '2026-03-04T10:05:00Z',
      },
    ],
  },
});

testDetector(nodePressure, {
  fires: [
    {
      name: 'a full disk',
      given: { objects: [node('True')] },
      expect: [
        { type: 'node-disk-pressure', entity: 'Node/node-a', onset: '10:05:00', open: true, severity: 3 },
      ],
    },
    {
      name: 'memory came and went',
      given: {
        events: [
          {
            about: 'Node/node-a',
            reason: 'NodeHasInsufficientMemory',
            message: 'Node node-a status is now: NodeHasInsufficientMemory',
            first: '10:05:00',
          },
          {
            about: 'Node/node-a',
            type: 'Normal',
            reason: 'NodeHasSufficientMemory',
            message: 'Node node-a status is now: NodeHasSufficientMemory',
            first: '10:11:00',
          },
        ],
      },
      expect: [{ type: 'node-memory-pressure', entity: 'Node/node-a', onset: '10:05:00', open: false }],
    },
  ],
  silent: [
    { name: 'no pressure', given: { objects: [node('False')] } },
    { name: 'a node that is not heard of', given: { objects: [node('Unknown')] } },
  ],
});
