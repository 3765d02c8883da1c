import { ingressControllerDown } from '../../../../src/detect/detectors/edge/ingress-controller-down.js';
import { testDetector } from '../../../support/detector-tester.js';

const controller = (replicas: number, available: number) => ({
  kind: 'Deployment',
  metadata: { namespace: 'ingress-nginx', name: 'ingress-nginx-controller' },
  spec: { replicas, template: { metadata: {}, spec: { containers: [{ name: 'controller' }] } } },
  status: {
    replicas,
    availableReplicas: available,
    conditions: [
      {
        type: 'Available',
        status: available > 0 ? 'True' : 'False',
        lastTransitionTime: '2026-03-04T10:05:00Z',
      },
    ],
  },
});

testDetector(ingressControllerDown, {
  fires: [
    {
      name: 'none of two is ready',
      given: { objects: [controller(2, 0)] },
      expect: [
        {
          type: 'ingress-controller-down',
          entity: 'Deployment/ingress-nginx/ingress-nginx-controller',
          onset: '10:05:00',
        },
      ],
    },
  ],
  silent: [
    { name: 'one of two serves', given: { objects: [controller(2, 1)] } },
    { name: 'scaled to zero on purpose', given: { objects: [controller(0, 0)] } },
  ],
});
