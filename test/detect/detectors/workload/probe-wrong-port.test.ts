import { probeWrongPort } from '../../../../src/detect/detectors/workload/probe-wrong-port.js';
import { testDetector } from '../../../support/detector-tester.js';
import { container, podOf, stack, type Fields } from '../../../support/objects.js';

const probed = (probe: Fields, status: Fields = {}) => ({
  spec: { containers: [container('web', { ports: [{ containerPort: 8080 }], ...probe })] },
  status: {
    conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-03-04T08:00:00Z' }],
    containerStatuses: [
      {
        name: 'web',
        ready: false,
        restartCount: 0,
        state: { running: { startedAt: '2026-03-04T08:00:00Z' } },
        ...status,
      },
    ],
  },
});
const unhealthy = (kind: string, text: string) => ({
  about: podOf('shop/web'),
  reason: 'Unhealthy',
  message: `${kind} probe failed: ${text}`,
  first: '08:00:10',
  last: '11:59:50',
  count: 99,
});
const KILL = {
  about: podOf('shop/web'),
  reason: 'Killing',
  message: 'Container web failed liveness probe, will be restarted',
  first: '08:00:40',
  last: '11:59:40',
  count: 9,
};
const GRPC = 'timeout: failed to connect service "10.1.2.3:8081" within 1s: context deadline exceeded';

testDetector(probeWrongPort, {
  fires: [
    {
      name: 'readiness asks a port that nobody declares',
      given: {
        objects: stack('shop/web', {
          pod: probed({ readinessProbe: { grpc: { port: 8081 } } }),
          deployment: { status: { readyReplicas: 0, availableReplicas: 0 } },
        }),
        events: [unhealthy('Readiness', GRPC)],
      },
      expect: [
        {
          type: 'readiness-probe-wrong-port',
          entity: 'Deployment/shop/web',
          onset: '08:00:00',
          severity: 3,
          says: ['8081', '8080'],
          attrs: { port: 8081, declared: '8080' },
          evidence: '8081',
        },
      ],
    },
    {
      name: 'liveness asks it and kills',
      given: {
        objects: stack('shop/web', {
          pod: probed({ livenessProbe: { grpc: { port: 8081 } } }, { restartCount: 9 }),
        }),
        events: [unhealthy('Liveness', GRPC), KILL],
      },
      expect: [{ type: 'liveness-probe-wrong-port', entity: 'Deployment/shop/web', severity: 2 }],
    },
  ],
  silent: [
    {
      name: 'the right port, and nobody listens',
      given: {
        objects: stack('shop/web', { pod: probed({ readinessProbe: { tcpSocket: { port: 8080 } } }) }),
        events: [unhealthy('Readiness', 'dial tcp 10.1.2.3:8080: connect: connection refused')],
      },
    },
    {
      name: 'the program ends by itself',
      given: {
        objects: stack('shop/web', {
          pod: probed(
            { livenessProbe: { grpc: { port: 8081 } } },
            { restartCount: 4, state: { waiting: { reason: 'CrashLoopBackOff' } } },
          ),
        }),
        events: [unhealthy('Liveness', GRPC)],
      },
    },
    {
      name: 'no port is declared',
      given: {
        objects: stack('shop/web', {
          pod: { ...probed({ ports: undefined, readinessProbe: { grpc: { port: 8081 } } }) },
        }),
        events: [unhealthy('Readiness', GRPC)],
      },
    },
    {
      name: 'a mesh rewrote the probe to its agent',
      given: {
        objects: stack('shop/web', {
          pod: probed({ readinessProbe: { httpGet: { port: 15020, path: '/app-health/web/readyz' } } }),
        }),
        events: [
          unhealthy(
            'Readiness',
            'Get "http://10.1.2.3:15020/app-health/web/readyz": dial tcp 10.1.2.3:15020: connect: connection refused',
          ),
        ],
      },
    },
    {
      name: 'it failed at the start and then was ready',
      given: {
        objects: stack('shop/web', {
          pod: probed({ startupProbe: { tcpSocket: { port: 8081 } } }, { ready: true }),
        }),
        events: [unhealthy('Startup', 'dial tcp 10.1.2.3:8081: connect: connection refused')],
      },
    },
  ],
});
