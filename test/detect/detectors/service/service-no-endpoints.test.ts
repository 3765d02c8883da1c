import { serviceNoEndpoints } from '../../../../src/detect/detectors/service/service-no-endpoints.js';
import { testDetector } from '../../../support/detector-tester.js';
import {
  deployment,
  endpoints,
  object,
  over,
  podOf,
  service,
  stack,
  template,
} from '../../../support/objects.js';

const UNREADY = {
  status: {
    conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-03-04T11:00:00Z' }],
    containerStatuses: [
      {
        name: 'web',
        ready: false,
        restartCount: 0,
        state: { running: { startedAt: '2026-03-04T08:00:00Z' } },
      },
    ],
  },
};
const ROUTE = object('Ingress', 'shop/front', {
  spec: {
    rules: [
      {
        host: 'shop.example',
        http: { paths: [{ backend: { service: { name: 'web', port: { number: 80 } } } }] },
      },
    ],
  },
});

testDetector(serviceNoEndpoints, {
  fires: [
    {
      name: 'the only pod is not ready, and a route leads here',
      given: {
        objects: [
          ...stack('shop/web', { pod: UNREADY }),
          service('shop/web'),
          endpoints('shop/web', [], ['web-7d4b9c5f6d-x7k2p']),
          ROUTE,
        ],
      },
      expect: [
        {
          type: 'service-no-endpoints',
          entity: 'Service/shop/web',
          onset: '11:00:00',
          open: true,
          severity: 3,
          epistemic: 'observed',
          attrs: { selected: 1, notReady: 1, wanted: 1 },
          names: [podOf('shop/web')],
        },
      ],
    },
    {
      name: 'dated by the annotation of the endpoints',
      given: {
        objects: [
          ...stack('shop/web', { pod: UNREADY }),
          service('shop/web'),
          over(endpoints('shop/web', []), {
            metadata: {
              annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': '2026-03-04T10:59:58Z' },
            },
          }),
        ],
      },
      expect: [{ type: 'service-no-endpoints', entity: 'Service/shop/web', onset: '10:59:58' }],
    },
    {
      name: 'by the pod that went, not by the address of the one that came after it and never got ready',
      given: {
        objects: [
          ...stack('shop/web', {
            pod: {
              metadata: { creationTimestamp: '2026-03-04T11:00:02Z' },
              status: {
                startTime: '2026-03-04T11:00:03Z',
                conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-03-04T11:00:03Z' }],
                containerStatuses: [
                  {
                    name: 'web',
                    ready: false,
                    restartCount: 0,
                    state: { waiting: { reason: 'ErrImagePull' } },
                  },
                ],
              },
            },
          }),
          service('shop/web'),
          over(endpoints('shop/web', [], ['web-7d4b9c5f6d-x7k2p']), {
            metadata: {
              annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': '2026-03-04T11:00:03Z' },
            },
          }),
        ],
        events: [
          {
            about: 'Pod/shop/web-5c9f8b7d6-old11',
            reason: 'Started',
            message: 'Started container web',
            type: 'Normal',
            first: '08:00:02',
          },
          {
            about: 'Pod/shop/web-5c9f8b7d6-old11',
            reason: 'Killing',
            message: 'Stopping container web',
            type: 'Normal',
            first: '11:00:00',
          },
        ],
      },
      expect: [
        {
          type: 'service-no-endpoints',
          entity: 'Service/shop/web',
          onset: '11:00:00',
          open: true,
        },
      ],
    },
    {
      name: 'without endpoint objects, counted from pods',
      given: { objects: [...stack('shop/web', { pod: UNREADY }), service('shop/web')] },
      expect: [
        { type: 'service-no-endpoints', entity: 'Service/shop/web', epistemic: 'inferred', severity: 2 },
      ],
    },
  ],
  silent: [
    {
      name: 'a ready backend',
      given: {
        objects: [...stack('shop/web'), service('shop/web'), endpoints('shop/web', ['web-7d4b9c5f6d-x7k2p'])],
      },
    },
    {
      name: 'made a minute ago, its pods still pull their image',
      given: {
        objects: [
          ...stack('shop/web', {
            deployment: { metadata: { creationTimestamp: '2026-03-04T11:58:40Z' } },
            pod: {
              metadata: { creationTimestamp: '2026-03-04T11:58:40Z' },
              status: {
                phase: 'Pending',
                conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-03-04T11:58:40Z' }],
                containerStatuses: [
                  {
                    name: 'web',
                    ready: false,
                    restartCount: 0,
                    state: { waiting: { reason: 'ContainerCreating' } },
                  },
                ],
              },
            },
          }),
          service('shop/web', {}, { metadata: { creationTimestamp: '2026-03-04T11:58:40Z' } }),
          endpoints('shop/web', [], ['web-7d4b9c5f6d-x7k2p']),
        ],
      },
    },
    {
      name: 'no selector, filled by hand, and nobody uses it',
      given: { objects: [service('shop/web', { selector: undefined }), endpoints('shop/web', [])] },
    },
    {
      name: 'an external name',
      given: { objects: [service('shop/web', { type: 'ExternalName', externalName: 'db.example.com' })] },
    },
    {
      name: 'pods were not captured',
      given: { objects: [service('shop/web'), deployment('shop/api', template({ containers: [] }))] },
    },
  ],
});
