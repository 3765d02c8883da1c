import { aggregatedApiUnavailable } from '../../../../src/detect/detectors/control-plane/aggregated-api-unavailable.js';
import { testDetector } from '../../../support/detector-tester.js';

const api = (status: string) => ({
  kind: 'APIService',
  metadata: { name: 'v1beta1.metrics.k8s.io' },
  spec: { service: { namespace: 'kube-system', name: 'metrics-server' } },
  status: {
    conditions: [
      {
        type: 'Available',
        status,
        reason: 'MissingEndpoints',
        message:
          'endpoints for service/metrics-server in "kube-system" have no addresses with port name "https"',
        lastTransitionTime: '2026-03-04T10:05:00Z',
      },
    ],
  },
});

testDetector(aggregatedApiUnavailable, {
  fires: [
    {
      name: 'no endpoints behind it, later well again',
      given: {
        snapshots: [
          { object: api('False'), at: '10:10:00' },
          {
            object: {
              ...api('True'),
              status: {
                conditions: [
                  { type: 'Available', status: 'True', lastTransitionTime: '2026-03-04T10:20:00Z' },
                ],
              },
            },
            at: '10:30:00',
          },
        ],
      },
      expect: [
        {
          type: 'aggregated-api-unavailable',
          entity: 'APIService/v1beta1.metrics.k8s.io',
          onset: '10:05:00',
          open: false,
          names: ['Service/kube-system/metrics-server'],
        },
      ],
    },
  ],
  silent: [{ name: 'available', given: { objects: [api('True')] } }],
});
