import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/intake/index.js';
import { LAYOUTS, placeOf } from '../../src/intake/layouts/index.js';

const UID = '7d05bcbb-1797-481a-b4e1-4a16bf5de193';

/** Paths as each collector writes them, and what they tell. */
const PATHS: readonly (readonly [string, Place])[] = [
  // an archive of the folder of all nodes
  ['nodes/nodes/worker-1/kubelet.log', { node: 'worker-1', program: 'kubelet' }],
  [
    `nodes/nodes/node-7/pods/shop_web-0_${UID}/app/0.log`,
    { node: 'node-7', namespace: 'shop', pod: 'web-0', podUid: UID, container: 'app' },
  ],
  // kubelet's folders, copied from anywhere
  [
    `c/nodes/node-7/pods/shop_web-0_${UID}/app/app-json.log`,
    { node: 'node-7', namespace: 'shop', pod: 'web-0', podUid: UID, container: 'app' },
  ],
  [
    `c/nodes/node-7/pods/shop_web-0_${UID}/app/3.log`,
    { node: 'node-7', namespace: 'shop', pod: 'web-0', podUid: UID, container: 'app' },
  ],
  [
    `c/kind-worker/pods/shop_web-0_${UID}/app/0.log`,
    { node: 'kind-worker', namespace: 'shop', pod: 'web-0', podUid: UID, container: 'app' },
  ],
  [
    `c/var/log/pods/shop_web-0_${UID}/app/0.log.20260701-192241`,
    { namespace: 'shop', pod: 'web-0', podUid: UID, container: 'app' },
  ],
  [
    `c/k3s/podlogs/kube-system_etcd-n1_dd131b44f2cb818f764811cd71cc66de/etcd/0.log`,
    {
      namespace: 'kube-system',
      pod: 'etcd-n1',
      podUid: 'dd131b44f2cb818f764811cd71cc66de',
      container: 'etcd',
    },
  ],
  [
    `c/var/log/containers/web-0_shop_app-${'0a'.repeat(32)}.log`,
    { namespace: 'shop', pod: 'web-0', container: 'app' },
  ],
  // gathered by hand
  ['c/nodes/node-7/kubelet.log', { node: 'node-7', program: 'kubelet' }],
  ['c/nodes/node-7/containerd.journal.log', { node: 'node-7', program: 'containerd' }],
  [
    'c/nodes/node-7/kubelet.status.txt',
    { node: 'node-7', program: 'kubelet', command: 'systemctl status kubelet' },
  ],
  ['c/nodes/node-7/ip-addr.txt', { node: 'node-7', command: 'ip addr' }],
  ['c/nodes/node-7/iptables-nat.txt', { node: 'node-7', command: 'iptables-save -t nat' }],
  ['c/worker-2/kubelet.log', { node: 'worker-2', program: 'kubelet' }],
  ['c/control-plane/etcd-1.log', { program: 'etcd', container: 'etcd-1' }],
  ['c/control-plane/kube-apiserver.log', { program: 'kube-apiserver' }],
  ['c/edge/haproxy.log', { program: 'haproxy' }],
  ['c/during/pods.json', { objectKind: 'Pod' }],
  ['c/during/replication-controllers.json', { objectKind: 'ReplicationController' }],
  ['c/logs/checkout.log', { program: 'checkout', previous: false }],
  ['c/logs/checkout.previous.log', { program: 'checkout', previous: true }],
  ['c/logs/checkout.istio-proxy.log', { program: 'checkout', container: 'istio-proxy', previous: false }],
  ['c/logs/web-7f8d9b6c5d-x4z2n.log', { pod: 'web-7f8d9b6c5d-x4z2n', previous: false }],
  // cluster-info dump
  ['d/shop/web-0/logs.txt', { namespace: 'shop', pod: 'web-0' }],
  // must-gather
  [
    'm/quay-io-x/namespaces/dns/pods/dns-1/dns/dns/logs/previous.log',
    { namespace: 'dns', pod: 'dns-1', container: 'dns', previous: true },
  ],
  ['m/quay-io-x/namespaces/dns/core/events.yaml', { namespace: 'dns', objectKind: 'Event' }],
  ['m/quay-io-x/namespaces/dns/apps/deployments.yaml', { namespace: 'dns', objectKind: 'Deployment' }],
  ['m/quay-io-x/namespaces/dns/pods/dns-1/dns-1.yaml', { namespace: 'dns', objectKind: 'Pod' }],
  ['m/quay-io-x/cluster-scoped-resources/core/nodes/n1.yaml', { objectKind: 'Node' }],
  ['m/quay-io-x/host_service_logs/masters/kubelet_service.log', { program: 'kubelet' }],
  [
    'm/x/audit_logs/kube-apiserver/master-0-audit-2026-07-01T19-00-00.000.log',
    { program: 'kube-apiserver', node: 'master-0' },
  ],
  // support bundles
  [
    's/cluster-resources/pods/logs/shop/web-0/app-previous.log',
    { namespace: 'shop', pod: 'web-0', container: 'app', previous: true },
  ],
  ['s/cluster-resources/pods/shop.json', { namespace: 'shop', objectKind: 'Pod' }],
  ['s/cluster-resources/storage-classes.json', { objectKind: 'StorageClass' }],
  ['s/cluster-resources/pvcs/shop.json', { namespace: 'shop', objectKind: 'PersistentVolumeClaim' }],
  [
    's/cluster-resources/custom-resources/volumes.longhorn.io/longhorn-system.yaml',
    { namespace: 'longhorn-system' },
  ],
  ['s/yamls/namespaced/shop/apps/deployments.yaml', { namespace: 'shop', objectKind: 'Deployment' }],
  [
    's/logs/longhorn-system/manager-1/manager.log.1',
    { namespace: 'longhorn-system', pod: 'manager-1', container: 'manager', previous: true },
  ],
  // commands as file names
  [
    'c/kubectl/get_pods_-n_shop_-o_wide.txt',
    { command: 'kubectl get pods -n shop -o wide', namespace: 'shop' },
  ],
  [
    'c/kubectl/get_events_-A_--sort-by=%27.lastTimestamp%27_%7C_tail_-n_50.txt',
    { command: "kubectl get events -A --sort-by='.lastTimestamp' | tail -n 50" },
  ],
  [
    'c/kubectl/describe/pod/shop/web-0.1.txt',
    { command: 'kubectl describe pod web-0 -n shop', namespace: 'shop' },
  ],
  ['c/kubectl/get/pod._cluster.web.txt', { command: 'kubectl get pod -A' }],
  ['c/kubectl/get/pod.shop.web-0.txt', { command: 'kubectl get pod -n shop', namespace: 'shop' }],
  [
    's/sos_commands/kubernetes/kubectl_--namespace_shop_logs_web-0_-c_app',
    {
      command: 'kubectl --namespace shop logs web-0 -c app',
      namespace: 'shop',
      pod: 'web-0',
      container: 'app',
      previous: false,
    },
  ],
  [
    'sosreport-node7-2026-07-01-abcdefg/sos_commands/kubernetes/journalctl_--no-pager_--unit_kubelet',
    { node: 'node7', command: 'journalctl --no-pager --unit kubelet', program: 'kubelet' },
  ],
  // collectors of one host
  ['node7-2026-07-01_19_22_41/journald/rke2-server', { node: 'node7', program: 'rke2-server' }],
  ['h/rke2/kubectl/nodesdescribe', { command: 'kubectl describe nodes' }],
  ['h/k3s/kubectl/pods', { command: 'kubectl get pods -A -o wide' }],
  ['h/networking/iptablessave', { command: 'iptables-save' }],
  ['eks_i-0abc_2026-07-01_1922-UTC_0.7.8/kubelet/kubelet.log', { node: 'i-0abc', program: 'kubelet' }],
  ['e/var_log/aws-routed-eni/ipamd.log', { program: 'aws-node' }],
  ['i/inspection-report/snap.microk8s.daemon-kubelite/journal.log', { program: 'kubelite' }],
  // the folder of the archive says whose it is, whatever folders inside of it are called
  ['worker-1-2026-07-01_19_22_41/rke2/agent-logs/kubelet.log', { node: 'worker-1', program: 'kubelet' }],
  ['rke2/agent-logs/kubelet.log', { program: 'kubelet' }],
  ['x/server-logs/etcd.log', { program: 'etcd' }],
  // "-1" is the end of the host's name; a support case has a longer number
  [
    'sosreport-worker-1-2026-07-01-abcdefg/sos_commands/kernel/dmesg',
    { node: 'worker-1', program: 'kernel' },
  ],
  [
    'sosreport-worker-1-01234567-2026-07-01-abcdefg/sos_commands/kernel/dmesg',
    { node: 'worker-1', program: 'kernel' },
  ],
  // collectors of one cluster
  [
    'a/config/pod/shop/logs/web-0/app_previous.log',
    { namespace: 'shop', pod: 'web-0', container: 'app', previous: true },
  ],
  ['a/config/node/logs/n1.log', { node: 'n1', program: 'kubelet' }],
  ['cilium-sysdump-20260701-192241/k8s-pods-20260701-192241.yaml', { objectKind: 'Pod' }],
  [
    'x/logs-cilium-x4z2n-cilium-agent-20260701-192241-prev.log',
    { pod: 'cilium-x4z2n', container: 'cilium-agent', previous: true },
  ],
  [
    'calico-diagnostics-20260701_192241/nodes/n1/calico-system/calico-node-x.log',
    { node: 'n1', namespace: 'calico-system', pod: 'calico-node-x', previous: false },
  ],
  // nothing known
  ['c/README.md', {}],
];

describe('layouts', () => {
  it.each(PATHS)('%s', (path, place) => {
    expect(placeOf(path)).toEqual(place);
  });

  it('have ids of their own', () => {
    const ids = LAYOUTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('take any path without harm', () => {
    for (const path of [
      '',
      '/',
      '%',
      'kubectl/%zz_%.txt',
      'a'.repeat(20_000),
      '-'.repeat(5000),
      'a-'.repeat(5000),
      `${'a/'.repeat(3000)}x.log`,
    ]) {
      expect(() => placeOf(path)).not.toThrow();
    }
  });
});
