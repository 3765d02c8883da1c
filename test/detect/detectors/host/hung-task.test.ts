import { hungTask } from '../../../../src/detect/detectors/host/hung-task.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(hungTask, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'hung-task',
            text: '[12345.678901] INFO: task etcd:4711 blocked for more than 120 seconds.',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'kubelet',
            fields: { process: 'etcd', seconds: '120' },
          },
        ],
      },
      expect: [
        {
          type: 'hung-task',
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
