import { replicasZero } from '../../../../src/detect/detectors/workload/replicas-zero.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, object, service, template } from '../../../support/objects.js';

const CALLER = deployment(
  'shop/front',
  template({ containers: [{ name: 'front', image: 'f:1', env: [{ name: 'WEB_ADDR', value: 'web:80' }] }] }),
);
const ZERO = deployment('shop/web', { replicas: 0 });
const DOWN = {
  about: 'Deployment/shop/web',
  reason: 'ScalingReplicaSet',
  type: 'Normal' as const,
  message: 'Scaled down replica set web-7d4b9c5f6d to 0 from 1',
  first: '11:00:00',
};

testDetector(replicasZero, {
  fires: [
    {
      name: 'scaled down just now, and a caller is there',
      given: { objects: [ZERO, service('shop/web'), CALLER], events: [DOWN] },
      expect: [
        {
          type: 'replicas-zero',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          severity: 3,
          says: ['Service shop/web'],
          names: ['Service/shop/web'],
        },
      ],
    },
    {
      name: 'zero since unknown, and callers complain',
      given: {
        objects: [ZERO, service('shop/web'), CALLER],
        messages: [
          {
            id: 'app-dependency-refused',
            text: 'dial tcp web:80: connect: connection refused',
            at: '11:30:00',
            fields: { host: 'web', port: '80' },
            program: 'front',
          },
        ],
      },
      expect: [{ type: 'replicas-zero', entity: 'Deployment/shop/web', severity: 3 }],
    },
    {
      name: 'zero for long, in use by its name only',
      given: { objects: [ZERO, service('shop/web'), CALLER] },
      expect: [{ type: 'replicas-zero', entity: 'Deployment/shop/web', severity: 1 }],
    },
    {
      name: 'an optional part at zero',
      given: { objects: [ZERO, service('shop/web')] },
      expect: [{ type: 'replicas-zero', entity: 'Deployment/shop/web', severity: 0 }],
    },
  ],
  silent: [
    {
      name: 'an autoscaler scales to zero',
      given: {
        objects: [
          ZERO,
          service('shop/web'),
          CALLER,
          object('HorizontalPodAutoscaler', 'shop/web', {
            spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' } },
          }),
        ],
        events: [DOWN],
      },
    },
    { name: 'running', given: { objects: [deployment('shop/web'), service('shop/web'), CALLER] } },
    { name: 'no Service in front', given: { objects: [ZERO] } },
  ],
});
