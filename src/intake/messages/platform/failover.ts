import type { MessagePattern } from '../../log-line.js';

/** Who takes over from whom: virtual addresses of hosts, leaders of replicated databases. */
export const failoverMessages: readonly MessagePattern[] = [
  {
    id: 'vrrp-state',
    anchor: ['Entering MASTER STATE', 'Entering BACKUP STATE', 'Entering FAULT STATE'],
    pattern: /\(?(?<instance>[\w.-]+)\)? Entering (?<state>MASTER|BACKUP|FAULT) STATE/,
    severity: 'warning',
    origin: 'keepalived vrrp/vrrp_scheduler.c, vrrp/vrrp.c',
    samples: [
      'Oct 14 11:12:06 lb-2 Keepalived_vrrp[1301]: (VI_API) Entering MASTER STATE',
      'Oct 14 11:12:06 lb-2 Keepalived_vrrp[1301]: VRRP_Instance(VI_API) Entering BACKUP STATE',
    ],
    gives: { instance: 'VI_API', state: 'MASTER' },
  },
  {
    id: 'db-leader-demoted',
    anchor: [
      'demoting self because',
      'Demoting self (',
      'Stepping down from primary',
      'Stepping down from PRIMARY',
    ],
    pattern:
      /(?:[Dd]emoting self because (?<why>[^,;]+)|Demoting self \(|Stepping down from (?:primary|PRIMARY))/,
    severity: 'error',
    origin: 'Patroni ha.py; MongoDB replication_coordinator_impl.cpp',
    samples: [
      '2026-10-14 02:00:24,000 INFO: demoting self because DCS is not accessible and I was a leader',
      'Stepping down from primary, because a new term has begun: 12',
    ],
    gives: { why: 'DCS is not accessible and I was a leader' },
  },
];
