import { clusterDnsUnreachable } from '../../../../src/detect/detectors/dns/cluster-dns-unreachable.js';
import { testDetector } from '../../../support/detector-tester.js';

const dns = {
  kind: 'Service',
  metadata: { namespace: 'kube-system', name: 'kube-dns', creationTimestamp: '2026-01-01T00:00:00Z' },
  spec: {
    clusterIP: '10.96.0.10',
    selector: { 'k8s-app': 'kube-dns' },
    ports: [{ port: 53, protocol: 'UDP' }],
  },
};
const asks = (pod: string, server = '10.96.0.10') => ({
  id: 'dns-server-timeout',
  text: `dial tcp: lookup db.shop.svc.cluster.local on ${server}:53: read udp 10.244.1.7:40000->${server}:53: i/o timeout`,
  at: '10:05:00',
  until: '10:08:00',
  count: 6,
  pod: `Pod/shop/${pod}`,
  container: 'web',
  fields: { name: 'db.shop.svc.cluster.local', dns: server },
});
const slice = (ready: boolean) => ({
  kind: 'EndpointSlice',
  metadata: {
    namespace: 'kube-system',
    name: 'kube-dns-x7',
    labels: { 'kubernetes.io/service-name': 'kube-dns' },
    annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': '2026-03-04T10:05:00Z' },
  },
  endpoints: [{ addresses: ['10.244.1.2'], conditions: { ready } }],
});

testDetector(clusterDnsUnreachable, {
  fires: [
    {
      name: 'the capture shows one namespace and not the DNS: two workloads asked one address in vain for a Service',
      given: {
        objects: [
          { kind: 'Service', metadata: { namespace: 'shop', name: 'db' }, spec: { ports: [{ port: 5432 }] } },
        ],
        messages: [asks('web-0'), asks('api-0')],
      },
      expect: [{ type: 'cluster-dns-unreachable', entity: 'External/10.96.0.10', attrs: { clients: 2 } }],
    },
    {
      name: 'two workloads get no answer, and no pod is ready',
      given: { objects: [dns, slice(false)], messages: [asks('web-0'), asks('api-0')] },
      expect: [
        {
          type: 'cluster-dns-unreachable',
          entity: 'Service/kube-system/kube-dns',
          onset: '10:05:00',
          open: false,
          attrs: { clients: 2 },
        },
        { type: 'coredns-down', entity: 'Service/kube-system/kube-dns', onset: '10:05:00', open: true },
      ],
    },
  ],
  silent: [
    {
      name: 'the capture shows no DNS, and what was looked up is no Service of the cluster',
      given: {
        messages: ['web-0', 'api-0'].map((pod) => ({
          ...asks(pod, '10.0.0.2'),
          text: 'dial tcp: lookup rates.example.org on 10.0.0.2:53: i/o timeout',
          fields: { name: 'rates.example.org', dns: '10.0.0.2' },
        })),
      },
    },
    { name: 'one workload alone', given: { objects: [dns, slice(true)], messages: [asks('web-0')] } },
    {
      name: 'another resolver',
      given: {
        objects: [dns, slice(true)],
        messages: [asks('web-0', '192.168.1.1'), asks('api-0', '192.168.1.1')],
      },
    },
  ],
});
