import { flannelSubnetEnvMissing } from '../../../../src/detect/detectors/network/flannel-subnet-env-missing.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(flannelSubnetEnvMissing, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'flannel-subnet-env-missing',
            text: 'time="2026-11-20T22:57:47.120000000Z" level=error msg="RunPodSandbox for &PodSandboxMetadata{Name:git-0,Uid:7d05,Namespace:git,Attempt:1,} failed, error" error="failed to setup network for sandbox \\"3f1a\\": plugin type=\\"flannel\\" failed (add): loadFlannelSubnetEnv failed: open /run/flannel/subnet.env: no such file or directory"',
            at: '10:05:00',
            until: '10:09:00',
            count: 12,
            node: 'node-a',
            program: 'kubelet',
            fields: { pod: 'git/git-0' },
          },
        ],
      },
      expect: [
        {
          type: 'flannel-subnet-env-missing',
          entity: 'NodeNetwork/node-a',
          onset: '10:05:00',
          open: false,
          attrs: { count: 12 },
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
            id: 'flannel-subnet-env-missing',
            text: 'time="2026-11-20T22:57:47.120000000Z" level=error msg="RunPodSandbox for &PodSandboxMetadata{Name:git-0,Uid:7d05,Namespace:git,Attempt:1,} failed, error" error="failed to setup network for sandbox \\"3f1a\\": plugin type=\\"flannel\\" failed (add): loadFlannelSubnetEnv failed: open /run/flannel/subnet.env: no such file or directory"',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'kubelet',
            fields: { pod: 'git/git-0' },
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
            node: 'node-a',
            program: 'kubelet',
          },
        ],
      },
    },
  ],
});
