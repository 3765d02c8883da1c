import { gitopsChangeApplied } from '../../../../src/detect/detectors/delivery/gitops-change-applied.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(gitopsChangeApplied, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'gitops-change-applied',
            text: '{"level":"info","ts":"2026-07-01T19:22:41.123Z","msg":"stored artifact for commit \'raise replicas\'","controller":"gitrepository","GitRepository":{"name":"flux-system","namespace":"flux-system"}}',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: { commit: 'raise replicas' },
          },
        ],
      },
      expect: [
        {
          type: 'gitops-change-applied',
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
