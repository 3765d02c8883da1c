import { serviceSelectorMismatch } from '../../../../src/detect/detectors/service/service-selector-mismatch.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, endpoints, podOf, service, stack, template } from '../../../support/objects.js';

const CALLER = deployment(
  'shop/front',
  template({ containers: [{ name: 'front', image: 'f:1', env: [{ name: 'WEB_ADDR', value: 'web:80' }] }] }),
);
const wrong = (selector: Record<string, string | undefined>) => service('shop/web', { selector });

/** A row of `kubectl get deployments -o wide`. */
const LISTED = {
  shape: 'row' as const,
  object: {
    kind: 'Deployment',
    metadata: { namespace: 'shop', name: 'web' },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'web' } },
      template: { spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    },
  },
};

testDetector(serviceSelectorMismatch, {
  fires: [
    {
      name: 'another key than the pods have',
      given: {
        objects: [
          ...stack('shop/web'),
          wrong({ app: undefined, application: 'web' }),
          endpoints('shop/web', []),
          CALLER,
        ],
      },
      expect: [
        {
          type: 'service-selector-mismatch',
          entity: 'Service/shop/web',
          severity: 3,
          onset: '08:00:00',
          says: ['application=web', 'application=(none)'],
          names: ['Deployment/shop/web', 'Deployment/shop/front'],
        },
      ],
    },
    {
      name: 'another value than a table says that the pods carry',
      given: { snapshots: [LISTED], objects: [wrong({ app: 'web-svc' }), CALLER] },
      expect: [
        { type: 'service-selector-mismatch', entity: 'Service/shop/web', says: ['app=web-svc', 'app=web'] },
      ],
    },
    {
      name: 'one label too many, and nobody calls',
      given: { objects: [...stack('shop/web'), wrong({ app: 'web', env: 'production' })] },
      expect: [
        {
          type: 'service-selector-mismatch',
          entity: 'Service/shop/web',
          severity: 2,
          says: ['env=production'],
        },
      ],
    },
  ],
  silent: [
    { name: 'it fits', given: { objects: [...stack('shop/web'), service('shop/web'), CALLER] } },
    {
      name: 'a table shows the workload, without pods and without the labels of its template',
      given: { snapshots: [LISTED], objects: [service('shop/web'), CALLER] },
    },
    {
      name: 'the workload is there without pods',
      given: {
        objects: [
          deployment('shop/web', {}, { status: { availableReplicas: 0 } }),
          service('shop/web'),
          CALLER,
        ],
      },
    },
    {
      name: 'scaled to zero',
      given: { objects: [deployment('shop/web', { replicas: 0 }), wrong({ app: 'other' })] },
    },
    {
      name: 'left over from an application that is gone',
      given: { objects: [...stack('shop/api'), service('shop/legacy', { selector: { app: 'legacy' } })] },
    },
    {
      name: `pods match and are not ready (${podOf('shop/web')})`,
      given: {
        objects: [
          ...stack('shop/web', { pod: { status: { conditions: [{ type: 'Ready', status: 'False' }] } } }),
          service('shop/web'),
        ],
      },
    },
  ],
});
