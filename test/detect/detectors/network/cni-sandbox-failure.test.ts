import { cniSandboxFailure } from '../../../../src/detect/detectors/network/cni-sandbox-failure.js';
import { testDetector } from '../../../support/detector-tester.js';

const node = (created: string) => ({
  kind: 'Node',
  metadata: { name: 'node-a', creationTimestamp: created },
});
const failed = (message: string, count: number) => ({
  about: 'Pod/git/forge-0',
  reason: 'FailedCreatePodSandBox',
  component: 'kubelet',
  host: 'node-a',
  message,
  first: '10:05:00',
  last: '10:11:00',
  count,
});
const CNI =
  'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "f4bd": plugin type="flannel" failed (add): loadFlannelSubnetEnv failed: open /run/flannel/subnet.env: no such file or directory';

testDetector(cniSandboxFailure, {
  fires: [
    {
      name: 'again and again on one node',
      given: { objects: [node('2026-01-01T00:00:00Z')], events: [failed(CNI, 28)] },
      expect: [
        {
          type: 'cni-sandbox-failure',
          entity: 'NodeNetwork/node-a',
          onset: '10:05:00',
          open: false,
          severity: 3,
          says: ['subnet.env'],
        },
        { type: 'cni-sandbox-failure', entity: 'Pod/git/forge-0', names: ['NodeNetwork/node-a'] },
      ],
    },
  ],
  silent: [
    {
      name: 'a node that is a minute old',
      given: { objects: [node('2026-03-04T10:04:30Z')], events: [{ ...failed(CNI, 5), last: '10:05:20' }] },
    },
    {
      name: 'the runtime is down, which is not the network',
      given: {
        objects: [node('2026-01-01T00:00:00Z')],
        events: [
          failed(
            'Failed to create pod sandbox: rpc error: code = Unavailable desc = dial unix /run/containerd/containerd.sock: connect: connection refused',
            28,
          ),
        ],
      },
    },
  ],
});
