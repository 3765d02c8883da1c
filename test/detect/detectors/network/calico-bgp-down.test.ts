import { calicoBgpDown } from '../../../../src/detect/detectors/network/calico-bgp-down.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(calicoBgpDown, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'calico-bgp-down',
            text: 'calico/node is not ready: BIRD is not ready: BGP not established with 10.200.0.12,10.200.0.13',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            node: 'node-a',
            program: 'kubelet',
            fields: { peer: '10.200.0.12,10.200.0.13' },
          },
        ],
      },
      expect: [
        {
          type: 'calico-bgp-down',
          entity: 'NodeNetwork/node-a',
          onset: '10:05:00',
          open: false,
          attrs: { count: 9 },
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
            id: 'calico-bgp-down',
            text: 'calico/node is not ready: BIRD is not ready: BGP not established with 10.200.0.12,10.200.0.13',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
            node: 'node-a',
            program: 'kubelet',
            fields: { peer: '10.200.0.12,10.200.0.13' },
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
