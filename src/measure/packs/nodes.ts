import { digList, digText, MINUTE, SECOND } from '../../base/index.js';
import type { Ref } from '../../model/index.js';
import { conditionsOf, nodeReadiness, type Case } from '../../world/index.js';
import { both, equals, recent, where, type Signal } from '../replay/signal.js';
import { ORIGIN, type PackRule } from './rule.js';
import { coveredSince, eventsWhere, flagOf, messagesWhere, nodeOfMessage, occurring } from './state.js';
import { compare } from './workloads.js';

const stock = {
  pack: 'stock',
  origin: ORIGIN.kubernetes,
  exporter: 'kube-state-metrics',
  enabled: true,
} as const;

function notReady(c: Case): Signal[] {
  return nodeReadiness(c).map((t) =>
    both(
      where(t, (l) => equals(l, 0)),
      uncordoned(c, t.entity),
    ),
  );
}

/** kubernetes-mixin leaves cordoned nodes out. */
function uncordoned(c: Case, node: Ref): Signal {
  const cordoned = flagOf(c, 'Node', (o) => ({
    value: digList(o, 'spec', 'taints').some((t) => digText(t, 'key') === 'node.kubernetes.io/unschedulable'),
  }));
  const own = cordoned.find((t) => t.entity.name === node.name);
  if (!own) return { entity: node, steps: [{ from: -Infinity, truth: 'yes' }] };
  return where(own, (l) => equals(l, 0));
}

/** Ready=Unknown: the controller has not heard from the kubelet. */
function unreachable(c: Case): Signal[] {
  return flagOf(c, 'Node', (o) => {
    const ready = conditionsOf(o).find((x) => x.type === 'Ready');
    return ready && { value: ready.status === 'Unknown', since: ready.since };
  }).map((t) => where(t, (l) => equals(l, 1)));
}

/** More than two changes of Ready in 15 min. */
function flapping(c: Case): Signal[] {
  return nodeReadiness(c).map((t) => {
    const known = t.levels.filter((l) => l.lo === l.hi);
    const changes = known.slice(1).map((l) => l.from);
    return recent(t.entity, changes, 15 * MINUTE, 3, coveredSince(c));
  });
}

function pressure(c: Case): Signal[] {
  return ['MemoryPressure', 'DiskPressure', 'PIDPressure'].flatMap((type) =>
    flagOf(c, 'Node', (o) => {
      const found = conditionsOf(o).find((x) => x.type === type);
      // since when a status is Unknown tells nothing of a pressure before it
      const since = found?.status === 'Unknown' ? undefined : found?.since;
      return found && { value: found.status === 'True', since };
    }).map((t) => where(t, (l) => equals(l, 1))),
  );
}

