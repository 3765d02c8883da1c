import { alertmanagerNotifyFailed } from '../../../../src/detect/detectors/observability/alertmanager-notify-failed.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(alertmanagerNotifyFailed, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'alertmanager-notify-failed',
            text: 'level=error ts=2026-07-01T19:22:41.123Z caller=dispatch.go:354 component=dispatcher msg="Notify for alerts failed" num_alerts=1 err="Default/webhook[0]: notify retry canceled after 7 attempts: Post \\"https://hooks.example/x\\": context deadline exceeded"',
            at: '10:05:00',
            until: '10:09:00',
            count: 6,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { host: 'hooks.example', reason: 'timeout' },
          },
        ],
      },
      expect: [
        {
          type: 'alertmanager-notify-failed',
          entity: 'Pod/kube-system/agent-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 6 },
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
            id: 'alertmanager-notify-failed',
            text: 'level=error ts=2026-07-01T19:22:41.123Z caller=dispatch.go:354 component=dispatcher msg="Notify for alerts failed" num_alerts=1 err="Default/webhook[0]: notify retry canceled after 7 attempts: Post \\"https://hooks.example/x\\": context deadline exceeded"',
            at: '10:05:00',
            until: '10:09:00',
            count: 1,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { host: 'hooks.example', reason: 'timeout' },
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
