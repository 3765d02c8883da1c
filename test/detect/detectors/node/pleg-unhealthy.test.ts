import { plegUnhealthy } from '../../../../src/detect/detectors/node/pleg-unhealthy.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(plegUnhealthy, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'pleg-unhealthy',
            text: 'E1120 22:31:10.000001   28882 kubelet.go:1879] skipping pod synchronization - PLEG is not healthy: pleg was last seen active 3m1.2s ago; threshold is 3m0s',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'kubelet',
            fields: { took: '3m1.2s' },
          },
        ],
      },
      expect: [
        {
          type: 'pleg-unhealthy',
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
