import type { PathRule } from './rules.js';
import { layoutOf } from './rules.js';

/** Collectors that run on one host and make one archive of it; the archive's name often names the host. */
const RANCHER: readonly PathRule[] = [
  { path: /(?:^|\/)(?<node>[^/]+?)-\d{4}-\d\d-\d\d_\d\d_\d\d_\d\d\/.*journald\/(?<program>[^/]+)$/ },
  { path: /(?:^|\/)journald\/(?<program>[^/]+)$/ },
  { path: /(?:^|\/)systemlogs\/(?:kern)[^/]*$/, more: () => ({ program: 'kernel' }) },
  { path: /(?:^|\/)systeminfo\/dmesg[^/]*$/, more: () => ({ program: 'kernel' }) },
  { path: /(?:^|\/)networking\/iptablessave$/, more: () => ({ command: 'iptables-save' }) },
  { path: /(?:^|\/)networking\/iptablesnat$/, more: () => ({ command: 'iptables -t nat -L' }) },
  { path: /(?:^|\/)networking\/ipaddrshow$/, more: () => ({ command: 'ip addr show' }) },
  { path: /(?:^|\/)networking\/iproute$/, more: () => ({ command: 'ip route' }) },
  {
    path: /(?:^|\/)(?:k3s|rke2|kubeadm)\/kubectl\/(?<resource>[a-z]+?)describe$/,
    more: ({ resource }) => ({ command: `kubectl describe ${resource ?? ''}` }),
  },
  {
    path: /(?:^|\/)(?:k3s|rke2|kubeadm)\/poddescribe\/(?<namespace>[^/]+)$/,
    more: () => ({ command: 'kubectl describe pods' }),
  },
  {
    path: /(?:^|\/)(?:k3s|rke2|kubeadm)\/kubectl\/(?<resource>[a-z]+)$/,
    more: ({ resource }) => ({ command: `kubectl get ${resource ?? ''} -A -o wide` }),
  },
  {
    path: /(?:^|\/)(?:k3s|rke2|kubeadm)\/podlogs\/(?<file>[^/]+?)(?<before>-previous)?$/,
    more: ({ file, before }) => ({ program: file ?? '', previous: before !== undefined }),
  },
  { path: /(?:^|\/)rke2\/(?<program>containerd|kubelet)\.log$/ },
];

const EKS: readonly PathRule[] = [
  {
    path: /(?:^|\/)eks_(?<node>i-[0-9a-f]+)_[^/]*\/(?:.*\/)?kubelet\/kubelet\.log$/,
    more: () => ({ program: 'kubelet' }),
  },
  { path: /(?:^|\/)kubelet\/(?<program>kubelet)\.log$/ },
  { path: /(?:^|\/)containerd\/(?<program>containerd-log)\.txt$/ },
  { path: /(?:^|\/)kernel\/dmesg[^/]*$/, more: () => ({ program: 'kernel' }) },
  { path: /(?:^|\/)aws-routed-eni\/(?<program>[a-z0-9-]+)\.log[^/]*$/ },
  { path: /(?:^|\/)networking\/iptables-save\.txt$/, more: () => ({ command: 'iptables-save' }) },
  { path: /(?:^|\/)networking\/iproute\.txt$/, more: () => ({ command: 'ip route' }) },
];

const MICROK8S: readonly PathRule[] = [
  { path: /(?:^|\/)(?<program>snap\.microk8s\.daemon-[a-z0-9-]+)\/journal\.log$/ },
  {
    path: /(?:^|\/)snap\.microk8s\.(?<unit>daemon-[a-z0-9-]+)\/systemctl\.log$/,
    more: ({ unit }) => ({ command: `systemctl status snap.microk8s.${unit ?? ''}` }),
  },
  {
    path: /(?:^|\/)inspection-report\/k8s\/get-all$/,
    more: () => ({ command: 'kubectl get all --all-namespaces -o wide' }),
  },
  { path: /(?:^|\/)inspection-report\/k8s\/get-pv$/, more: () => ({ command: 'kubectl get pv' }) },
  {
    path: /(?:^|\/)inspection-report\/k8s\/get-pvc$/,
    more: () => ({ command: 'kubectl get pvc --all-namespaces' }),
  },
];

const SOSREPORT: readonly PathRule[] = [
  { path: /(?:^|\/)sos_commands\/kernel\/dmesg[^/]*$/, more: () => ({ program: 'kernel' }) },
  { path: /(?:^|\/)var\/log\/kern\.log[^/]*$/, more: () => ({ program: 'kernel' }) },
  {
    path: /(?:^|\/)sos_commands\/crio\/containers\/logs\/crictl_logs_-t_(?<container>[0-9a-f]+)$/,
  },
];

export const rancher = layoutOf('rancher', 'Rancher logs collector', RANCHER);
export const eks = layoutOf('eks', 'EKS log collector', EKS);
export const microk8s = layoutOf('microk8s', 'microk8s inspect', MICROK8S);
export const sosreport = layoutOf('sosreport', 'sosreport', SOSREPORT);
