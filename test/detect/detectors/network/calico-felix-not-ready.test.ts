import { calicoFelixNotReady } from '../../../../src/detect/detectors/network/calico-felix-not-ready.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(calicoFelixNotReady, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'calico-felix-not-ready',
            text: 'calico/node is not ready: felix is not ready: readiness probe reporting 503',
            at: '10:05:00',
            until: '10:09:00',
            count: 12,
            node: 'node-a',
            program: 'kubelet',
          },
        ],
      },
      expect: [
        {
          type: 'calico-felix-not-ready',
          entity: 'NodeNetwork/node-a',
          onset: '10:05:00',
          open: false,
          attrs: { count: 12 },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'said less often than counts',
      given: {
        messages: [
          {
            id: 'calico-felix-not-ready',
            text: 'calico/node is not ready: felix is not ready: readiness probe reporting 503',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'kubelet',
          },
        ],
      },
    },
    {
      name: 'conflicts of writers, which are retried',
      given: {
        messages: [
          {
            id: 'log-error',
            text: 'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again',
            at: '10:05:00',
            count: 40,
            node: 'node-a',
            program: 'kubelet',
          },
        ],
      },
    },
  ],
});
