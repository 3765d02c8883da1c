import { serviceHealthcheckFailed } from '../../../../src/detect/detectors/network/service-healthcheck-failed.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(serviceHealthcheckFailed, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'service-healthcheck-failed',
            text: 'E0701 19:22:41.123456       1 service_health.go:141] node worker-1 failed to start healthcheck "shop/web" on port 31234: listen tcp :31234: bind: address already in use',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'kube-proxy',
            fields: { service: 'shop/web', port: '31234' },
          },
        ],
      },
      expect: [
        {
          type: 'service-healthcheck-failed',
          entity: 'ServiceDataplane/node-a',
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
            program: 'kube-proxy',
          },
        ],
      },
    },
  ],
});
