import type { Detector } from '../../detector.js';
import { admissionBlocked } from './admission-blocked.js';
import { aggregatedApiUnavailable } from './aggregated-api-unavailable.js';
import { apiserverEtcdTimeout } from './apiserver-etcd-timeout.js';
import { apiserverOverload } from './apiserver-overload.js';
import { apiserverPanic } from './apiserver-panic.js';
import { apiserverRequestTimeout } from './apiserver-request-timeout.js';
import { apiserverUnavailable } from './apiserver-unavailable.js';
import { apiserverUnhealthy } from './apiserver-unhealthy.js';
import { componentConfigRefused } from './component-config-refused.js';
import { componentDown } from './component-down.js';
import { controlPlaneLeaderLost } from './control-plane-leader-lost.js';
import { controllerLag } from './controller-lag.js';
import { etcdClockDrift } from './etcd-clock-drift.js';
import { etcdCorruption } from './etcd-corruption.js';
import { etcdDefragmentation } from './etcd-defragmentation.js';
import { etcdHeartbeatLate } from './etcd-heartbeat-late.js';
import { etcdLeaderLoss } from './etcd-leader-loss.js';
import { etcdNospaceAlarm } from './etcd-nospace-alarm.js';
import { etcdPeerUnreachable } from './etcd-peer-unreachable.js';
import { etcdQuorumLoss } from './etcd-quorum-loss.js';
import { etcdReadindexSlow } from './etcd-readindex-slow.js';
import { etcdSlowApply } from './etcd-slow-apply.js';
import { etcdSlowFsync } from './etcd-slow-fsync.js';
import { etcdStatus } from './etcd-status.js';
import { eventStorm } from './event-storm.js';
import { finalizerStuck } from './finalizer-stuck.js';
import { kineSlowSql } from './kine-slow-sql.js';
import { leaderLeaseStale } from './leader-lease-stale.js';
import { listFlood } from './list-flood.js';
import { preemptionStorm } from './preemption-storm.js';
import { secretsUndecryptable } from './secrets-undecryptable.js';

export const controlPlaneDetectors: readonly Detector[] = [
  admissionBlocked,
  aggregatedApiUnavailable,
  apiserverEtcdTimeout,
  apiserverOverload,
  apiserverPanic,
  apiserverRequestTimeout,
  apiserverUnavailable,
  apiserverUnhealthy,
  componentConfigRefused,
  componentDown,
  controlPlaneLeaderLost,
  controllerLag,
  etcdClockDrift,
  etcdCorruption,
  etcdDefragmentation,
  etcdHeartbeatLate,
  etcdLeaderLoss,
  etcdNospaceAlarm,
  etcdPeerUnreachable,
  etcdQuorumLoss,
  etcdReadindexSlow,
  etcdSlowApply,
  etcdSlowFsync,
  etcdStatus,
  eventStorm,
  finalizerStuck,
  kineSlowSql,
  leaderLeaseStale,
  listFlood,
  preemptionStorm,
  secretsUndecryptable,
];
