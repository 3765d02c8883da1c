import { conntrackFull } from '../../../../src/detect/detectors/host/conntrack-full.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(conntrackFull, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'conntrack-full',
            text: '[12345.678901] nf_conntrack: nf_conntrack: table full, dropping packet',
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
          type: 'conntrack-full',
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
