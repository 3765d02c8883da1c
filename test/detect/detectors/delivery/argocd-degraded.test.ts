import { argocdDegraded } from '../../../../src/detect/detectors/delivery/argocd-degraded.js';
import { testDetector } from '../../../support/detector-tester.js';

const app = (status: object) => ({
  kind: 'Application',
  metadata: { namespace: 'argocd', name: 'shop' },
  status,
});

testDetector(argocdDegraded, {
  fires: [
    {
      name: 'degraded, with an event that dates it, after a failed sync',
      given: {
        objects: [
          app({
            health: { status: 'Degraded' },
            operationState: {
              phase: 'Failed',
              finishedAt: '2026-03-04T10:04:00Z',
              message: 'one or more objects failed to apply',
            },
          }),
        ],
        events: [
          {
            about: 'Application/argocd/shop',
            type: 'Normal',
            reason: 'ResourceUpdated',
            message: 'Updated health status: Healthy -> Degraded',
            first: '10:05:00',
          },
        ],
      },
      expect: [
        { type: 'argocd-degraded', entity: 'Application/argocd/shop', onset: '10:05:00', open: true },
        { type: 'argocd-sync-failed', entity: 'Application/argocd/shop', onset: '10:04:00' },
      ],
    },
    {
      name: 'no comparison without the repository',
      given: {
        objects: [
          app({
            health: { status: 'Healthy' },
            conditions: [
              {
                type: 'ComparisonError',
                message: 'Failed to load target state: failed to generate manifest: dial tcp: i/o timeout',
                lastTransitionTime: '2026-03-04T10:05:00Z',
              },
            ],
          }),
        ],
      },
      expect: [{ type: 'argocd-comparison-error', entity: 'Application/argocd/shop', onset: '10:05:00' }],
    },
  ],
  silent: [
    {
      name: 'out of sync is no fault',
      given: {
        objects: [
          app({
            health: { status: 'Healthy' },
            sync: { status: 'OutOfSync' },
            operationState: { phase: 'Succeeded' },
          }),
        ],
      },
    },
  ],
});
