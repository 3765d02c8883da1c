import { digText, MINUTE, SECOND } from '../../base/index.js';
import type { Ref } from '../../model/index.js';
import { conditionsOf, endpointsReady, type Case } from '../../world/index.js';
import { during, equals, where, type Signal } from '../replay/signal.js';
import { ORIGIN, type PackRule } from './rule.js';
import { coveredSince, flagOf, messagesWhere, numberAt, occurring, timesOf } from './state.js';
import { compare } from './workloads.js';

const stock = { pack: 'stock', origin: ORIGIN.kubernetes, enabled: true } as const;
const etcd = { pack: 'stock', origin: ORIGIN.etcd, exporter: 'etcd', enabled: false } as const;
const coredns = { pack: 'stock', origin: ORIGIN.coredns, exporter: 'coredns', enabled: false } as const;

const COMPONENT = (name: string) => (): Ref => ({ kind: 'Component', name });
const ETCD = COMPONENT('etcd');
const API = COMPONENT('kube-apiserver');
const DNS: Ref = { kind: 'Service', namespace: 'kube-system', name: 'kube-dns' };

/** From a loss of leader to the next election that was won. */
function leaderless(c: Case): Signal[] {
  const won = c.messagesOf('etcd-leader-elected').map((m) => m.until.lo);
  const lost = c.messagesOf('etcd-leader-loss', 'etcd-no-leader', 'etcd-quorum-loss');
  if (lost.length === 0) return [];
  const spans = lost.map((m) => ({ lo: m.at.lo, hi: won.find((t) => t > m.until.lo) ?? m.until.hi }));
  return [during(ETCD(), spans, coveredSince(c))];
}

/** Below quorum: from the leader's stepping down for lack of it to the next leader. */
function belowQuorum(c: Case): Signal[] {
  const won = c.messagesOf('etcd-leader-elected').map((m) => m.until.lo);
  const lost = c.messagesOf('etcd-quorum-loss');
  if (lost.length === 0) return [];
  const spans = lost.map((m) => ({ lo: m.at.lo, hi: won.find((t) => t > m.until.lo) ?? m.until.hi }));
  return [during(ETCD(), spans, coveredSince(c))];
}

/** Seconds that a duration of Go's says. */
function took(text: string | undefined): number {
  const m = /^(?:(\d+)m)?(\d+(?:\.\d+)?)(ms|s)$/.exec(text ?? '');
  if (!m) return 0;
  return Number(m[1] ?? 0) * 60 + Number(m[2]) / (m[3] === 'ms' ? 1000 : 1);
}

/** Slow operations stand for a high 99th percentile over 5 min: two of them in the window. */
function slow(c: Case, ids: readonly string[], over: number): Signal[] {
  const items = c
    .messagesOf(...ids)
    .flatMap((m) => (took(m.fields['took']) >= over ? [{ entity: ETCD(), times: timesOf(m) }] : []));
  return occurring(c, items, 5 * MINUTE, 2);
}

function logs(c: Case, ids: readonly string[], entity: () => Ref, window: number, n: number): Signal[] {
  return occurring(c, messagesWhere(c, ids, entity), window, n);
}

/** The API server answers nothing: those who need it say so several times a minute. */
function apiDown(c: Case): Signal[] {
  return logs(
    c,
    ['apiserver-unreachable', 'apiserver-etcd-timeout', 'apiserver-unhealthy'],
    API,
    30 * SECOND,
    3,
  );
}

