import { zoneDisruption } from '../../../../src/detect/detectors/node/zone-disruption.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(zoneDisruption, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'zone-disruption',
            text: 'I0701 19:22:41.123456       1 node_lifecycle_controller.go:1028] "Controller detected that zone is now in new state" zone="eu:::eu-1a" newState="FullDisruption"',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            program: 'kube-controller-manager',
            fields: { state: 'FullDisruption' },
          },
        ],
      },
      expect: [
        {
          type: 'zone-disruption',
          entity: 'Cluster/cluster',
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
            program: 'kube-controller-manager',
          },
        ],
      },
    },
  ],
});
