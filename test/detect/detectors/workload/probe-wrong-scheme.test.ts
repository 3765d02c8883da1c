import { probeWrongScheme } from '../../../../src/detect/detectors/workload/probe-wrong-scheme.js';
import { testDetector } from '../../../support/detector-tester.js';
import { container, podOf, stack } from '../../../support/objects.js';

const POD = {
  spec: {
    containers: [
      container('web', {
        ports: [{ containerPort: 50051 }],
        readinessProbe: { httpGet: { port: 50051, path: '/' } },
      }),
    ],
  },
};
const unhealthy = (kind: string, text: string) => ({
  about: podOf('shop/web'),
  reason: 'Unhealthy',
  message: `${kind} probe failed: ${text}`,
  first: '11:00:00',
  last: '11:59:50',
  count: 99,
});

testDetector(probeWrongScheme, {
  fires: [
    {
      name: 'plain HTTP to gRPC',
      given: {
        objects: stack('shop/web', { pod: POD }),
        events: [
          unhealthy(
            'Readiness',
            'Get "http://10.1.2.3:50051/": net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x00\\x00\\x06"',
          ),
        ],
      },
      expect: [
        {
          type: 'readiness-probe-wrong-scheme',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          says: ['HTTP GET on port 50051'],
          attrs: { port: 50051, handler: 'http' },
        },
      ],
    },
    {
      name: 'HTTPS to plain HTTP',
      given: {
        objects: stack('shop/web', { pod: POD }),
        events: [
          unhealthy(
            'Liveness',
            'Get "https://10.1.2.3:50051/": http: server gave HTTP response to HTTPS client',
          ),
        ],
      },
      expect: [{ type: 'liveness-probe-wrong-scheme', entity: 'Deployment/shop/web' }],
    },
  ],
  silent: [
    {
      name: 'a status code',
      given: {
        objects: stack('shop/web', { pod: POD }),
        events: [unhealthy('Readiness', 'HTTP probe failed with statuscode: 503')],
      },
    },
    {
      name: 'refused',
      given: {
        objects: stack('shop/web', { pod: POD }),
        events: [unhealthy('Readiness', 'dial tcp 10.1.2.3:50051: connect: connection refused')],
      },
    },
  ],
});
