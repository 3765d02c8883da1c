import { rabbitmqAlarm } from '../../../../src/detect/detectors/application/rabbitmq-alarm.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(rabbitmqAlarm, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'rabbitmq-alarm',
            text: '2026-07-01 19:22:41.123 [warning] <0.400.0> memory resource limit alarm set on node rabbit@mq-0.',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
          },
        ],
      },
      expect: [
        {
          type: 'rabbitmq-alarm',
          entity: 'Pod/shop/web-0',
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
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
          },
        ],
      },
    },
  ],
});
