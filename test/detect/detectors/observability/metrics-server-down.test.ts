import { metricsServerDown } from '../../../../src/detect/detectors/observability/metrics-server-down.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(metricsServerDown, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'metrics-server-down',
            text: 'E0701 19:22:41.123456       1 scraper.go:149] "Failed to scrape node" err="Get \\"https://10.200.0.11:10250/metrics/resource\\": x509: cannot validate certificate for 10.200.0.11 because it doesn\'t contain any IP SANs" node="worker-1"',
            at: '10:05:00',
            until: '10:09:00',
            count: 15,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { node: 'worker-1' },
          },
        ],
      },
      expect: [
        {
          type: 'metrics-server-down',
          entity: 'Pod/kube-system/agent-0',
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
            id: 'metrics-server-down',
            text: 'E0701 19:22:41.123456       1 scraper.go:149] "Failed to scrape node" err="Get \\"https://10.200.0.11:10250/metrics/resource\\": x509: cannot validate certificate for 10.200.0.11 because it doesn\'t contain any IP SANs" node="worker-1"',
            at: '10:05:00',
            until: '10:09:00',
            count: 4,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { node: 'worker-1' },
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
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
          },
        ],
      },
    },
  ],
});