/** kubernetes-mixin: groups kubernetes-system-kubelet and kubernetes-apps; node-mixin. */
export const nodeRules: readonly PackRule[] = [
  {
    ...stock,
    name: 'KubeNodeNotReady',
    wait: 15 * MINUTE,
    severity: 'warning',
    meaning: 'a node that is not cordoned is not Ready',
    expression: /kube_node_status_condition.*Ready/,
    signals: notReady,
  },
  {
    ...stock,
    name: 'KubeNodeUnreachable',
    wait: 15 * MINUTE,
    severity: 'warning',
    meaning: 'a node carries the unreachable taint: nothing was heard from its kubelet',
    expression: /kube_node_spec_taint.*unreachable/,
    signals: unreachable,
  },
  {
    ...stock,
    name: 'KubeNodeReadinessFlapping',
    wait: 15 * MINUTE,
    severity: 'warning',
    meaning: 'Ready changed more than twice in 15 min',
    expression: /changes\(kube_node_status_condition/,
    signals: flapping,
  },
  {
    ...stock,
    name: 'KubeNodePressure',
    wait: 10 * MINUTE,
    severity: 'info',
    meaning: 'memory, disk or PID pressure on a node; info alerts are not sent by default',
    expression: /kube_node_status_condition.*Pressure/,
    signals: pressure,
  },
  {
    ...stock,
    name: 'KubeNodeEviction',
    wait: 0,
    severity: 'info',
    exporter: 'kubelet',
    meaning: 'the kubelet evicted pods; info alerts are not sent by default',
    expression: /kubelet_evictions/,
    signals: (c) => occurring(c, eventsWhere(c, ['Evicted', 'EvictionThresholdMet']), 15 * MINUTE, 1),
  },
  {
    ...stock,
    name: 'KubeletPlegDurationHigh',
    wait: 5 * MINUTE,
    severity: 'warning',
    exporter: 'kubelet',
    meaning:
      'relisting the containers takes 10 s and more; here by the kubelet\u2019s own complaint about PLEG',
    expression: /kubelet_pleg_relist/,
    signals: (c) => occurring(c, messagesWhere(c, ['pleg-unhealthy'], nodeOfMessage), 2 * MINUTE, 1),
  },
  {
    ...stock,
    name: 'KubeletDown',
    wait: 15 * MINUTE,
    severity: 'critical',
    exporter: 'kubelet',
    meaning: 'no kubelet at all answers; one that is gone does not do it',
    expression: /absent\(up\{.*kubelet/,
    signals: allNodesDown,
  },
  {
    pack: 'stock',
    origin: ORIGIN.node,
    exporter: 'node-exporter',
    enabled: true,
    name: 'NodeNetworkInterfaceFlapping',
    wait: 2 * MINUTE,
    severity: 'warning',
    meaning:
      'an interface went up or down more than twice in 2 min; one that vanishes leaves no samples, so it may stay silent',
    expression: /node_network_up/,
    signals: (c) =>
      occurring(
        c,
        messagesWhere(c, ['nic-link-down', 'nic-link-up', 'vpn-interface-flap'], nodeOfMessage),
        2 * MINUTE,
        3,
      ),
  },
  {
    pack: 'stock',
    origin: ORIGIN.node,
    exporter: 'node-exporter',
    enabled: true,
    name: 'NodeSystemdServiceFailed',
    wait: 5 * MINUTE,
    severity: 'warning',
    meaning: 'a systemd unit is in state failed; here until its next start',
    expression: /node_systemd_unit_state.*failed/,
    signals: (c) => unitsDown(c),
  },
  {
    pack: 'stock',
    origin: ORIGIN.node,
    exporter: 'node-exporter',
    enabled: true,
    name: 'NodeSystemdServiceCrashlooping',
    wait: 15 * MINUTE,
    severity: 'warning',
    meaning: 'a systemd unit restarted more than twice in 5 min',
    expression: /node_systemd_unit_state.*changes|increase\(node_systemd_service_restart/,
    signals: (c) => occurring(c, messagesWhere(c, ['systemd-unit-restart'], nodeOfMessage), 5 * MINUTE, 3),
  },
  {
    pack: 'stock',
    origin: ORIGIN.node,
    exporter: 'node-exporter',
    enabled: true,
    name: 'NodeClockNotSynchronising',
    wait: 10 * MINUTE,
    severity: 'warning',
    meaning: 'the clock of a host is not kept; here by what the host or etcd says of it',
    expression: /node_timex_sync_status|node_timex_offset/,
    signals: (c) =>
      occurring(c, messagesWhere(c, ['host-clock-unsync', 'etcd-clock-drift'], nodeOfMessage), 5 * MINUTE, 1),
  },
  {
    pack: 'stock',
    origin: ORIGIN.kubernetes,
    exporter: 'kube-state-metrics',
    enabled: true,
    name: 'KubePersistentVolumeErrors',
    wait: 5 * MINUTE,
    severity: 'critical',
    meaning: 'a volume is Failed or Pending',
    expression: /kube_persistentvolume_status_phase/,
    signals: (c) =>
      compare(c, 'PersistentVolume', (o) =>
        ['Failed', 'Pending'].includes(digText(o, 'status', 'phase') ?? ''),
      ),
  },
];

function allNodesDown(c: Case): readonly Signal[] {
  const all = nodeReadiness(c).map((t) => where(t, (l) => equals(l, 0)));
  const [first, ...rest] = all;
  if (!first) return [];
  return [{ ...rest.reduce(both, first), entity: { kind: 'Cluster', name: 'cluster' } }];
}

function unitsDown(c: Case): Signal[] {
  const ups = c.messagesOf('systemd-unit-started');
  const out = new Map<string, { entity: Ref; times: number[] }>();
  for (const m of c.messagesOf('systemd-unit-failed', 'systemd-start-limit')) {
    const node = nodeOfMessage(m);
    if (!node) continue;
    const back = ups.find(
      (u) => u.origin.node === m.origin.node && u.fields['unit'] === m.fields['unit'] && u.at.lo > m.until.lo,
    );
    const until = back?.at.lo ?? c.asOf.hi;
    const at = out.get(node.name) ?? { entity: node, times: [] };
    for (let t = m.at.lo; t < until; t += 30 * SECOND) at.times.push(t);
    out.set(node.name, at);
  }
  return occurring(c, [...out.values()], 31 * SECOND, 1);
}
