import type { MessagePattern } from '../../log-line.js';

/** The kernel's ring buffer. task_memcg carries the pod's uid (dashes as "_" under systemd cgroups). */
export const kernelMessages: readonly MessagePattern[] = [
  {
    id: 'kernel-oom',
    anchor: ['oom-kill:constraint='],
    pattern:
      /constraint=CONSTRAINT_(?<constraint>\w+),[^]*?(?:task_memcg=(?<cgroup>[^,]+)),task=(?<process>[^,]+),pid=(?<pid>\d+)/,
    severity: 'error',
    origin: 'linux mm/oom_kill.c',
    samples: [
      '[12345.678901] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=cri-containerd-3f1a.scope,mems_allowed=0,oom_memcg=/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod7d05bcbb_1797_481a_b4e1_4a16bf5de193.slice,task_memcg=/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod7d05bcbb_1797_481a_b4e1_4a16bf5de193.slice/cri-containerd-3f1a.scope,task=java,pid=4711,uid=1000',
    ],
    gives: { constraint: 'MEMCG', process: 'java', podUid: '7d05bcbb-1797-481a-b4e1-4a16bf5de193' },
  },
  {
    id: 'kernel-oom',
    anchor: 'Memory cgroup out of memory',
    pattern: /Memory cgroup out of memory: Kill(?:ed)? process (?<pid>\d+) \((?<process>[^)]+)\)/,
    says: { constraint: 'MEMCG' },
    severity: 'error',
    origin: 'linux mm/oom_kill.c',
    samples: [
      '[12345.679000] Memory cgroup out of memory: Killed process 4711 (java) total-vm:8123456kB, anon-rss:524288kB, file-rss:0kB, shmem-rss:0kB, UID:1000 pgtables:2048kB oom_score_adj:985',
    ],
    gives: { process: 'java', constraint: 'MEMCG' },
  },
  {
    id: 'kernel-oom',
    anchor: ['Out of memory: Kill', 'Killed process '],
    pattern:
      /(?<!cgroup out of memory: )(?:Out of memory: )?Kill(?:ed)? process (?<pid>\d+) \((?<process>[^)]+)\)/,
    severity: 'error',
    origin: 'linux mm/oom_kill.c',
    samples: [
      '[27742.909481] Out of memory: Killed process 955 (gnome-shell) total-vm:3452348kB, anon-rss:182344kB, file-rss:0kB',
    ],
    gives: { process: 'gnome-shell' },
  },
  {
    id: 'kernel-oom-invoked',
    anchor: 'invoked oom-killer',
    pattern: /(?<invoker>\S+) invoked oom-killer/,
    severity: 'info',
    origin: 'linux mm/oom_kill.c: the process that asked for memory, seldom the one that is killed',
    samples: [
      '[27742.909073] kworker/0:0 invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=-1, oom_score_adj=0',
    ],
    gives: { invoker: 'kworker/0:0' },
  },
  {
    id: 'kernel-panic',
    anchor: [
      'Kernel panic - not syncing',
      'BUG: unable to handle',
      'kernel BUG at',
      'general protection fault',
      'divide error: 0000',
    ],
    pattern:
      /not syncing: (?<why>[^\n]{0,120})|BUG: unable to handle|kernel BUG at|general protection fault|divide error/,
    severity: 'fatal',
    origin: 'linux kernel/panic.c, arch/x86',
    samples: ['[12345.678901] Kernel panic - not syncing: Fatal exception in interrupt'],
    gives: { why: 'Fatal exception in interrupt' },
  },
  {
    id: 'hung-task',
    anchor: 'blocked for more than ',
    pattern: /task (?<process>[^:\s]+):(?<pid>\d+) blocked for more than (?<seconds>\d+) seconds/,
    severity: 'error',
    origin: 'linux kernel/hung_task.c',
    samples: ['[12345.678901] INFO: task etcd:4711 blocked for more than 120 seconds.'],
    gives: { process: 'etcd', seconds: '120' },
  },
  {
    id: 'soft-lockup',
    anchor: ['BUG: soft lockup', 'rcu_sched self-detected stall', 'rcu: INFO: rcu_'],
    pattern:
      /soft lockup - CPU#\d+ stuck for (?<seconds>\d+)s! \[(?<process>[^\]:]+)|detected stall|detected stalls/,
    severity: 'error',
    origin: 'linux kernel/watchdog.c, kernel/rcu',
    samples: ['[12345.678901] watchdog: BUG: soft lockup - CPU#2 stuck for 22s! [kubelet:876]'],
    gives: { process: 'kubelet', seconds: '22' },
  },
  {
    id: 'disk-io-error',
    anchor: [
      'Buffer I/O error',
      'EXT4-fs error',
      'blk_update_request: ',
      'critical medium error',
      'critical target error',
      'Shutting down filesystem',
      'Metadata I/O Error',
      'metadata I/O error',
      'I/O error, dev ',
    ],
    pattern:
      /(?:I\/O error|medium error|target error|EXT4-fs error|Shutting down filesystem|Metadata I\/O Error)(?![^\n]*(?:dev |on dev )(?:loop\d+|fd0|sr0))/,
    finds: [
      /\(device (?<device>[\w-]+)\)|I\/O error, dev (?<device2>[\w-]+)|XFS \((?<device3>[\w-]+)\)|on dev (?<device4>[\w-]+)/,
    ],
    severity: 'error',
    origin: 'linux fs/buffer.c, fs/ext4, fs/xfs, block/blk-core.c',
    samples: [
      '[12345.678901] EXT4-fs error (device sda1): ext4_find_entry:1455: inode #2: comm kubelet: reading directory lblock 0',
      '[12345.678901] blk_update_request: I/O error, dev sda, sector 2048 op 0x0:(READ)',
    ],
    gives: { device: 'sda1' },
  },
  {
    id: 'fs-remount-readonly',
    anchor: ['Remounting filesystem read-only', 'remounting filesystem read-only'],
    pattern: /emounting filesystem read-only/,
    severity: 'error',
    origin: 'linux fs/ext4/super.c',
    samples: ['[12345.678901] EXT4-fs (sda1): Remounting filesystem read-only'],
  },
  {
    id: 'disk-full',
    anchor: ['no space left on device', 'No space left on device'],
    programs: ['containerd', 'kubelet', 'dockerd', 'crio', 'systemd', 'rsyslogd'],
    severity: 'error',
    origin: 'errno(3) ENOSPC, as the services of a node word it',
    samples: [
      'Jul 01 19:22:41 node-7 containerd[512]: time="2026-07-01T19:22:41Z" level=error msg="PullImage \\"registry.example/web:1\\" failed" error="failed to extract layer sha256:aa: write /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/1/fs/x: no space left on device: unknown"',
    ],
  },
  {
    id: 'conntrack-full',
    anchor: 'nf_conntrack: table full',
    severity: 'error',
    origin: 'linux net/netfilter/nf_conntrack_core.c',
    samples: ['[12345.678901] nf_conntrack: nf_conntrack: table full, dropping packet'],
  },
  {
    id: 'neighbour-table-full',
    anchor: 'neighbor table overflow',
    pattern: /(?<table>arp_cache|ndisc_cache): neighbor table overflow/,
    severity: 'error',
    origin: 'linux net/core/neighbour.c (gc_thresh3)',
    samples: ['[81000.412345] neighbour: arp_cache: neighbor table overflow!'],
    gives: { table: 'arp_cache' },
  },
  {
    id: 'nic-link-down',
    anchor: [
      'NETDEV WATCHDOG',
      'Link is Down',
      'NIC Link is Down',
      'Lost carrier',
      'link is not ready',
      'carrier lost',
    ],
    pattern:
      /NETDEV WATCHDOG: (?<iface2>[\w.-]+) |(?<iface>[\w.-]+): (?:NIC )?(?:Link is Down|Lost carrier|carrier lost)|(?<iface3>[\w.-]+) NIC Link is Down/,
    severity: 'error',
    origin: 'linux net/sched/sch_generic.c, drivers; systemd networkd',
    samples: [
      'Jul 01 19:22:41 node-7 systemd-networkd[512]: eth0: Lost carrier',
      '[12345.678901] e1000e: eth0 NIC Link is Down',
    ],
    gives: { iface: 'eth0' },
  },
  {
    id: 'nic-link-up',
    anchor: ['Link is Up', 'Gained carrier'],
    pattern: /(?<iface>[\w.-]+): (?:NIC )?(?:Link is Up|Gained carrier)|(?<iface3>[\w.-]+) NIC Link is Up/,
    severity: 'info',
    origin: 'linux drivers; systemd networkd',
    samples: ['Jul 01 19:22:41 node-7 systemd-networkd[512]: eth0: Gained carrier'],
    gives: { iface: 'eth0' },
  },
  {
    id: 'node-booted',
    anchor: ['Linux version '],
    pattern: /^(?:\[[\d. ]+\] )?Linux version (?<kernel>\S+)/,
    programs: ['kernel'],
    severity: 'info',
    origin: 'linux init/main.c',
    samples: [
      '[    0.000000] Linux version 5.4.0-99-generic (buildd@lgw01) (gcc version 9.3.0) #112-Ubuntu SMP',
    ],
    gives: { kernel: '5.4.0-99-generic' },
  },
  {
    id: 'app-segfault',
    anchor: ['segfault at ', 'trap invalid opcode'],
    pattern: /(?<process>[\w.:\/-]+)\[\d+\]:? (?:segfault at|trap invalid opcode)/,
    severity: 'error',
    origin: 'linux arch/x86/mm/fault.c',
    samples: ['[12345.678901] web[4711]: segfault at 0 ip 00005581 sp 00007ffd error 4 in web[5581+1000]'],
    gives: { process: 'web' },
  },
];
