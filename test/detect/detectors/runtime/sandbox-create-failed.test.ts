import { sandboxCreateFailed } from '../../../../src/detect/detectors/runtime/sandbox-create-failed.js';
import { testDetector } from '../../../support/detector-tester.js';

const event = (reason: string, message: string, count: number) => ({
  about: 'Pod/shop/web-0',
  reason,
  message,
  component: 'kubelet',
  host: 'node-a',
  first: '10:05:00',
  last: '10:08:00',
  count,
});

testDetector(sandboxCreateFailed, {
  fires: [
    {
      name: 'the runtime is away, then sandboxes are made anew',
      given: {
        events: [
          event(
            'FailedCreatePodSandBox',
            'Failed to create pod sandbox: rpc error: code = Unavailable desc = dial unix /run/containerd/containerd.sock: connect: connection refused',
            9,
          ),
          event('SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.', 1),
        ],
      },
      expect: [
        { type: 'sandbox-create-failed', entity: 'Pod/shop/web-0', onset: '10:05:00', severity: 2 },
        { type: 'sandbox-changed', entity: 'Pod/shop/web-0', severity: 1 },
      ],
    },
  ],
  silent: [
    {
      name: 'the network plugin fails, which has a detector of its own',
      given: {
        events: [
          event(
            'FailedCreatePodSandBox',
            'Failed to create pod sandbox: failed to setup network for sandbox "f4": plugin type="flannel" failed (add): x',
            9,
          ),
        ],
      },
    },
  ],
});
