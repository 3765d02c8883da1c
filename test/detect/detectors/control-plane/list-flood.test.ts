import { listFlood } from '../../../../src/detect/detectors/control-plane/list-flood.js';
import { deployment } from '../../../support/objects.js';
import { testDetector } from '../../../support/detector-tester.js';

const shed = (client: string, count: number) => ({
  id: 'apiserver-overload',
  text: `"HTTP" verb="LIST" URI="/api/v1/pods" userAgent="${client}/v1" resp=429`,
  fields: { client, verb: 'LIST' },
  at: '11:10:00',
  until: '11:40:00',
  count,
  program: 'kube-apiserver',
  node: 'cp-1',
});

testDetector(listFlood, {
  fires: [
    {
      name: 'one workload lists without end',
      given: {
        objects: [deployment('shop/crawler')],
        messages: [shed('crawler', 600), shed('kubelet', 40)],
      },
      expect: [
        { type: 'list-flood', entity: 'Deployment/shop/crawler', onset: '11:10:00', says: ['LIST', '94 %'] },
      ],
    },
  ],
  silent: [
    { name: 'the refusals fall on all alike', given: { messages: [shed('a', 60), shed('b', 60)] } },
    { name: 'kubelets come back after an outage', given: { messages: [shed('kubelet', 900)] } },
    { name: 'a handful', given: { messages: [shed('crawler', 6)] } },
  ],
});
