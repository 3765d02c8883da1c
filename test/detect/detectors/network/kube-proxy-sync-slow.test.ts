import { kubeProxySyncSlow } from '../../../../src/detect/detectors/network/kube-proxy-sync-slow.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(kubeProxySyncSlow, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'kube-proxy-sync-slow',
            text: 'I0701 19:22:41.123456       1 proxier.go:822] "SyncProxyRules complete" elapsed="4.213s"',
            at: '10:05:00',
            until: '10:09:00',
            count: 15,
            node: 'node-a',
            program: 'kube-proxy',
            fields: { took: '4.213s' },
          },
        ],
      },
      expect: [
        {
          type: 'kube-proxy-sync-slow',
          entity: 'ServiceDataplane/node-a',
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
            id: 'kube-proxy-sync-slow',
            text: 'I0701 19:22:41.123456       1 proxier.go:822] "SyncProxyRules complete" elapsed="4.213s"',
            at: '10:05:00',
            until: '10:09:00',
            count: 4,
            node: 'node-a',
            program: 'kube-proxy',
            fields: { took: '4.213s' },
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
            program: 'kube-proxy',
          },
        ],
      },
    },
  ],
});
