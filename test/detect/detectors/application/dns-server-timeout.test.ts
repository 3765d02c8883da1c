import { dnsServerTimeout } from '../../../../src/detect/detectors/application/dns-server-timeout.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(dnsServerTimeout, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'dns-server-timeout',
            text: '2026/11/20 23:02:47 level=error msg="dependency check failed" err="Get \\"http://db.shop.svc.cluster.local/\\": dial tcp: lookup db.shop.svc.cluster.local on 10.96.0.10:53: read udp 10.244.1.7:41230->10.96.0.10:53: i/o timeout"',
            at: '10:05:00',
            until: '10:09:00',
            count: 6,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: {
              name: 'db.shop.svc.cluster.local',
              dns: '10.96.0.10',
              reason: 'dns-timeout',
              host: 'db.shop.svc.cluster.local',
            },
          },
        ],
      },
      expect: [
        {
          type: 'dns-server-timeout',
          entity: 'Pod/shop/web-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 6 },
          names: ['Service/shop/db'],
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
            id: 'dns-server-timeout',
            text: '2026/11/20 23:02:47 level=error msg="dependency check failed" err="Get \\"http://db.shop.svc.cluster.local/\\": dial tcp: lookup db.shop.svc.cluster.local on 10.96.0.10:53: read udp 10.244.1.7:41230->10.96.0.10:53: i/o timeout"',
            at: '10:05:00',
            until: '10:09:00',
            count: 1,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: {
              name: 'db.shop.svc.cluster.local',
              dns: '10.96.0.10',
              reason: 'dns-timeout',
              host: 'db.shop.svc.cluster.local',
            },
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
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
          },
        ],
      },
    },
  ],
});
