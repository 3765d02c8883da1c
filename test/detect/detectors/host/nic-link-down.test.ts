import { nicLinkDown } from '../../../../src/detect/detectors/host/nic-link-down.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(nicLinkDown, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'nic-link-down',
            text: 'Jul 01 19:22:41 node-7 systemd-networkd[512]: eth0: Lost carrier',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'kubelet',
            fields: { iface: 'eth0' },
          },
        ],
      },
      expect: [
        {
          type: 'nic-link-down',
          entity: 'Node/node-a',
          onset: '10:05:00',
          open: false,
          attrs: { count: 3 },
        },
      ],
    },
  ],
  silent: [
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
