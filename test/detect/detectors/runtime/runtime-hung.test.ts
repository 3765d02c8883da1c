import { runtimeHung } from '../../../../src/detect/detectors/runtime/runtime-hung.js';
import { testDetector } from '../../../support/detector-tester.js';

const slow = (count: number) => ({
  id: 'runtime-slow',
  text: 'ListPodSandbox with filter nil from runtime service failed: rpc error: code = DeadlineExceeded desc = context deadline exceeded',
  at: '10:05:00',
  until: '10:06:35',
  count,
  node: 'node-a',
  program: 'kubelet',
});
const pleg = (text: string) => ({ ...slow(8), id: 'pleg-unhealthy', text });

testDetector(runtimeHung, {
  fires: [
    {
      name: 'calls run into their deadline and PLEG goes stale',
      given: {
        messages: [
          slow(4),
          pleg('PLEG is not healthy: pleg was last seen active 3m2.5s ago; threshold is 3m0s'),
        ],
      },
      expect: [
        {
          type: 'runtime-hung',
          entity: 'NodeService/node-a/containerd',
          onset: '10:03:00',
          open: false,
          names: ['Node/node-a'],
        },
      ],
    },
    {
      name: 'a few late calls',
      given: { messages: [slow(4)] },
      expect: [{ type: 'runtime-slow', entity: 'NodeService/node-a/containerd' }],
      never: ['runtime-hung'],
    },
  ],
  silent: [
    { name: 'one late call', given: { messages: [slow(1)] } },
    {
      name: 'a kubelet that starts',
      given: { messages: [slow(1), pleg('PLEG is not healthy: pleg has yet to be successful')] },
    },
    {
      name: 'an image pull that takes too long',
      given: {
        events: [
          {
            about: 'Pod/shop/web-0',
            reason: 'Failed',
            message:
              'Failed to pull image "web:1": rpc error: code = DeadlineExceeded desc = context deadline exceeded',
            first: '10:05:00',
            count: 20,
            host: 'node-a',
          },
        ],
      },
    },
  ],
});
