import { alertStates } from '../../../../src/detect/detectors/observability/alert-states.js';
import { testDetector } from '../../../support/detector-tester.js';
import { node, stack } from '../../../support/objects.js';

const crashing = {
  name: 'KubePodCrashLooping',
  at: '11:40:00',
  labels: { namespace: 'shop', pod: 'web-7d4b9c5f6d-x7k2p', container: 'web' },
};
const mismatch = {
  name: 'KubeDeploymentReplicasMismatch',
  at: '11:50:00',
  labels: { namespace: 'shop', deployment: 'web' },
};
const unready = { name: 'KubeNodeNotReady', at: '11:40:00', labels: { node: 'node-1' } };
const space = (left: string) => ({
  name: 'NodeFilesystemAlmostOutOfSpace',
  at: '11:40:00',
  labels: { instance: 'node-1:9100', mountpoint: '/' },
  annotations: { description: `Filesystem on /dev/sda1 has only ${left}% available space left.` },
});

testDetector(alertStates, {
  fires: [
    {
      name: 'of a pod and its workload the capture has nothing else',
      given: { alerts: [crashing, mismatch] },
      expect: [
        { type: 'crashloop', entity: 'Deployment/shop/web', onset: '11:40:00', epistemic: 'reported' },
        { type: 'deployment-unavailable', entity: 'Deployment/shop/web', onset: '11:50:00', open: true },
      ],
    },
    {
      name: 'certificates, the cluster DNS and etcd',
      given: {
        alerts: [
          {
            name: 'CertManagerCertNotReady',
            at: '11:40:00',
            labels: { name: 'web-tls', exported_namespace: 'shop', namespace: 'cert-manager' },
          },
          {
            name: 'SSLCertificateExpired',
            at: '11:41:00',
            labels: { instance: 'https://shop.example/health' },
          },
          { name: 'CoreDNSDown', at: '11:42:00', labels: { job: 'kube-dns' } },
          {
            name: 'CoreDNSForwardErrorsHigh',
            at: '11:43:00',
            labels: { job: 'kube-dns', to: '10.0.0.2:53' },
          },
          { name: 'etcdMembersDown', at: '11:44:00', labels: { job: 'etcd' } },
        ],
      },
      expect: [
        { type: 'cert-issuance-failed', entity: 'Certificate/shop/web-tls', onset: '11:40:00' },
        { type: 'tls-cert-expired', entity: 'Surface/shop.example' },
        { type: 'coredns-down', entity: 'Component/coredns' },
        { type: 'coredns-upstream-timeout', entity: 'Component/coredns' },
        { type: 'etcd-member-down', entity: 'Component/etcd', epistemic: 'reported' },
      ],
    },
    {
      name: 'a node and its disk',
      given: { alerts: [unready, space('1.2')] },
      expect: [
        { type: 'node-not-ready', entity: 'Node/node-1' },
        { type: 'disk-full', entity: 'Node/node-1' },
      ],
    },
  ],
  silent: [
    {
      name: 'a certificate or a database is near its end and not yet past it',
      given: {
        alerts: [
          {
            name: 'CertManagerCertExpirySoon',
            at: '11:40:00',
            labels: { name: 'web-tls', exported_namespace: 'shop' },
          },
          { name: 'etcdDatabaseQuotaLowSpace', at: '11:40:00', labels: { job: 'etcd' } },
        ],
      },
    },
    {
      name: 'they are there and speak for themselves',
      given: { objects: [...stack('shop/web'), node('node-1')], alerts: [crashing, mismatch, unready] },
    },
    { name: 'a disk that fills up', given: { alerts: [space('4.8')] } },
    { name: 'it has fired since yesterday', given: { alerts: [{ ...unready, at: '2026-03-03T08:00:00Z' }] } },
  ],
});
