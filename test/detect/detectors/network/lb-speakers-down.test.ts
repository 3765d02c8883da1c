import { lbSpeakersDown } from '../../../../src/detect/detectors/network/lb-speakers-down.js';
import { testDetector } from '../../../support/detector-tester.js';
import { container, object, service } from '../../../support/objects.js';

const daemons = (numberReady: number) => [
  object('DaemonSet', 'metallb-system/speaker', {
    apiVersion: 'apps/v1',
    spec: {
      selector: { matchLabels: { app: 'speaker' } },
      template: {
        metadata: { labels: { app: 'speaker' } },
        spec: { containers: [container('speaker', { image: 'quay.io/metallb/speaker:v0.14.8' })] },
      },
    },
    status: { desiredNumberScheduled: 3, numberReady, numberAvailable: numberReady },
  }),
];
const exposed = (type: string) => service('ingress/controller', { type });

testDetector(lbSpeakersDown, {
  fires: [
    {
      name: 'no speaker is ready',
      given: { objects: [...daemons(0), exposed('LoadBalancer')] },
      expect: [
        {
          type: 'load-balancer-unannounced',
          entity: 'DaemonSet/metallb-system/speaker',
          severity: 2,
          open: true,
        },
      ],
    },
  ],
  silent: [
    { name: 'one of them is ready', given: { objects: [...daemons(1), exposed('LoadBalancer')] } },
    { name: 'no Service has such an address', given: { objects: [...daemons(0), exposed('ClusterIP')] } },
  ],
});
