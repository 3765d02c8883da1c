import { hostClockUnsync } from '../../../../src/detect/detectors/host/host-clock-unsync.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(hostClockUnsync, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'host-clock-unsync',
            text: 'Jul 01 19:22:41 node-7 systemd-timesyncd[512]: Timed out waiting for reply from 10.0.0.1:123 (ntp.example).',
            at: '10:05:00',
            until: '10:09:00',
            count: 6,
            node: 'node-a',
            program: 'kubelet',
          },
        ],
      },
      expect: [
        {
          type: 'host-clock-unsync',
          entity: 'Node/node-a',
          onset: '10:05:00',
          open: false,
          attrs: { count: 6 },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'said less often than counts',
      given: {
        messages: [
          {
            id: 'host-clock-unsync',
            text: 'Jul 01 19:22:41 node-7 systemd-timesyncd[512]: Timed out waiting for reply from 10.0.0.1:123 (ntp.example).',
            at: '10:05:00',
            until: '10:09:00',
            count: 1,
            node: 'node-a',
            program: 'kubelet',
          },
        ],
      },
    },
    {
      name: 'conflicts of writers, which are retried',
      given: {
        messages: [
          {
            id: 'log-error',
            text: 'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again',
            at: '10:05:00',
            count: 40,
            node: 'node-a',
            program: 'kubelet',
          },
        ],
      },
    },
  ],
});
