import { saTokenInvalid } from '../../../../src/detect/detectors/identity/sa-token-invalid.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(saTokenInvalid, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'sa-token-invalid',
            text: 'E0701 19:22:41.123456       1 authentication.go:63] "Unable to authenticate the request" err="[invalid bearer token, service account token has expired]"',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
          },
        ],
      },
      expect: [
        {
          type: 'sa-token-invalid',
          entity: 'Pod/kube-system/agent-0',
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
            id: 'sa-token-invalid',
            text: 'E0701 19:22:41.123456       1 authentication.go:63] "Unable to authenticate the request" err="[invalid bearer token, service account token has expired]"',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
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
