import { softLockup } from '../../../../src/detect/detectors/host/soft-lockup.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(softLockup, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'soft-lockup',
            text: '[12345.678901] watchdog: BUG: soft lockup - CPU#2 stuck for 22s! [kubelet:876]',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'kubelet',
            fields: { process: 'kubelet', seconds: '22' },
          },
        ],
      },
      expect: [
        {
          type: 'soft-lockup',
          entity: 'Node/node-a',
          onset: '10:05:00',
          open: false,
          attrs: { count: 3 },
        },
      ],
    },
  ],
  silent: [
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
