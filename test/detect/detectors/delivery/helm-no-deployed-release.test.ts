import { helmNoDeployedRelease } from '../../../../src/detect/detectors/delivery/helm-no-deployed-release.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(helmNoDeployedRelease, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'helm-no-deployed-release',
            text: 'Error: UPGRADE FAILED: "web" has no deployed releases',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { release: 'web' },
          },
        ],
      },
      expect: [
        {
          type: 'helm-no-deployed-release',
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
