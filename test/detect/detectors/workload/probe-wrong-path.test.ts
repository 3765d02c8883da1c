import { probeWrongPath } from '../../../../src/detect/detectors/workload/probe-wrong-path.js';
import { testDetector } from '../../../support/detector-tester.js';
import { container, podOf, stack } from '../../../support/objects.js';

const POD = {
  spec: { containers: [container('web', { readinessProbe: { httpGet: { port: 80, path: '/healthy' } } })] },
  status: { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-03-04T08:00:00Z' }] },
};
const unhealthy = (code: number, count = 50) => ({
  about: podOf('shop/web'),
  reason: 'Unhealthy',
  message: `Readiness probe failed: HTTP probe failed with statuscode: ${code}`,
  first: '08:00:10',
  last: '11:59:50',
  count,
});

testDetector(probeWrongPath, {
  fires: [
    {
      name: 'not found',
      given: { objects: stack('shop/web', { pod: POD }), events: [unhealthy(404)] },
      expect: [
        {
          type: 'readiness-probe-wrong-path',
          entity: 'Deployment/shop/web',
          open: true,
          says: ['/healthy', '404'],
          attrs: { status: 404 },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'the program judges itself',
      given: { objects: stack('shop/web', { pod: POD }), events: [unhealthy(503)] },
    },
    { name: 'once', given: { objects: stack('shop/web', { pod: POD }), events: [unhealthy(404, 1)] } },
  ],
});
