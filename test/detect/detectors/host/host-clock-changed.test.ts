import { hostClockChanged } from '../../../../src/detect/detectors/host/host-clock-changed.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(hostClockChanged, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'host-clock-changed',
            text: 'Jul 01 19:22:41 node-7 chronyd[612]: System clock wrong by 12.402312 seconds',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'kubelet',
            fields: { by: '12.402312' },
          },
        ],
      },
      expect: [
        {
          type: 'host-clock-changed',
          entity: 'Node/node-a',
          onset: '10:05:00',
          open: false,
          attrs: { count: 3 },
        },
      ],
    },
    {
      name: 'far off until the time service set it right',
      given: {
        messages: [
          {
            id: 'host-clock-unsync',
            text: "Can't synchronise: no selectable sources",
            at: '09:21:58',
            node: 'node-a',
            program: 'chronyd',
          },
          {
            id: 'host-clock-changed',
            text: 'System clock wrong by 1388.412331 seconds',
            at: '10:05:00',
            node: 'node-a',
            program: 'chronyd',
            fields: { by: '1388.412331' },
          },
        ],
      },
      expect: [
        {
          type: 'host-clock-changed',
          entity: 'Node/node-a',
          onset: '09:22:00',
          open: false,
          says: ['23 min 8 s behind until it was set right'],
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
