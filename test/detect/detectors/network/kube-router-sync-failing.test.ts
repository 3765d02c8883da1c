import { kubeRouterSyncFailing } from '../../../../src/detect/detectors/network/kube-router-sync-failing.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(kubeRouterSyncFailing, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'kube-router-sync-failing',
            text: 'E0701 19:22:41.123456       1 network_services_controller.go:405] Error syncing IPVS services: Post "https://10.96.0.1:443/api/v1": dial tcp 10.96.0.1:443: i/o timeout',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            node: 'node-a',
            program: 'kubelet',
            fields: { reason: 'timeout' },
          },
        ],
      },
      expect: [
        {
          type: 'kube-router-sync-failing',
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
            id: 'kube-router-sync-failing',
            text: 'E0701 19:22:41.123456       1 network_services_controller.go:405] Error syncing IPVS services: Post "https://10.96.0.1:443/api/v1": dial tcp 10.96.0.1:443: i/o timeout',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
            node: 'node-a',
            program: 'kubelet',
            fields: { reason: 'timeout' },
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
