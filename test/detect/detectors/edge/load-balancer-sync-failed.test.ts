import { loadBalancerSyncFailed } from '../../../../src/detect/detectors/edge/load-balancer-sync-failed.js';
import { testDetector } from '../../../support/detector-tester.js';
import { service } from '../../../support/objects.js';

testDetector(loadBalancerSyncFailed, {
  fires: [
    {
      name: 'the cloud refuses',
      given: {
        events: [
          {
            about: 'Service/shop/web',
            reason: 'SyncLoadBalancerFailed',
            message: 'Error syncing load balancer: failed to ensure load balancer: quota exceeded',
            first: '10:05:00',
            last: '10:20:00',
            count: 6,
          },
        ],
      },
      expect: [
        { type: 'load-balancer-sync-failed', entity: 'Service/shop/web', onset: '10:05:00', open: true },
      ],
    },
    {
      name: 'a table of events tells the last time only, and the Service has no address',
      given: {
        objects: [
          service(
            'shop/web',
            { type: 'LoadBalancer' },
            { metadata: { creationTimestamp: '2026-03-04T10:00:00Z' } },
          ),
        ],
        events: [
          {
            about: 'Service/shop/web',
            reason: 'SyncLoadBalancerFailed',
            message: 'Error syncing load balancer: quota exceeded',
            first: '11:59:00',
          },
        ],
      },
      expect: [
        { type: 'load-balancer-sync-failed', entity: 'Service/shop/web', onset: '10:00:00', open: true },
      ],
    },
  ],
  silent: [
    {
      name: 'a load balancer that is set up',
      given: {
        events: [
          {
            about: 'Service/shop/web',
            type: 'Normal',
            reason: 'EnsuredLoadBalancer',
            message: 'Ensured load balancer',
            first: '10:05:00',
          },
        ],
      },
    },
  ],
});
