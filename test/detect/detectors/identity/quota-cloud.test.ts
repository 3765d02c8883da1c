import { quotaCloud } from '../../../../src/detect/detectors/identity/quota-cloud.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(quotaCloud, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'quota-cloud',
            text: 'W0701 19:22:41.123456       1 auto_scaling_groups.go:480] Instance creation failed: VcpuLimitExceeded - You have requested more vCPU capacity than your current vCPU limit',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { limit: 'VcpuLimitExceeded' },
          },
        ],
      },
      expect: [
        {
          type: 'quota-cloud',
          entity: 'Pod/kube-system/agent-0',
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
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
          },
        ],
      },
    },
  ],
});
