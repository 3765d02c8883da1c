import { ingressServiceMissing } from '../../../../src/detect/detectors/edge/ingress-service-missing.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (count: number) => ({
  id: 'ingress-service-missing',
  text: 'Error obtaining Endpoints for Service "shop/web": no object matching key "shop/web" in local store',
  at: '10:05:00',
  until: '10:09:00',
  count,
  pod: 'Pod/ingress-nginx/controller-0',
  container: 'controller',
  fields: { service: 'shop/web' },
});

testDetector(ingressServiceMissing, {
  fires: [
    {
      name: 'at every sync',
      given: { messages: [said(18)] },
      expect: [{ type: 'ingress-service-missing', entity: 'Service/shop/web', onset: '10:05:00' }],
    },
  ],
  silent: [{ name: 'once while a release is applied', given: { messages: [said(1)] } }],
});
