import { unregisterNetdevice } from '../../../../src/detect/detectors/host/unregister-netdevice.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(unregisterNetdevice, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'unregister-netdevice',
            text: '[12345.678901] unregister_netdevice: waiting for lo to become free. Usage count = 1',
            at: '10:05:00',
            until: '10:09:00',
            count: 15,
            node: 'node-a',
            program: 'kubelet',
            fields: { iface: 'lo' },
          },
        ],
      },
      expect: [
        {
          type: 'unregister-netdevice',
          entity: 'Node/node-a',
          onset: '10:05:00',
          open: false,
          attrs: { count: 15 },
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
            id: 'unregister-netdevice',
            text: '[12345.678901] unregister_netdevice: waiting for lo to become free. Usage count = 1',
            at: '10:05:00',
            until: '10:09:00',
            count: 4,
            node: 'node-a',
            program: 'kubelet',
            fields: { iface: 'lo' },
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
