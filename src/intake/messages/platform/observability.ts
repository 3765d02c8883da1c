import type { MessagePattern } from '../../log-line.js';

/** Prometheus and Alertmanager about themselves: evidence that went missing. */
export const observabilityMessages: readonly MessagePattern[] = [
  {
    id: 'alertmanager-notify-failed',
    anchor: 'Notify for alerts failed',
    severity: 'error',
    origin: 'alertmanager dispatch/dispatch.go',
    samples: [
      'level=error ts=2026-07-01T19:22:41.123Z caller=dispatch.go:354 component=dispatcher msg="Notify for alerts failed" num_alerts=1 err="Default/webhook[0]: notify retry canceled after 7 attempts: Post \\"https://hooks.example/x\\": context deadline exceeded"',
    ],
    gives: { host: 'hooks.example', reason: 'timeout' },
  },
  {
    id: 'prometheus-ingest-failing',
    anchor: [
      'Error sending alert',
      'compaction failed',
      'Error on ingesting',
      'WAL truncation in Compact',
      'opening storage failed',
    ],
    pattern: /Error sending alert|compaction failed|Error on ingesting|WAL truncation|opening storage failed/,
    severity: 'warning',
    origin: 'prometheus notifier, tsdb, scrape',
    samples: [
      'ts=2026-07-01T19:22:41.123Z caller=notifier.go:532 level=error component=notifier alertmanager=http://10.244.1.9:9093/api/v2/alerts count=1 msg="Error sending alert" err="Post \\"http://10.244.1.9:9093/api/v2/alerts\\": dial tcp 10.244.1.9:9093: connect: connection refused"',
    ],
  },
  {
    id: 'log-suppressed',
    anchor: ['messages suppressed', 'Suppressed '],
    pattern: /Suppressed (?<number>\d+) messages|messages suppressed|callbacks suppressed/,
    severity: 'info',
    origin: 'systemd journald-rate-limit.c; linux lib/ratelimit.c',
    samples: ['Jul 01 19:22:41 node-7 systemd-journald[312]: Suppressed 1284 messages from kubelet.service'],
  },
];
