import { calicoNodenameMissing } from '../../../../src/detect/detectors/network/calico-nodename-missing.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(calicoNodenameMissing, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'calico-nodename-missing',
            text: 'time="2026-07-01T19:22:41Z" level=error msg="RunPodSandbox for &PodSandboxMetadata{Name:web-0,Uid:7d05,Namespace:shop,Attempt:0,} failed, error" error="failed to setup network for sandbox \\"3f1a\\": plugin type=\\"calico\\" failed (add): stat /var/lib/calico/nodename: no such file or directory: check that the calico/node container is running and has mounted /var/lib/calico/"',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            node: 'node-a',
            program: 'kubelet',
            fields: { pod: 'shop/web-0' },
          },
        ],
      },
      expect: [
        {
          type: 'calico-nodename-missing',
          entity: 'NodeNetwork/node-a',
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
            id: 'calico-nodename-missing',
            text: 'time="2026-07-01T19:22:41Z" level=error msg="RunPodSandbox for &PodSandboxMetadata{Name:web-0,Uid:7d05,Namespace:shop,Attempt:0,} failed, error" error="failed to setup network for sandbox \\"3f1a\\": plugin type=\\"calico\\" failed (add): stat /var/lib/calico/nodename: no such file or directory: check that the calico/node container is running and has mounted /var/lib/calico/"',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
            node: 'node-a',
            program: 'kubelet',
            fields: { pod: 'shop/web-0' },
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
