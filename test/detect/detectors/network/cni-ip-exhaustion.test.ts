import { cniIpExhaustion } from '../../../../src/detect/detectors/network/cni-ip-exhaustion.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(cniIpExhaustion, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'cni-ip-exhaustion',
            text: 'time="2026-07-01T19:22:41Z" level=error msg="RunPodSandbox for &PodSandboxMetadata{Name:web-0,Uid:7d05,Namespace:shop,Attempt:0,} failed, error" error="failed to setup network for sandbox \\"3f1a\\": plugin type=\\"flannel\\" failed (add): failed to delegate add: failed to allocate for range 0: no IP addresses available in range set: 10.244.1.1-10.244.1.254"',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'kubelet',
            fields: { pod: 'shop/web-0' },
          },
        ],
      },
      expect: [
        {
          type: 'cni-ip-exhaustion',
          entity: 'NodeNetwork/node-a',
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
            node: 'node-a',
            program: 'kubelet',
          },
        ],
      },
    },
  ],
});
