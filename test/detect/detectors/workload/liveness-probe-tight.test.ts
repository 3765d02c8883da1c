import { livenessProbeTight } from '../../../../src/detect/detectors/workload/liveness-probe-tight.js';
import { testDetector } from '../../../support/detector-tester.js';
import { container, podOf, stack } from '../../../support/objects.js';

const web = (probe: object) =>
  stack('shop/web', {
    pod: {
      spec: {
        containers: [
          container('web', {
            ports: [{ containerPort: 8080 }],
            livenessProbe: { httpGet: { path: '/healthz', port: 8080 }, ...probe },
          }),
        ],
      },
    },
  });

const events = [
  {
    about: podOf('shop/web'),
    reason: 'Unhealthy',
    message:
      'Liveness probe failed: Get "http://10.244.1.9:8080/healthz": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    type: 'Warning' as const,
    first: '10:00:00',
    last: '10:20:00',
    count: 9,
    fieldPath: 'spec.containers{web}',
  },
  {
    about: podOf('shop/web'),
    reason: 'Killing',
    message: 'Container web failed liveness probe, will be restarted',
    first: '10:00:05',
    last: '10:20:05',
    count: 5,
    fieldPath: 'spec.containers{web}',
  },
];

const TIGHT = { timeoutSeconds: 1, periodSeconds: 5, failureThreshold: 1 };

testDetector(livenessProbeTight, {
  fires: [
    {
      name: 'one late answer is enough',
      given: { objects: web(TIGHT), events },
      expect: [
        {
          type: 'liveness-probe-tight',
          entity: 'Deployment/shop/web',
          onset: '10:00:00',
          attrs: { timeout: 1, failures: 1 },
          evidence: /failureThreshold/,
        },
      ],
    },
  ],
  silent: [
    {
      name: 'with the default there is room for load',
      given: { objects: web({ timeoutSeconds: 1, periodSeconds: 10, failureThreshold: 3 }), events },
    },
    {
      name: 'a handler that waits for another service',
      given: {
        objects: web(TIGHT),
        events,
        messages: [
          {
            id: 'app-dependency-timeout',
            text: 'Get "http://db.shop:8080/": context deadline exceeded',
            at: '09:59:50',
            fields: { host: 'db.shop.svc', port: '8080' },
            pod: podOf('shop/web'),
          },
        ],
      },
    },
    { name: 'a tight probe that nothing fails', given: { objects: web(TIGHT) } },
  ],
});
