import { hpaRunawayScaleUp } from '../../../../src/detect/detectors/autoscaling/hpa-runaway-scale-up.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, object } from '../../../support/objects.js';

const HPA = object('HorizontalPodAutoscaler', 'shop/web', {
  spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, minReplicas: 400, maxReplicas: 500 },
});
const scaled = (message: string, first = '11:00:00') => ({
  about: 'Deployment/shop/web',
  reason: 'ScalingReplicaSet',
  type: 'Normal' as const,
  message,
  first,
});

const climb = (at: readonly string[]) =>
  [4, 8, 16, 20].map((n, i) => ({
    about: 'HorizontalPodAutoscaler/shop/web',
    reason: 'SuccessfulRescale',
    type: 'Normal' as const,
    message: `New size: ${n}; reason: external metric queue_depth above target`,
    first: at[i] ?? '',
  }));

testDetector(hpaRunawayScaleUp, {
  fires: [
    {
      name: 'from 8 to 400 by an autoscaler',
      given: {
        objects: [HPA, deployment('shop/web', { replicas: 400 })],
        events: [scaled('Scaled up replica set web-7d4b9c5f6d from 8 to 400')],
      },
      expect: [
        {
          type: 'hpa-runaway-scale-up',
          entity: 'HorizontalPodAutoscaler/shop/web',
          onset: '11:00:00',
          says: ['from 8 to 400', 'maximum 500'],
          attrs: { from: 8, to: 400 },
          names: ['Deployment/shop/web'],
        },
      ],
    },
    {
      name: 'older wording, the size before by the event before',
      given: {
        objects: [deployment('shop/web', { replicas: 400 })],
        events: [
          scaled('Scaled up replica set web-7d4b9c5f6d to 8', '10:00:00'),
          scaled('Scaled up replica set web-7d4b9c5f6d to 400'),
        ],
      },
      expect: [{ type: 'hpa-runaway-scale-up', entity: 'Deployment/shop/web', attrs: { from: 8, to: 400 } }],
    },
    {
      name: 'doubled again and again within a minute',
      given: {
        objects: [HPA, deployment('shop/web', { replicas: 20 })],
        events: climb(['11:00:00', '11:00:15', '11:00:45', '11:01:00']),
      },
      expect: [
        {
          type: 'hpa-runaway-scale-up',
          entity: 'HorizontalPodAutoscaler/shop/web',
          onset: '11:00:00',
          attrs: { from: 2, to: 20 },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'doubled over half an hour',
      given: { objects: [HPA], events: climb(['11:00:00', '11:10:00', '11:20:00', '11:30:00']) },
    },
    {
      name: 'doubled',
      given: { objects: [HPA], events: [scaled('Scaled up replica set web-7d4b9c5f6d from 40 to 80')] },
    },
    {
      name: 'small',
      given: { objects: [HPA], events: [scaled('Scaled up replica set web-7d4b9c5f6d from 1 to 12')] },
    },
    {
      name: 'down',
      given: { objects: [HPA], events: [scaled('Scaled down replica set web-7d4b9c5f6d from 400 to 8')] },
    },
  ],
});
