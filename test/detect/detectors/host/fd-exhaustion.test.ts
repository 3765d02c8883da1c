import { fdExhaustion } from '../../../../src/detect/detectors/host/fd-exhaustion.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(fdExhaustion, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'fd-exhaustion',
            text: 'accept tcp [::]:8080: accept4: too many open files',
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
          type: 'fd-exhaustion',
          entity: 'Pod/kube-system/agent-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 6 },
        },
      ],
    },
    {
      name: 'the limit of the whole host, whoever meets it',
      given: {
        messages: [
          {
            id: 'fd-exhaustion',
            text: 'accept tcp [::]:8080: accept4: too many open files in system',
            at: '10:05:00',
            count: 6,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
          },
          {
            id: 'fd-exhaustion',
            text: 'VFS: file-max limit 100000 reached',
            at: '10:04:00',
            program: 'kernel',
            node: 'node-a',
          },
        ],
      },
      expect: [{ type: 'fd-exhaustion', entity: 'Node/node-a', onset: '10:04:00', says: ['Node node-a'] }],
    },
  ],
  silent: [
    {
      name: 'said less often than counts',
      given: {
        messages: [
          {
            id: 'fd-exhaustion',
            text: 'accept tcp [::]:8080: accept4: too many open files',
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
