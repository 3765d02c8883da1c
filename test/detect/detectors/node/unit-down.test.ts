import { unitDown } from '../../../../src/detect/detectors/node/unit-down.js';
import { testDetector } from '../../../support/detector-tester.js';

const status = (unit: string, active: string, sub: string, more: Readonly<Record<string, string>> = {}) => ({
  topic: 'unit-status' as const,
  node: 'node-a',
  at: '10:10:00',
  data: { unit: `${unit}.service`, active, sub, ...more },
  text: `${unit}.service Active: ${active} (${sub})`,
});

testDetector(unitDown, {
  fires: [
    {
      name: 'kubelet and scheduler stopped, a unit of others failed',
      given: {
        reports: [
          status('kubelet', 'inactive', 'dead', { since: '2026-03-04T10:05:00Z' }),
          status('kube-scheduler', 'inactive', 'dead', { since: '2026-03-04T10:06:00Z' }),
          status('containerd', 'activating', 'auto-restart', { result: 'exit-code' }),
          status('tailscaled', 'failed', 'failed'),
        ],
      },
      expect: [
        {
          type: 'kubelet-stopped',
          entity: 'NodeService/node-a/kubelet',
          onset: '10:05:00',
          open: true,
          severity: 3,
          names: ['Node/node-a'],
        },
        {
          type: 'kube-scheduler-down',
          entity: 'NodeService/node-a/kube-scheduler',
          names: ['Component/kube-scheduler'],
        },
        { type: 'runtime-down', entity: 'NodeService/node-a/containerd' },
        { type: 'systemd-unit-failed', entity: 'NodeService/node-a/tailscaled' },
      ],
    },
  ],
  silent: [
    { name: 'a unit that runs', given: { reports: [status('kubelet', 'active', 'running')] } },
    {
      name: 'a unit that is not installed',
      given: { reports: [status('kube-scheduler', 'inactive', 'dead', { load: 'not-found' })] },
    },
    { name: 'a one-shot unit that is done', given: { reports: [status('setup-disks', 'inactive', 'dead')] } },
  ],
});
