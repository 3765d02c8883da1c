import { hpaConditions } from '../../../../src/detect/detectors/autoscaling/hpa-conditions.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object } from '../../../support/objects.js';

const hpa = (type: string, status: string, reason: string, message = '') => ({
  objects: [
    object('HorizontalPodAutoscaler', 'shop/web', {
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' } },
      status: { conditions: [{ type, status, reason, message, lastTransitionTime: '2026-03-04T11:00:00Z' }] },
    }),
  ],
});
const ENTITY = 'HorizontalPodAutoscaler/shop/web';

testDetector(hpaConditions, {
  fires: [
    {
      name: 'no metrics',
      given: hpa(
        'ScalingActive',
        'False',
        'FailedGetResourceMetric',
        'the HPA was unable to compute the replica count: unable to get metrics for resource cpu',
      ),
      expect: [
        {
          type: 'hpa-metrics-unavailable',
          entity: ENTITY,
          onset: '11:00:00',
          severity: 2,
          names: ['Deployment/shop/web'],
        },
      ],
    },
    {
      name: 'as described, where only the event has a time',
      given: {
        objects: [
          object('HorizontalPodAutoscaler', 'shop/web', {
            status: {
              conditions: [{ type: 'ScalingActive', status: 'False', reason: 'FailedGetResourceMetric' }],
            },
          }),
        ],
        events: [
          {
            about: ENTITY,
            reason: 'FailedGetResourceMetric',
            message: 'no metrics',
            first: '11:20:00',
            count: 90,
          },
        ],
      },
      expect: [{ type: 'hpa-metrics-unavailable', entity: ENTITY, onset: '11:20:00' }],
    },
    {
      name: 'no requests',
      given: hpa(
        'ScalingActive',
        'False',
        'FailedGetResourceMetric',
        'missing request for cpu in container web of Pod web-0',
      ),
      expect: [{ type: 'hpa-requests-missing', entity: ENTITY }],
    },
    {
      name: 'no target',
      given: hpa('AbleToScale', 'False', 'FailedGetScale', 'deployments.apps "web" not found'),
      expect: [{ type: 'hpa-target-missing', entity: ENTITY }],
    },
    {
      name: 'at its maximum',
      given: hpa('ScalingLimited', 'True', 'TooManyReplicas'),
      expect: [{ type: 'hpa-maxed', entity: ENTITY, severity: 1 }],
    },
  ],
  silent: [
    { name: 'at work', given: hpa('ScalingActive', 'True', 'ValidMetricFound') },
    { name: 'switched off by zero replicas', given: hpa('ScalingActive', 'False', 'ScalingDisabled') },
    { name: 'at its minimum', given: hpa('ScalingLimited', 'True', 'TooFewReplicas') },
  ],
});
