import { livenessDependsOnOtherService } from '../../../../src/detect/detectors/workload/liveness-depends-on-other-service.js';
import { testDetector } from '../../../support/detector-tester.js';
import { container, podOf, service, stack, template } from '../../../support/objects.js';

const SPEC = template({
  containers: [container('web', { livenessProbe: { httpGet: { port: 8080, path: '/api/health' } } })],
});
const FAILS = {
  about: podOf('shop/web'),
  reason: 'Unhealthy',
  message:
    'Liveness probe failed: Get "http://10.1.2.3:8080/api/health": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
  first: '11:00:00',
  last: '11:00:40',
  count: 3,
};
const SAYS = {
  id: 'app-dependency-timeout',
  text: 'cache: i/o timeout',
  at: '11:00:05',
  fields: { host: 'cache' },
  pod: podOf('shop/web'),
};
const WORLD = [...stack('shop/web', { spec: SPEC }), service('shop/cache')];

testDetector(livenessDependsOnOtherService, {
  fires: [
    {
      name: 'the probe fails while a dependency is missed',
      given: { objects: WORLD, events: [FAILS], messages: [SAYS] },
      expect: [
        {
          type: 'liveness-depends-on-other-service',
          entity: 'Deployment/shop/web',
          severity: 0,
          epistemic: 'inferred',
          says: ['/api/health', 'cache'],
        },
      ],
    },
  ],
  silent: [
    { name: 'the log says nothing', given: { objects: WORLD, events: [FAILS] } },
    {
      name: 'the complaint is of another time',
      given: { objects: WORLD, events: [FAILS], messages: [{ ...SAYS, at: '09:00:00' }] },
    },
    {
      name: 'nobody listens',
      given: {
        objects: WORLD,
        events: [
          { ...FAILS, message: 'Liveness probe failed: dial tcp 10.1.2.3:8080: connect: connection refused' },
        ],
        messages: [SAYS],
      },
    },
  ],
});
