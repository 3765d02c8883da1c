import { overlayInterfaceMissing } from '../../../../src/detect/detectors/network/overlay-interface-missing.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(overlayInterfaceMissing, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'overlay-interface-missing',
            text: 'E1120 22:57:41.000001       1 main.go:331] Failed to find any valid interface to use: failed to get default interface: could not find interface',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'kubelet',
          },
        ],
      },
      expect: [
        {
          type: 'overlay-interface-missing',
          entity: 'NodeNetwork/node-a',
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
