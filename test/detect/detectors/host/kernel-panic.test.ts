import { kernelPanic } from '../../../../src/detect/detectors/host/kernel-panic.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(kernelPanic, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'kernel-panic',
            text: '[12345.678901] Kernel panic - not syncing: Fatal exception in interrupt',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'kubelet',
            fields: { why: 'Fatal exception in interrupt' },
          },
        ],
      },
      expect: [
        {
          type: 'kernel-panic',
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
