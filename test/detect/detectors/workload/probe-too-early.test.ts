import { probeTooEarly } from '../../../../src/detect/detectors/workload/probe-too-early.js';
import { testDetector } from '../../../support/detector-tester.js';
import { container, podOf, stack, type Fields } from '../../../support/objects.js';

const pod = (finished: string, more: Fields = {}) => ({
  spec: {
    containers: [
      container('web', {
        ports: [{ containerPort: 8080 }],
        livenessProbe: { tcpSocket: { port: 8080 }, initialDelaySeconds: 5, periodSeconds: 5 },
        ...more,
      }),
    ],
  },
  status: {
    conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-03-04T08:00:00Z' }],
    containerStatuses: [
      {
        name: 'web',
        ready: false,
        restartCount: 6,
        state: { running: { startedAt: '2026-03-04T11:59:50Z' } },
        lastState: {
          terminated: {
            exitCode: 143,
            reason: 'Error',
            startedAt: '2026-03-04T11:59:00Z',
            finishedAt: `2026-03-04T${finished}Z`,
          },
        },
      },
    ],
  },
});
const EVENTS = [
  {
    about: podOf('shop/web'),
    reason: 'Unhealthy',
    message: 'Liveness probe failed: dial tcp 10.1.2.3:8080: connect: connection refused',
    first: '11:50:10',
    last: '11:59:55',
    count: 20,
  },
  {
    about: podOf('shop/web'),
    reason: 'Killing',
    message: 'Container web failed liveness probe, will be restarted',
    first: '11:50:20',
    last: '11:59:20',
    count: 6,
  },
];

testDetector(probeTooEarly, {
  fires: [
    {
      name: 'every run is as short as the probe allows',
      given: { objects: stack('shop/web', { pod: pod('11:59:22') }), events: EVENTS },
      expect: [
        {
          type: 'liveness-probe-timing',
          entity: 'Deployment/shop/web',
          onset: '11:50:10',
          epistemic: 'inferred',
          says: ['20 s'],
          attrs: { seconds: 20 },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'it ran for long before',
      given: {
        objects: stack('shop/web', {
          pod: {
            ...pod('11:59:22'),
            status: {
              containerStatuses: [
                {
                  name: 'web',
                  ready: false,
                  restartCount: 3,
                  state: {},
                  lastState: {
                    terminated: {
                      exitCode: 143,
                      startedAt: '2026-03-04T09:00:00Z',
                      finishedAt: '2026-03-04T11:50:30Z',
                    },
                  },
                },
              ],
            },
          },
        }),
        events: EVENTS,
      },
    },
    {
      name: 'a startup probe guards the start',
      given: {
        objects: stack('shop/web', { pod: pod('11:59:22', { startupProbe: { tcpSocket: { port: 8080 } } }) }),
        events: EVENTS,
      },
    },
    {
      name: 'the program answers with an error',
      given: {
        objects: stack('shop/web', { pod: pod('11:59:22') }),
        events: [
          {
            ...EVENTS[0],
            about: podOf('shop/web'),
            reason: 'Unhealthy',
            first: '11:50:00',
            message: 'Liveness probe failed: HTTP probe failed with statuscode: 500',
          },
        ],
      },
    },
  ],
});
