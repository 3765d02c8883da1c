import { mtuMismatch } from '../../../../src/detect/detectors/network/mtu-mismatch.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(mtuMismatch, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'mtu-mismatch',
            text: '2026-07-01 19:22:41.123 [WARNING][86] felix/int_dataplane.go 700: Configured MTU is larger than detected host interface MTU. configuredMTU=1500 detectedMTU=1400',
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
          type: 'mtu-mismatch',
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
