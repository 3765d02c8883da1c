import type { MessagePattern } from '../../log-line.js';

/**
 * etcd's own log. 3.4 and later write zap JSON, where durations are Go strings and member ids hex; older
 * ones write "date time L | package: text". An election at start is ordinary, a lost leader is not.
 */
export const etcdMessages: readonly MessagePattern[] = [
  {
    id: 'etcd-slow-fsync',
    anchor: 'slow fdatasync',
    take: { took: 'took' },
    severity: 'warning',
    origin: 'etcd wal/wal.go',
    samples: [
      '{"level":"warn","ts":"2026-11-20T22:30:36.255Z","caller":"wal/wal.go:808","msg":"slow fdatasync","took":"2.211011357s","expected-duration":"1s"}',
    ],
    gives: { took: '2.211011357s' },
  },
  {
    id: 'etcd-slow-apply',
    anchor: ['apply request took too long', 'took too long ('],
    pattern:
      /(?:apply request took too long|took too long \((?<took>[\d.µmsh]+)\) to execute)(?:[^]*?key:\\?"\/[\w.-]+\/(?<resource>[\w.-]+))?/,
    take: { took: 'took' },
    severity: 'warning',
    origin: 'etcd etcdserver/util.go',
    samples: [
      '{"level":"warn","ts":"2026-11-20T23:10:27.102Z","caller":"etcdserver/util.go:167","msg":"apply request took too long","took":"108.680761ms","expected-duration":"100ms","prefix":"read-only range ","request":"key:\\"/registry/pods/\\" range_end:\\"/registry/pods0\\" ","response":"range_response_count:5 size:7"}',
      '2021-09-11 14:46:23.606939 W | etcdserver: read-only range request "key:\\"/registry/health\\" " with result "range_response_count:0 size:5" took too long (1.234s) to execute',
    ],
    gives: { took: '108.680761ms', resource: 'pods' },
  },
  {
    id: 'etcd-defragmentation',
    anchor: ['starting defragmentation', 'finished defragment'],
    pattern: /(?<step>starting|finished) defragment/,
    take: { took: 'took' },
    severity: 'info',
    origin: 'etcd server/etcdserver/api/v3rpc/maintenance.go, server/storage/backend/backend.go',
    samples: [
      '{"level":"info","ts":"2026-10-14T02:00:04.100Z","caller":"v3rpc/maintenance.go:90","msg":"starting defragmentation"}',
      '{"level":"info","ts":"2026-10-14T02:00:50.300Z","caller":"backend/backend.go:559","msg":"finished defragmenting directory","path":"/var/lib/etcd/member/snap/db","current-db-size":"903 MB","took":"46.1s"}',
    ],
    gives: { step: 'starting' },
  },
  {
    id: 'kine-slow-sql',
    anchor: 'Slow SQL',
    pattern: /Slow SQL ?\(started: [^)]*\) ?\(total time: (?<took>[\d.µmsh]+)\)/,
    severity: 'warning',
    origin: 'k3s-io/kine pkg/drivers/generic, pkg/metrics (1 s)',
    samples: [
      'time="2026-10-14T04:31:10Z" level=info msg="Slow SQL (started: 2026-10-14 04:31:10.1 +0000 UTC m=+91233.2) (total time: 12.204512s): INSERT INTO kine(name, created) values(?, ?)"',
    ],
    gives: { took: '12.204512s' },
  },
  {
    id: 'etcd-heartbeat-late',
    anchor: 'failed to send out heartbeat on time',
    take: { took: 'exceeded-duration' },
    severity: 'warning',
    origin: 'etcd etcdserver/raft.go',
    samples: [
      '{"level":"warn","ts":"2026-11-20T23:10:27.115Z","caller":"etcdserver/raft.go:440","msg":"leader failed to send out heartbeat on time; took too long, leader is overloaded likely from slow disk","to":"9e737febb6b99eee","heartbeat-interval":"100ms","expected-duration":"200ms","exceeded-duration":"7.125091ms"}',
      '2021-09-11 14:46:23.606939 W | etcdserver: failed to send out heartbeat on time (exceeded the 100ms timeout for 27.7ms, to 8e9e05b65750173e)',
    ],
    gives: { took: '7.125091ms' },
  },
  {
    id: 'etcd-leader-loss',
    anchor: ['lost leader', 'changed leader from', 'etcdserver: leader changed', 'previous leader failure'],
    pattern:
      /lost leader (?<leader>[0-9a-f]+) at term|changed leader from|leader changed|previous leader failure/,
    severity: 'warning',
    origin: 'etcd raft/node.go; etcdserver/api/v3rpc/rpctypes',
    samples: [
      '{"level":"info","ts":"2026-11-20T22:28:47.092Z","caller":"raft/node.go:331","msg":"raft.node: ddd67b312462fd7b lost leader ddd67b312462fd7b at term 6"}',
      'E1120 22:30:41.000021   32039 controller.go:184] unable to sync kubernetes service: etcdserver: leader changed',
    ],
    gives: { leader: 'ddd67b312462fd7b' },
  },
  {
    id: 'etcd-no-leader',
    anchor: ['etcdserver: no leader', 'no leader at term'],
    severity: 'error',
    origin: 'etcd etcdserver/api/v3rpc/rpctypes; raft/raft.go',
    samples: [
      'E1120 22:28:49.250000   32039 watcher.go:218] watch chan error: etcdserver: no leader',
      '{"level":"info","ts":"2026-11-20T22:28:48.000Z","caller":"raft/raft.go:1152","msg":"ddd67b312462fd7b no leader at term 7; dropping index reading msg"}',
    ],
  },
  {
    id: 'etcd-quorum-loss',
    anchor: 'since quorum is not active',
    pattern: /(?<member>[0-9a-f]+) stepped down to follower since quorum is not active/,
    severity: 'error',
    origin: 'etcd raft/raft.go',
    samples: [
      '{"level":"warn","ts":"2026-11-20T22:28:47.092Z","caller":"raft/raft.go:1017","msg":"ddd67b312462fd7b stepped down to follower since quorum is not active"}',
    ],
    gives: { member: 'ddd67b312462fd7b' },
  },
  {
    id: 'etcd-election',
    anchor: 'is starting a new election at term',
    pattern: /(?<member>[0-9a-f]+) is starting a new election at term/,
    severity: 'info',
    origin: 'etcd raft/raft.go',
    samples: [
      '{"level":"info","ts":"2026-11-20T22:28:55.000Z","caller":"raft/raft.go:923","msg":"628170c800dbcee is starting a new election at term 7"}',
      '2021-09-11 14:46:23.606939 I | raft: 8e9e05b65750173e is starting a new election at term 2',
    ],
    gives: { member: '628170c800dbcee' },
  },
  {
    id: 'etcd-leader-elected',
    anchor: ['became leader at term', 'elected leader'],
    pattern:
      /(?<leader>[0-9a-f]+) became leader at term (?<term>\d+)|elected leader (?<leader2>[0-9a-f]+) at term (?<term2>\d+)/,
    severity: 'info',
    origin: 'etcd raft/raft.go, raft/node.go',
    samples: [
      '{"level":"info","ts":"2026-11-20T22:30:10.000Z","caller":"raft/raft.go:765","msg":"ddd67b312462fd7b became leader at term 63"}',
      '{"level":"info","ts":"2026-11-20T22:30:10.000Z","caller":"raft/node.go:325","msg":"raft.node: 628170c800dbcee elected leader ddd67b312462fd7b at term 63"}',
    ],
    gives: { leader: 'ddd67b312462fd7b', term: '63' },
  },
  {
    id: 'etcd-leader-transfer',
    anchor: ['leadership transfer starting', 'starts leadership transfer', 'leader transfer to'],
    severity: 'info',
    origin: 'etcd etcdserver/server.go',
    samples: [
      '{"level":"info","ts":"2026-11-20T22:30:10.000Z","caller":"etcdserver/server.go:1428","msg":"leadership transfer starting","local-member-id":"ddd67b312462fd7b","current-leader-member-id":"ddd67b312462fd7b","transferee-member-id":"628170c800dbcee"}',
    ],
  },
  {
    id: 'etcd-peer-unreachable',
    anchor: [
      'prober detected unhealthy status',
      'lost TCP streaming connection with remote peer',
      'failed to reach the peer URL',
      'dropped internal Raft message since sending buffer is full',
      'peer became inactive',
      'health check for peer',
    ],
    pattern: /(?:(?:remote-)?(?:peer|member)-id=| for peer )(?<peer>[0-9a-f]{8,})/,
    severity: 'warning',
    origin: 'etcd etcdserver/api/rafthttp',
    samples: [
      '{"level":"warn","ts":"2026-11-20T22:28:52.891Z","caller":"rafthttp/probing_status.go:70","msg":"prober detected unhealthy status","round-tripper-name":"ROUND_TRIPPER_RAFT_MESSAGE","remote-peer-id":"628170c800dbcee","rtt":"7.537406ms","error":"dial tcp 10.200.0.12:2380: connect: connection refused"}',
      '{"level":"warn","ts":"2026-11-20T22:28:08.453Z","caller":"rafthttp/stream.go:436","msg":"lost TCP streaming connection with remote peer","stream-reader-type":"stream Message","local-member-id":"ddd67b312462fd7b","remote-peer-id":"9e737febb6b99eee","error":"EOF"}',
      '2021-09-11 14:46:23.606939 W | rafthttp: health check for peer 9e737febb6b99eee could not connect: dial tcp 10.0.0.2:2380: i/o timeout (prober "ROUND_TRIPPER_SNAPSHOT")',
    ],
    gives: { peer: '628170c800dbcee', reason: 'refused' },
  },
  {
    id: 'etcd-peer-active',
    anchor: 'peer became active',
    take: { peer: 'peer-id' },
    severity: 'info',
    origin: 'etcd etcdserver/api/rafthttp/peer_status.go',
    samples: [
      '{"level":"info","ts":"2026-11-20T22:30:00.000Z","caller":"rafthttp/peer_status.go:51","msg":"peer became active","peer-id":"628170c800dbcee"}',
    ],
    gives: { peer: '628170c800dbcee' },
  },
  {
    id: 'etcd-readindex-slow',
    anchor: ['waiting for ReadIndex response took too long', 'timed out waiting for read index response'],
    severity: 'warning',
    origin: 'etcd etcdserver/v3_server.go',
    samples: [
      '{"level":"warn","ts":"2026-11-20T22:28:47.094Z","caller":"etcdserver/v3_server.go:814","msg":"waiting for ReadIndex response took too long, retrying","sent-request-id":18265370813383357032,"retry-timeout":"500ms"}',
    ],
  },
  {
    id: 'etcd-clock-drift',
    anchor: ['prober found high clock drift', 'clock difference against peer'],
    take: { peer: 'remote-peer-id', drift: 'clock-drift' },
    severity: 'warning',
    origin: 'etcd etcdserver/api/rafthttp/probing_status.go',
    samples: [
      '{"level":"warn","ts":"2026-11-20T22:28:52.891Z","caller":"rafthttp/probing_status.go:86","msg":"prober found high clock drift","round-tripper-name":"ROUND_TRIPPER_SNAPSHOT","remote-peer-id":"628170c800dbcee","clock-drift":"1.45s","rtt":"7.5ms"}',
    ],
    gives: { drift: '1.45s' },
  },
  {
    id: 'etcd-nospace-alarm',
    anchor: ['database space exceeded', 'exceeded backend quota', 'alarm:NOSPACE', 'alarm raised NOSPACE'],
    severity: 'error',
    origin: 'etcd etcdserver/apply.go; rpctypes',
    samples: [
      'E0701 19:22:41.123456       1 status.go:71] apiserver received an error that is not an metav1.Status: rpctypes.EtcdError{code:0x8, desc:"etcdserver: mvcc: database space exceeded"}',
      '{"level":"warn","ts":"2026-07-01T19:22:41.123Z","caller":"etcdserver/quota.go:77","msg":"message exceeded backend quota; raising alarm"}',
    ],
  },
  {
    id: 'etcd-compacted',
    anchor: 'finished scheduled compaction',
    take: { size: 'current-db-size-bytes', inUse: 'current-db-size-in-use' },
    severity: 'info',
    origin: 'etcd mvcc/kvstore_compaction.go; sizes since 3.5',
    samples: [
      '{"level":"info","ts":"2026-07-01T19:22:41.123Z","caller":"mvcc/kvstore_compaction.go:69","msg":"finished scheduled compaction","compact-revision":4711,"took":"12.4ms","hash":17,"current-db-size-bytes":2147483648,"current-db-size":"2.1 GB","current-db-size-in-use-bytes":104857600,"current-db-size-in-use":"105 MB"}',
    ],
    gives: { size: '2147483648', inUse: '105 MB' },
  },
  {
    id: 'etcd-corruption',
    anchor: [
      'corrupt cluster',
      'found data inconsistency with peers',
      'alarm:CORRUPT',
      'data corruption detected',
    ],
    severity: 'fatal',
    origin: 'etcd etcdserver/corrupt.go',
    samples: [
      '{"level":"fatal","ts":"2026-07-01T19:22:41.123Z","caller":"embed/etcd.go:212","msg":"found data inconsistency with peers","error":"wrong checksum"}',
      'Error: etcdserver: corrupt cluster',
    ],
  },
  {
    id: 'etcd-tls-rejected',
    anchor: 'rejected connection',
    pattern: /rejected connection[^]*?(?<problem>tls: [\w ]+|x509: [\w :,]+)/,
    severity: 'warning',
    origin: 'etcd embed/config_logging.go',
    samples: [
      '{"level":"warn","ts":"2026-07-01T19:22:41.123Z","caller":"embed/config_logging.go:169","msg":"rejected connection","remote-addr":"10.0.0.9:41230","server-name":"","error":"remote error: tls: bad certificate"}',
    ],
    gives: { problem: 'tls: bad certificate' },
  },
  {
    id: 'etcd-request-too-large',
    anchor: 'etcdserver: request is too large',
    severity: 'error',
    origin: 'etcd rpctypes',
    samples: ['Error from server: error when creating "big.yaml": etcdserver: request is too large'],
  },
  {
    id: 'etcd-started',
    anchor: ['starting an etcd server', 'etcdserver: starting server'],
    take: { member: 'name' },
    severity: 'info',
    origin: 'etcd embed/etcd.go',
    samples: [
      '{"level":"info","ts":"2026-11-20T23:07:40.096Z","caller":"embed/etcd.go:305","msg":"starting an etcd server","etcd-version":"3.4.23","name":"etcd-1","data-dir":"/etc/kubernetes/etcd/1"}',
    ],
    gives: { member: 'etcd-1' },
  },
  {
    id: 'etcd-stopped',
    anchor: ['received signal; shutting down', 'closing etcd server'],
    severity: 'info',
    origin: 'etcd pkg/osutil; embed/etcd.go',
    samples: [
      '{"level":"info","ts":"2026-11-20T23:07:40.096Z","caller":"osutil/interrupt_unix.go:64","msg":"received signal; shutting down","signal":"terminated"}',
    ],
  },
];
