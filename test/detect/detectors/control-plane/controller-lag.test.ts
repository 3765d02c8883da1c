import { controllerLag } from '../../../../src/detect/detectors/control-plane/controller-lag.js';
import { testDetector } from '../../../support/detector-tester.js';

const web = (generation: number, observedGeneration: number, time: string) => ({
  kind: 'Deployment',
  metadata: {
    namespace: 'shop',
    name: 'web',
    generation,
    managedFields: [{ manager: 'kubectl-edit', operation: 'Update', time, fieldsV1: { 'f:spec': {} } }],
  },
  spec: {},
  status: { observedGeneration },
});

testDetector(controllerLag, {
  fires: [
    {
      name: 'changed an hour ago and not seen',
      given: { objects: [web(7, 6, '2026-03-04T11:00:00Z')] },
      expect: [{ type: 'controller-lag', entity: 'Deployment/shop/web', onset: '11:00:00', open: true }],
    },
  ],
  silent: [
    { name: 'seen', given: { objects: [web(7, 7, '2026-03-04T11:00:00Z')] } },
    { name: 'changed a moment ago', given: { objects: [web(7, 6, '2026-03-04T11:59:50Z')] } },
  ],
});
