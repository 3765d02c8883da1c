import { nodeReboot } from '../../../../src/detect/detectors/node/node-reboot.js';
import { testDetector } from '../../../support/detector-tester.js';

const node = (bootID: string) => ({
  kind: 'Node',
  metadata: { name: 'node-a' },
  status: { nodeInfo: { bootID } },
});

testDetector(nodeReboot, {
  fires: [
    {
      name: 'the kubelet says so',
      given: {
        events: [
          {
            about: 'Node/node-a',
            reason: 'Rebooted',
            message: 'Node node-a has been rebooted, boot id: 4e5fa7be-fe98-40d0-b2f8-757e483446c4',
            first: '10:05:00',
          },
        ],
      },
      expect: [{ type: 'node-reboot', entity: 'Node/node-a', onset: '10:03:00', open: false }],
    },
    {
      name: 'not before the kernel stopped',
      given: {
        messages: [
          { id: 'kernel-panic', text: 'Kernel panic', at: '10:02:50', program: 'kernel', node: 'node-a' },
        ],
        events: [
          {
            about: 'Node/node-a',
            reason: 'Rebooted',
            message: 'Node node-a has been rebooted, boot id: 4e5fa7be',
            first: '10:05:00',
          },
        ],
      },
      expect: [{ type: 'node-reboot', entity: 'Node/node-a', onset: '10:03:00' }],
    },
    {
      name: 'two readings with two boot ids',
      given: {
        snapshots: [
          { object: node('aaa'), at: '10:00:00' },
          { object: node('bbb'), at: '10:30:00' },
        ],
      },
      expect: [{ type: 'node-reboot', entity: 'Node/node-a', onset: '10:15:00' }],
    },
  ],
  silent: [
    {
      name: 'the same boot id twice, and a kubelet that starts',
      given: {
        snapshots: [
          { object: node('aaa'), at: '10:00:00' },
          { object: node('aaa'), at: '10:30:00' },
        ],
        events: [
          {
            about: 'Node/node-a',
            type: 'Normal',
            reason: 'Starting',
            message: 'Starting kubelet.',
            first: '10:20:00',
          },
        ],
      },
    },
  ],
});
