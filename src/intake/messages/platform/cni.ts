import type { MessagePattern } from '../../log-line.js';

/** Pod networking: the sandbox error that every plugin ends in, flannel, and what all plugins share. */
export const cniMessages: readonly MessagePattern[] = [
  {
    id: 'cni-sandbox-failure',
    anchor: [
      'failed to setup network for sandbox',
      'failed to create pod network sandbox',
      'ailed to set up pod',
      'error adding pod ',
    ],
    pattern:
      /(?:failed to setup network for sandbox|failed to create pod network sandbox|ailed to set up pod|error adding pod)(?:[^]*?plugin type=\\*"(?<plugin>[\w.-]+)|[^]*?to CNI network \\*"(?<network>[\w.-]+))?/,
    severity: 'error',
    origin: 'containerd pkg/cri/server/sandbox_run.go; cri-o server/sandbox_network.go',
    samples: [
      'E1120 22:57:47.000001   32205 kuberuntime_sandbox.go:70] CreatePodSandbox for pod "git-0_git(7d05bcbb-1797-481a-b4e1-4a16bf5de193)" failed: rpc error: code = Unknown desc = failed to setup network for sandbox "3f1a": plugin type="flannel" failed (add): loadFlannelSubnetEnv failed: open /run/flannel/subnet.env: no such file or directory',
      'E0701 19:22:41.123456     876 pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \\"CreatePodSandbox\\" for \\"web-0_shop(7d05bcbb-1797-481a-b4e1-4a16bf5de193)\\" with CreatePodSandboxError: \\"Failed to create sandbox for pod: rpc error: code = Unknown desc = failed to setup network for sandbox \\\\\\"3f1a\\\\\\": plugin type=\\\\\\"calico\\\\\\" failed (add): no route to host\\"" pod="shop/web-0" podUID="7d05"',
    ],
    gives: { plugin: 'flannel', pod: 'git/git-0' },
  },
  {
    id: 'flannel-subnet-env-missing',
    anchor: ['flannel/subnet.env: no such file', 'loadFlannelSubnetEnv failed'],
    severity: 'error',
    origin: 'flannel cni-plugin flannel.go',
    samples: [
      'time="2026-11-20T22:57:47.120000000Z" level=error msg="RunPodSandbox for &PodSandboxMetadata{Name:git-0,Uid:7d05,Namespace:git,Attempt:1,} failed, error" error="failed to setup network for sandbox \\"3f1a\\": plugin type=\\"flannel\\" failed (add): loadFlannelSubnetEnv failed: open /run/flannel/subnet.env: no such file or directory"',
    ],
    gives: { pod: 'git/git-0' },
  },
  {
    id: 'overlay-interface-missing',
    anchor: [
      'vxlan device missing',
      'external interface ',
      'ailed to find any valid interface to use',
      'ould not find valid interface matching',
      'ailed to find interface to use',
      'failed to recreate vxlan',
      'Failed to get tunnel device',
      'no such network interface',
      'flannel exited',
    ],
    pattern:
      /vxlan device missing|external interface (?<iface2>[\w.-]+) not found|find any valid interface to use|valid interface matching (?<iface>[\w.-]+)|find interface to use[^]*?matching (?<iface3>[\w.-]+)|recreate vxlan|get tunnel device|no such network interface|flannel exited/,
    severity: 'error',
    origin: 'flannel pkg/ipmatch/match.go, backend/vxlan; calico felix/dataplane/linux',
    samples: [
      'E1120 22:57:41.000001       1 main.go:331] Failed to find any valid interface to use: failed to get default interface: could not find interface',
      'E1120 22:57:41.000001       1 match.go:74] Could not find valid interface matching wg0: error looking up interface wg0: route ip+net: no such network interface',
      'W0701 19:22:41.123456       1 vxlan_network.go:128] vxlan device missing, attempting to recreate...',
    ],
  },
  {
    id: 'overlay-interface-missing',
    anchor: 'Interface ',
    pattern: /\bInterface (?<iface>[\w.-]+) deleted/,
    programs: ['kube-flannel', 'flannel', 'flanneld'],
    severity: 'error',
    origin: 'flannel pkg/backend/vxlan/vxlan_network.go',
    samples: ['I0701 19:22:41.123456       1 vxlan_network.go:101] Interface flannel.1 deleted'],
    gives: { iface: 'flannel.1' },
  },
  {
    id: 'flannel-lease-failed',
    anchor: [
      'Error registering network',
      'failed to acquire lease',
      'Timed out waiting for node controller sync',
      'Failed to create SubnetManager',
      'pod cidr not assigned',
    ],
    severity: 'error',
    origin: 'flannel main.go, pkg/subnet/kube/kube.go',
    samples: [
      'E0701 19:22:41.123456       1 main.go:332] Error registering network: failed to acquire lease: node "worker-1" pod cidr not assigned',
      'E0701 19:22:41.123456       1 main.go:244] Failed to create SubnetManager: error retrieving pod spec for \'kube-flannel/kube-flannel-ds-x7\': Get "https://10.96.0.1:443/api/v1/namespaces/kube-flannel/pods/kube-flannel-ds-x7": dial tcp 10.96.0.1:443: i/o timeout',
    ],
  },
  {
    id: 'cni-ip-exhaustion',
    anchor: [
      'no IP addresses available in range set',
      'failed to assign an IP address to container',
      'no available IP/Prefix addresses',
      'InsufficientCidrBlocks',
      'have enough IPs/Prefixes',
      'No IPs available in pools',
      'No more free affine blocks',
      'Assigned 0 out of ',
      'InsufficientFreeAddressesInSubnet',
      'all 256 addresses',
      'No more IPs available',
    ],
    severity: 'error',
    origin: 'containernetworking host-local; amazon-vpc-cni-k8s; calico libcalico-go ipam',
    samples: [
      'time="2026-07-01T19:22:41Z" level=error msg="RunPodSandbox for &PodSandboxMetadata{Name:web-0,Uid:7d05,Namespace:shop,Attempt:0,} failed, error" error="failed to setup network for sandbox \\"3f1a\\": plugin type=\\"flannel\\" failed (add): failed to delegate add: failed to allocate for range 0: no IP addresses available in range set: 10.244.1.1-10.244.1.254"',
      'plugin type="aws-cni" name="aws-cni" failed (add): add cmd: failed to assign an IP address to container',
    ],
    gives: { pod: 'shop/web-0' },
  },
  {
    id: 'xtables-lock-contention',
    anchor: 'holding the xtables lock',
    severity: 'warning',
    origin: 'iptables xshared.c',
    samples: [
      'E0701 19:22:41.123456       1 proxier.go:1600] Failed to execute iptables-restore: exit status 4 (Another app is currently holding the xtables lock; still 4s 0us time ahead to have a chance to grab the lock...)',
    ],
  },
  {
    id: 'iptables-restore-failed',
    anchor: [
      'ailed to execute iptables-restore',
      'tables-restore command',
      'Failed to program iptables',
      'ailed to execute ip6tables-restore',
      'Could not fetch rule set generation id',
    ],
    severity: 'error',
    origin: 'calico felix/iptables/table.go; kubernetes pkg/proxy/iptables/proxier.go',
    samples: [
      'E0701 19:22:41.123456       1 proxier.go:1600] "Failed to execute iptables-restore" err="exit status 2: iptables-restore: line 12 failed"',
    ],
  },
  {
    id: 'unregister-netdevice',
    anchor: 'unregister_netdevice: waiting for',
    pattern: /waiting for (?<iface>\S+) to become free/,
    severity: 'warning',
    origin: 'linux net/core/dev.c',
    samples: ['[12345.678901] unregister_netdevice: waiting for lo to become free. Usage count = 1'],
    gives: { iface: 'lo' },
  },
];
