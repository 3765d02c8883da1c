import type { MessagePattern } from '../../log-line.js';

const UNIT = String.raw`(?<unit>[\w@.:\\-]+\.(?:service|mount|socket|timer|scope))`;

/** systemd about units, and the host's VPN, time and session services. */
export const systemdMessages: readonly MessagePattern[] = [
  {
    id: 'systemd-unit-failed',
    anchor: [': Main process exited, code=', ': Failed with result ', ': Control process exited, code='],
    pattern: new RegExp(
      `${UNIT}: (?:(?:Main|Control) process exited, code=(?<code>\\w+), status=(?<status>[\\w/]+)|Failed with result '(?<result>[\\w-]+)')`,
    ),
    severity: 'error',
    origin: 'systemd src/core/service.c, unit.c',
    samples: [
      'Jul 01 19:22:41 node-7 systemd[1]: kubelet.service: Main process exited, code=exited, status=1/FAILURE',
      "Jul 01 19:22:41 node-7 systemd[1]: kubelet.service: Failed with result 'exit-code'.",
    ],
    gives: { unit: 'kubelet.service', code: 'exited', status: '1/FAILURE' },
  },
  {
    id: 'systemd-unit-restart',
    anchor: 'Scheduled restart job, restart counter is at',
    pattern: new RegExp(`${UNIT}: Scheduled restart job`),
    severity: 'warning',
    origin: 'systemd src/core/service.c',
    samples: [
      'Jul 01 19:22:41 node-7 systemd[1]: kubelet.service: Scheduled restart job, restart counter is at 12.',
    ],
    gives: { unit: 'kubelet.service' },
  },
  {
    id: 'systemd-start-limit',
    anchor: ['Start request repeated too quickly', 'start-limit-hit'],
    pattern: new RegExp(
      `${UNIT}: (?:Start request repeated too quickly|Failed with result 'start-limit-hit')`,
    ),
    severity: 'error',
    origin: 'systemd src/core/unit.c',
    samples: ['Jul 01 19:22:41 node-7 systemd[1]: kubelet.service: Start request repeated too quickly.'],
    gives: { unit: 'kubelet.service' },
  },
  {
    id: 'systemd-unit-oom',
    anchor: ['A process of this unit has been killed by the OOM killer'],
    pattern: new RegExp(`${UNIT}: A process of this unit`),
    severity: 'error',
    origin: 'systemd src/core/unit.c',
    samples: [
      'Jul 01 19:22:41 node-7 systemd[1]: containerd.service: A process of this unit has been killed by the OOM killer.',
    ],
    gives: { unit: 'containerd.service' },
  },
  {
    id: 'systemd-unit-stopped',
    anchor: ['Stopped ', 'Stopping '],
    pattern:
      /^Stopp(?:ed|ing) (?<unit>[\w@.:-]+\.service)?(?: - )?(?<title>kubelet|containerd|[Kk]ube[\w -]*|.*[Cc]ontainer [Rr]untime|.*[Kk]ubernetes.*|Tailscale.*|WireGuard.*|.*[Ff]irewall.*|Network.*|etcd.*|.*dnsmasq.*)/,
    programs: ['systemd'],
    severity: 'info',
    origin: 'systemd src/core/job.c',
    samples: ['Jul 01 19:22:41 node-7 systemd[1]: Stopped kubelet: The Kubernetes Node Agent.'],
  },
  {
    id: 'systemd-unit-started',
    anchor: ['Started '],
    pattern:
      /^Started (?<unit>[\w@.:-]+\.service)?(?: - )?(?<title>kubelet|containerd|[Kk]ube[\w -]*|.*[Cc]ontainer [Rr]untime|.*[Kk]ubernetes.*|Tailscale.*|WireGuard.*|.*[Ff]irewall.*|Network.*|etcd.*|.*dnsmasq.*)/,
    programs: ['systemd'],
    severity: 'info',
    origin: 'systemd src/core/job.c',
    samples: [
      'Jul 01 19:22:41 node-7 systemd[1]: Started kubelet.service - kubelet: The Kubernetes Node Agent.',
    ],
    gives: { unit: 'kubelet.service' },
  },
  {
    id: 'host-shutdown',
    anchor: [
      'Shutting down.',
      'System is rebooting',
      'System is powering down',
      'Reached target Reboot',
      'Reached target Power-Off',
      'Power key pressed',
      'The system will reboot now',
      'The system will power off now',
    ],
    severity: 'info',
    origin: 'systemd src/core/main.c, logind',
    samples: ['Jul 01 19:22:41 node-7 systemd-logind[701]: The system will reboot now!'],
  },
  {
    id: 'host-clock-changed',
    anchor: [
      'Time has been changed',
      'System clock was stepped',
      'System clock wrong by',
      'clock was stepped',
    ],
    pattern: /Time has been changed|clock was stepped by (?<by>[-\d.]+)|clock wrong by (?<by2>[-\d.]+)/,
    severity: 'warning',
    origin: 'systemd; chrony reference.c',
    samples: ['Jul 01 19:22:41 node-7 chronyd[612]: System clock wrong by 12.402312 seconds'],
    gives: { by: '12.402312' },
  },
  {
    id: 'host-clock-unsync',
    anchor: [
      'Timed out waiting for reply from',
      'No suitable source for synchronisation',
      'no selectable sources',
      'Can’t synchronise',
      't synchronise: no',
    ],
    severity: 'warning',
    origin: 'systemd timesyncd; chrony',
    samples: [
      'Jul 01 19:22:41 node-7 systemd-timesyncd[512]: Timed out waiting for reply from 10.0.0.1:123 (ntp.example).',
    ],
  },
  {
    id: 'manual-host-change',
    anchor: ['COMMAND=', 'Accepted publickey for', 'Accepted password for'],
    pattern:
      /(?<person>\S+) : [^]*?COMMAND=(?<command>.{0,160})|Accepted (?:publickey|password) for (?<user>\S+) from (?<from>\S+)/,
    programs: ['sudo', 'sshd'],
    severity: 'info',
    origin: 'sudo, openssh',
    samples: [
      'Jul 01 19:22:41 node-7 sudo[4711]: alice : TTY=pts/0 ; PWD=/root ; USER=root ; COMMAND=/usr/bin/systemctl stop kubelet',
    ],
    gives: { person: 'alice', command: '/usr/bin/systemctl stop kubelet' },
  },
  {
    id: 'vpn-interface-flap',
    anchor: [
      'LinkChange: major',
      'link state: interfaces.State',
      'wgengine: Reconfig',
      'tailscaled exited',
      'wg-quick',
    ],
    pattern:
      /LinkChange: major|interfaces\.State[^]*rebind|tailscaled exited|ip link (?:delete|add)[^]*wireguard|\[#\] ip link delete/,
    severity: 'warning',
    origin: 'tailscale wgengine/userspace.go; wireguard-tools wg-quick',
    samples: [
      'Jul 01 19:22:41 node-7 tailscaled[812]: LinkChange: major, rebinding. New state: interfaces.State{defaultRoute=eth0}',
    ],
  },
];
