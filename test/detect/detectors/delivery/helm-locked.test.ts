import { helmLocked } from '../../../../src/detect/detectors/delivery/helm-locked.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(helmLocked, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'helm-locked',
            text: 'Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress',
            at: '10:05:00',
            until: '10:09:00',
            count: 6,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
          },
        ],
      },
      expect: [
        {
          type: 'helm-locked',
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
            id: 'helm-locked',
            text: 'Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress',
            at: '10:05:00',
            until: '10:09:00',
            count: 1,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
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
