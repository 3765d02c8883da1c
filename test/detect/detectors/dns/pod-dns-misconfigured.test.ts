import { podDnsMisconfigured } from '../../../../src/detect/detectors/dns/pod-dns-misconfigured.js';
import { testDetector } from '../../../support/detector-tester.js';
import {
  container,
  deployment,
  podOf,
  service,
  stack,
  template,
  type Fields,
} from '../../../support/objects.js';

const ELSEWHERE = { dnsPolicy: 'None', dnsConfig: { nameservers: ['203.0.113.53'] } };
const world = (spec: Fields) => [
  ...stack('shop/web').filter((o) => o['kind'] !== 'Deployment'),
  deployment('shop/web', template({ containers: [container('web')], ...spec })),
  ...stack('shop/front'),
  service('shop/cache'),
];
const lookup = (workload: string, at = '11:00:10') => ({
  id: 'app-dependency-unresolved',
  text: 'dial tcp: lookup cache on 203.0.113.53:53: no such host',
  at,
  count: 6,
  pod: podOf(workload),
  fields: { host: 'cache', reason: 'unresolved' },
});

testDetector(podDnsMisconfigured, {
  fires: [
    {
      name: 'name servers of its own',
      given: { objects: world(ELSEWHERE), messages: [lookup('shop/web')] },
      expect: [
        {
          type: 'pod-dns-misconfigured',
          entity: 'Deployment/shop/web',
          severity: 3,
          says: ['203.0.113.53', 'dnsPolicy None', 'Service shop/cache'],
          names: ['Service/shop/cache'],
          evidence: 'no such host',
        },
      ],
    },
    {
      name: 'the network of the host without the policy that goes with it',
      given: { objects: world({ hostNetwork: true }), messages: [lookup('shop/web')] },
      expect: [
        { type: 'pod-dns-misconfigured', entity: 'Deployment/shop/web', says: ['network of the host'] },
      ],
    },
  ],
  silent: [
    { name: 'nobody misses a name', given: { objects: world(ELSEWHERE) } },
    { name: 'the ordinary policy', given: { objects: world({}), messages: [lookup('shop/web')] } },
    {
      name: 'others that ask the cluster fail as well',
      given: { objects: world(ELSEWHERE), messages: [lookup('shop/web'), lookup('shop/front')] },
    },
    {
      name: 'the cache of the node',
      given: {
        objects: world({ dnsPolicy: 'None', dnsConfig: { nameservers: ['169.254.20.10'] } }),
        messages: [lookup('shop/web')],
      },
    },
    {
      name: 'the host network with its policy',
      given: {
        objects: world({ hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' }),
        messages: [lookup('shop/web')],
      },
    },
  ],
});
