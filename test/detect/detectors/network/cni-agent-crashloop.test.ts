import { cniAgentCrashloop } from '../../../../src/detect/detectors/network/cni-agent-crashloop.js';
import { testDetector } from '../../../support/detector-tester.js';

const daemonSet = {
  kind: 'DaemonSet',
  metadata: { namespace: 'kube-system', name: 'kube-flannel-ds', creationTimestamp: '2026-01-01T00:00:00Z' },
  spec: {},
};
const agent = (node: string, restartCount: number, more: object) => ({
  kind: 'Pod',
  metadata: {
    namespace: 'kube-system',
    name: `kube-flannel-ds-${node}`,
    creationTimestamp: '2026-01-01T00:00:00Z',
    ownerReferences: [{ kind: 'DaemonSet', name: 'kube-flannel-ds', controller: true }],
  },
  spec: {
    nodeName: node,
    containers: [{ name: 'kube-flannel', command: ['/opt/bin/flanneld', '--iface=tun0', '--ip-masq'] }],
  },
  status: { phase: 'Running', containerStatuses: [{ name: 'kube-flannel', restartCount, ...more }] },
});
const crashed = agent('node-b', 6, {
  ready: false,
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: {
    terminated: {
      exitCode: 2,
      reason: 'Error',
      startedAt: '2026-03-04T10:04:40Z',
      finishedAt: '2026-03-04T10:05:00Z',
    },
  },
});
const backoff = {
  about: 'Pod/kube-system/kube-flannel-ds-node-b',
  reason: 'BackOff',
  component: 'kubelet',
  host: 'node-b',
  message: 'Back-off restarting failed container',
  first: '10:05:05',
  last: '11:58:00',
  count: 40,
};
const interfaces = (node: string, names: readonly string[]) => ({
  topic: 'ip-addr' as const,
  node,
  at: '11:59:00',
  data: { interfaces: names.map((name) => ({ name, state: 'UP', addresses: [] })) },
  text: names.join(' '),
});
const nodes = ['node-a', 'node-b'].map((name) => ({
  kind: 'Node',
  metadata: { name, creationTimestamp: '2026-01-01T00:00:00Z' },
}));

testDetector(cniAgentCrashloop, {
  fires: [
    {
      name: 'the agent of one node crashes; its interface is younger than the pods',
      given: {
        objects: [...nodes, daemonSet, crashed, agent('node-a', 0, { ready: true })],
        events: [backoff],
        reports: [
          interfaces('node-a', ['lo', 'eth0', 'tun0', 'cni0', 'veth1']),
          interfaces('node-b', ['lo', 'eth0', 'cni0', 'veth1', 'tun0']),
        ],
      },
      expect: [
        {
          type: 'cni-agent-crashloop',
          entity: 'NodeNetwork/node-b',
          onset: '10:05:00',
          open: true,
          severity: 3,
          attrs: { restarts: 6 },
        },
        {
          type: 'overlay-interface-missing',
          entity: 'NodeNetwork/node-b',
          onset: '10:05:00',
          epistemic: 'inferred',
          attrs: { interface: 'tun0' },
        },
      ],
    },
    {
      name: 'the interface is not there at all',
      given: {
        objects: [...nodes, daemonSet, crashed],
        events: [backoff],
        reports: [interfaces('node-b', ['lo', 'eth0', 'cni0'])],
      },
      expect: [
        {
          type: 'overlay-interface-missing',
          entity: 'NodeNetwork/node-b',
          open: true,
          says: ['is not there'],
        },
      ],
    },
    {
      name: 'the interface is as old as on other nodes: it is not blamed',
      given: {
        objects: [...nodes, daemonSet, crashed],
        events: [backoff],
        reports: [
          interfaces('node-a', ['lo', 'eth0', 'tun0', 'cni0']),
          interfaces('node-b', ['lo', 'eth0', 'tun0', 'cni0']),
        ],
      },
      expect: [{ type: 'cni-agent-crashloop', entity: 'NodeNetwork/node-b' }],
      never: ['overlay-interface-missing'],
    },
  ],
  silent: [
    {
      name: 'agents that run, one of which was restarted once long ago',
      given: {
        objects: [
          ...nodes,
          daemonSet,
          agent('node-b', 1, {
            ready: true,
            state: { running: { startedAt: '2026-02-01T10:00:20Z' } },
            lastState: {
              terminated: {
                exitCode: 0,
                reason: 'Completed',
                startedAt: '2026-01-01T10:00:00Z',
                finishedAt: '2026-02-01T10:00:00Z',
              },
            },
          }),
        ],
      },
    },
  ],
});