/** kubernetes-mixin (system, autoscaling, resources), etcd mixin, coredns-mixin. */
export const controlPlaneRules: readonly PackRule[] = [
  {
    ...stock,
    name: 'KubeAPIDown',
    exporter: 'kube-apiserver',
    wait: 15 * MINUTE,
    severity: 'critical',
    meaning: 'no API server answers the scrape; here while several clients a minute cannot reach it',
    expression: /absent\(up\{.*apiserver/,
    signals: apiDown,
  },
  {
    ...stock,
    name: 'KubeAPIErrorBudgetBurn',
    exporter: 'kube-apiserver',
    wait: 2 * MINUTE,
    severity: 'critical',
    meaning:
      'more than 14.4 times the error budget of 99 % burned over 1 h and 5 min; total failure crosses the hour\u2019s mark after 8.6 min',
    expression: /apiserver_request:burnrate/,
    signals: (c) => apiDown(c).map((s) => delayed(s, Math.round(8.6 * MINUTE))),
  },
  {
    ...stock,
    name: 'KubeAggregatedAPIDown',
    exporter: 'kube-apiserver',
    wait: 5 * MINUTE,
    severity: 'warning',
    meaning: 'an aggregated API was available less than 85 % of 10 min: its APIService is not Available',
    expression: /aggregator_unavailable_apiservice\b/,
    signals: (c) =>
      flagOf(c, 'APIService', (o) => {
        const found = conditionsOf(o).find((x) => x.type === 'Available');
        return found && { value: found.status === 'False', since: found.since };
      }).map((t) =>
        delayed(
          where(t, (l) => equals(l, 1)),
          Math.round(1.5 * MINUTE),
        ),
      ),
  },
  {
    ...stock,
    name: 'KubeHpaMaxedOut',
    exporter: 'kube-state-metrics',
    wait: 15 * MINUTE,
    severity: 'warning',
    meaning: 'an autoscaler runs at its maximum',
    expression: /kube_horizontalpodautoscaler_spec_max_replicas/,
    signals: (c) =>
      compare(c, 'HorizontalPodAutoscaler', (o) => {
        const max = numberAt(o, 'spec', 'maxReplicas');
        const now = numberAt(o, 'status', 'currentReplicas');
        return max === undefined || now === undefined
          ? undefined
          : now === max && max !== (numberAt(o, 'spec', 'minReplicas') ?? 1);
      }),
  },
  {
    ...stock,
    name: 'KubeHpaReplicasMismatch',
    exporter: 'kube-state-metrics',
    wait: 15 * MINUTE,
    severity: 'warning',
    meaning: 'an autoscaler wants another number of replicas than there are',
    expression: /kube_horizontalpodautoscaler_status_desired_replicas/,
    signals: (c) =>
      compare(c, 'HorizontalPodAutoscaler', (o) => {
        const wanted = numberAt(o, 'status', 'desiredReplicas');
        const now = numberAt(o, 'status', 'currentReplicas');
        return wanted === undefined || now === undefined ? undefined : wanted !== now;
      }),
  },
  {
    ...stock,
    name: 'KubePdbNotEnoughHealthyPods',
    exporter: 'kube-state-metrics',
    wait: 15 * MINUTE,
    severity: 'warning',
    meaning: 'fewer healthy pods than a disruption budget asks for',
    expression: /kube_poddisruptionbudget_status/,
    signals: (c) =>
      compare(c, 'PodDisruptionBudget', (o) => {
        const wanted = numberAt(o, 'status', 'desiredHealthy');
        const now = numberAt(o, 'status', 'currentHealthy') ?? 0;
        return wanted === undefined ? undefined : now < wanted;
      }),
  },
  {
    ...stock,
    name: 'KubeQuotaExceeded',
    exporter: 'kube-state-metrics',
    wait: 15 * MINUTE,
    severity: 'warning',
    meaning: 'a quota is used up beyond its limit',
    expression: /kube_resourcequota/,
    signals: (c) => compare(c, 'ResourceQuota', overQuota),
  },
  {
    ...etcd,
    name: 'etcdNoLeader',
    wait: MINUTE,
    severity: 'critical',
    meaning: 'a member has no leader',
    expression: /etcd_server_has_leader/,
    signals: leaderless,
  },
  {
    ...etcd,
    name: 'etcdInsufficientMembers',
    wait: 3 * MINUTE,
    severity: 'critical',
    meaning: 'fewer members than a quorum needs',
    expression: /sum\(up\{.*etcd/,
    signals: belowQuorum,
  },
  {
    ...etcd,
    name: 'etcdMembersDown',
    wait: 20 * MINUTE,
    severity: 'warning',
    meaning: 'a peer cannot be reached',
    expression: /etcd_network_peer_sent_failures_total/,
    signals: (c) => logs(c, ['etcd-peer-unreachable'], ETCD, 2 * MINUTE, 1),
  },
  {
    ...etcd,
    name: 'etcdHighNumberOfLeaderChanges',
    wait: 5 * MINUTE,
    severity: 'warning',
    meaning: 'four leader changes and more in 15 min',
    expression: /etcd_server_leader_changes_seen_total/,
    signals: (c) => logs(c, ['etcd-leader-elected'], ETCD, 15 * MINUTE, 4),
  },
  {
    ...etcd,
    name: 'etcdHighFsyncDurations',
    wait: 10 * MINUTE,
    severity: 'warning',
    meaning: 'the 99th percentile of log syncs over 5 min is above 0.5 s; here by slow fdatasync lines',
    expression: /etcd_disk_wal_fsync_duration/,
    signals: (c) => slow(c, ['etcd-slow-fsync'], 0.5),
  },
  {
    ...etcd,
    name: 'etcdGRPCRequestsSlow',
    wait: 10 * MINUTE,
    severity: 'critical',
    meaning: 'the 99th percentile of requests is above 0.15 s; here by "took too long" lines',
    expression: /grpc_server_handling_seconds/,
    signals: (c) => slow(c, ['etcd-slow-apply'], 0.15),
  },
  {
    ...coredns,
    name: 'CoreDNSDown',
    wait: 15 * MINUTE,
    severity: 'critical',
    meaning: 'no CoreDNS pod answers the scrape; here while the cluster DNS Service has no ready endpoint',
    expression: /absent\(up\{.*(dns|coredns)/,
    signals: (c) =>
      endpointsReady(c)
        .filter((t) => t.entity.name === DNS.name && t.entity.namespace === DNS.namespace)
        .map((t) => where(t, (l) => equals(l, 0))),
  },
  {
    ...coredns,
    name: 'CoreDNSForwardHealthcheckBrokenCount',
    wait: 10 * MINUTE,
    severity: 'warning',
    meaning: 'upstream DNS servers do not answer; here by CoreDNS\u2019 own errors',
    expression: /coredns_forward_(healthcheck|responses)/,
    signals: (c) => logs(c, ['coredns-upstream-timeout'], () => DNS, 2 * MINUTE, 2),
  },
];

/** A range-vector expression trails the state: what became true shows only after `by`. */
function delayed(signal: Signal, by: number): Signal {
  return {
    entity: signal.entity,
    steps: signal.steps.flatMap((s, i) => {
      const until = signal.steps[i + 1]?.from ?? Infinity;
      if (s.truth !== 'yes') return [s];
      return until - s.from > by
        ? [
            { from: s.from, truth: 'no' as const },
            { ...s, from: s.from + by },
          ]
        : [{ ...s, truth: 'no' as const }];
    }),
  };
}

/** Quantities of one resource come in one unit as a rule; others are left alone. */
function overQuota(o: unknown): boolean | undefined {
  const hard = numbersAt(o, 'hard');
  const used = numbersAt(o, 'used');
  if (hard.size === 0) return undefined;
  return [...hard].some(([name, limit]) => (used.get(name) ?? 0) > limit);
}

function numbersAt(o: unknown, which: 'hard' | 'used'): Map<string, number> {
  const out = new Map<string, number>();
  for (const name of ['pods', 'requests.cpu', 'limits.cpu', 'count/jobs.batch']) {
    const text = digText(o, 'status', which, name);
    if (text !== undefined && /^\d+$/.test(text)) out.set(name, Number(text));
  }
  return out;
}
