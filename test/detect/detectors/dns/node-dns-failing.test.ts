import { nodeDnsFailing } from '../../../../src/detect/detectors/dns/node-dns-failing.js';
import { testDetector } from '../../../support/detector-tester.js';

const pull = (message: string, first: string, count = 1) => ({
  about: 'Pod/git/forge-0',
  reason: 'Failed',
  component: 'kubelet',
  host: 'node-a',
  message,
  first,
  last: first,
  count,
});
const LOOKUP =
  'Failed to pull image "busybox:1": rpc error: code = Unknown desc = failed to resolve reference "docker.io/library/busybox:1": failed to do request: Head "https://registry-1.docker.io/v2/library/busybox/manifests/1": dial tcp: lookup registry-1.docker.io on 127.0.0.53:53: read udp 127.0.0.1:37211->127.0.0.53:53: i/o timeout';

testDetector(nodeDnsFailing, {
  fires: [
    {
      name: 'pulls fail on the name until one gets through',
      given: {
        events: [
          { ...pull('Successfully pulled image "busybox:1"', '10:00:00'), reason: 'Pulled', type: 'Normal' },
          pull(LOOKUP, '10:05:00', 3),
          {
            ...pull('Successfully pulled image "busybox:1" in 2s', '10:12:00'),
            reason: 'Pulled',
            type: 'Normal',
          },
        ],
      },
      expect: [
        {
          type: 'node-dns-failing',
          entity: 'NodeService/node-a/dns',
          onset: '10:03:00',
          open: false,
          severity: 3,
          attrs: { resolver: '127.0.0.53', node: 'node-a' },
          names: ['Node/node-a', 'Pod/git/forge-0'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'the resolver answers that there is no such host',
      given: {
        events: [
          pull(
            'Failed to pull image "x:1": dial tcp: lookup registri.example on 127.0.0.53:53: no such host',
            '10:05:00',
            9,
          ),
        ],
      },
    },
    { name: 'one lookup that failed', given: { events: [pull(LOOKUP, '10:05:00')] } },
    {
      name: 'a pod that asks the cluster DNS',
      given: {
        messages: [
          {
            id: 'dns-server-timeout',
            text: 'dial tcp: lookup db.shop.svc on 10.96.0.10:53: read udp 10.244.1.7:40000->10.96.0.10:53: i/o timeout',
            at: '10:05:00',
            count: 9,
            pod: 'Pod/shop/web-0',
            node: 'node-a',
          },
        ],
      },
    },
  ],
});
