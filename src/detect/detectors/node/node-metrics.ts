import { MINUTE, sinceTime } from '../../../base/index.js';
import { labelOf, type ConditionType, type MetricRecord, type Ref } from '../../../model/index.js';
import {
  citeSeries,
  heldSpells,
  increases,
  isDescribed,
  nodeLabelled,
  partner,
  quotient,
  metricsNamed,
  type Case,
  type HeldSpell,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';
import { forHowLong, heldOf } from '../../series.js';

const fault = (id: string, title: string, more: Partial<ConditionType> = {}): ConditionType => ({
  id,
  nature: 'fault',
  title,
  ...more,
});
const SELF = { selfExplaining: true } as const;
const unreachable = fault('node-unreachable', 'Node stopped reporting', SELF);
const notReady: ConditionType = {
  id: 'node-not-ready',
  nature: 'symptom',
  title: 'Node reports itself not ready',
};
const PRESSURES: Readonly<Record<string, ConditionType>> = {
  MemoryPressure: fault('node-memory-pressure', 'Node short of memory'),
  DiskPressure: fault('node-disk-pressure', 'Node short of disk'),
  PIDPressure: fault('node-pid-pressure', 'Node short of process ids'),
};
const conntrack = fault('conntrack-full', 'Connection table full', SELF);
const disk = fault('disk-full', 'Disk full', SELF);
const loss = fault('node-network-packet-loss', 'Node loses packets', SELF);

/** Ordinary processes get "no space" while some blocks are kept back for root. */
const SPARE = 0.02;
/** Collisions of entries make the table drop before its last slot is taken. */
const TAKEN = 0.97;
/** Interfaces drop a few packets of protocols that nobody listens to; this share hurts every connection. */
const LOST = 0.01;
const LEAST_LOST = 1000;
const LASTING = 2 * MINUTE;
/** Images and memory are no disks. */
const NO_DISK = /^(?:tmpfs|squashfs|iso9660|overlay|ramfs|devtmpfs)$/;

/** What exporters tell of nodes: conditions, full disks and tables, lost packets. */
export const nodeMetrics: Detector = {
  id: 'node-metrics',
  layer: 'node',
  what: 'Series of kube-state-metrics and node-exporter tell that a node is not ready or under pressure, that a file system or the connection table of it is full, that its interface drops or damages packets, or that it sends them again.',
  lookAlikes:
    'Where the capture has the node itself, its own conditions speak. Memory file systems and images are always full; a few dropped packets are ordinary.',
  sources: [
    'kube-state-metrics kube_node_status_condition',
    'node-exporter filesystem, conntrack, netdev collectors',
  ],
  emits: [unreachable, notReady, ...Object.values(PRESSURES), conntrack, disk, loss],
  *detect(c) {
    yield* conditions(c);
    yield* tables(c);
    yield* disks(c);
    yield* drops(c);
    yield* retransmits(c);
  },
};

function* conditions(c: Case): Iterable<Finding> {
  for (const m of metricsNamed(c, 'kube_node_status_condition')) {
    const { condition = '', status } = m.labels;
    const node = nodeLabelled(c, m.labels);
    if (!node || isDescribed(c, node)) continue;
    const pressure = status === 'true' ? PRESSURES[condition] : undefined;
    const ready = condition !== 'Ready' ? undefined : status === 'unknown' ? unreachable : notReady;
    const type = pressure ?? (status === 'true' ? undefined : ready);
    if (!type) continue;
    for (const s of heldSpells(c, m.points, (v) => v === 1)) {
      if (s.lasted === 0 && m.points.length > 1 && s.end) continue;
      yield of(node, s, type, {
        severity: pressure ? 2 : 3,
        statement: `${labelOf(node)} has condition ${condition} ${status ?? ''} ${sinceTime(s.onset)}${forHowLong(s)}.`,
        evidence: [citeSeries(m, s.onset.hi, `${condition} ${status ?? ''} of ${node.name}`)],
      });
    }
  }
}

function of(
  node: Ref,
  s: HeldSpell,
  type: ConditionType,
  rest: Pick<Finding, 'severity' | 'statement' | 'evidence'>,
): Finding {
  return { ...heldOf(node, s), type: type.id, ...rest };
}

function* tables(c: Case): Iterable<Finding> {
  for (const m of metricsNamed(c, 'node_nf_conntrack_entries')) {
    const limit = partner(c, m, 'node_nf_conntrack_entries_limit');
    const node = nodeLabelled(c, m.labels);
    if (!limit || !node) continue;
    for (const s of heldSpells(c, quotient(m.points, limit.points), (v) => v >= TAKEN))
      yield of(node, s, conntrack, {
        severity: 2,
        statement: `The connection table of ${labelOf(node)} is full ${sinceTime(s.onset)}${forHowLong(s)}.`,
        evidence: [citeSeries(m, s.onset.hi, `of ${node.name} reaches its limit`)],
      });
  }
}

function* disks(c: Case): Iterable<Finding> {
  for (const m of metricsNamed(c, 'node_filesystem_avail_bytes')) {
    const size = partner(c, m, 'node_filesystem_size_bytes');
    const node = nodeLabelled(c, m.labels);
    if (!size || !node || NO_DISK.test(m.labels['fstype'] ?? '')) continue;
    if (/^\/(?:boot|snap|sys|proc|run)\b/.test(m.labels['mountpoint'] ?? '')) continue;
    for (const s of heldSpells(c, quotient(m.points, size.points), (v) => v <= SPARE))
      yield of(node, s, disk, {
        severity: 3,
        statement: `File system ${m.labels['mountpoint'] ?? m.labels['device'] ?? ''} of ${labelOf(node)} is full ${sinceTime(s.onset)}${forHowLong(s)}.`,
        evidence: [citeSeries(m, s.onset.hi, `of ${node.name} ${m.labels['mountpoint'] ?? ''}`)],
      });
  }
}

function* drops(c: Case): Iterable<Finding> {
  for (const [way, what] of WAYS) {
    for (const m of metricsNamed(c, `node_network_${way}_${what}_total`)) {
      const all = partner(c, m, `node_network_${way}_packets_total`);
      const node = nodeLabelled(c, m.labels);
      if (!all || !node || /^(?:lo|veth|cali|docker|br-|virbr)/.test(m.labels['device'] ?? '')) continue;
      const lost = increases(m.points).filter(([, n]) => n >= LEAST_LOST);
      yield* lossOf(c, m, all, node, lost, what);
    }
  }
}

/** What an interface counts apart: packets that it had no room for, and those that came or went damaged. */
const WAYS = [
  ['receive', 'drop'],
  ['transmit', 'drop'],
  ['receive', 'errs'],
  ['transmit', 'errs'],
] as const;

/** Well below a hundredth is sent again in a network that is well; this share is felt by every connection. */
const SENT_AGAIN = 0.05;

/** The one node that sends a good part of its segments again: where several do, the loss lies between them. */
function* retransmits(c: Case): Iterable<Finding> {
  const found = metricsNamed(c, 'node_netstat_Tcp_RetransSegs').flatMap((m) => {
    const all = partner(c, m, 'node_netstat_Tcp_OutSegs');
    const node = nodeLabelled(c, m.labels);
    if (!all || !node) return [];
    const share = quotient(increases(m.points), increases(all.points));
    const spells = heldSpells(c, share, (v) => v >= SENT_AGAIN).filter((s) => s.lasted >= LASTING);
    return spells.length > 0 ? [{ m, node, spells }] : [];
  });
  const [first, ...others] = found;
  if (!first || others.length > 0) return;
  for (const s of first.spells)
    yield of(first.node, s, loss, {
      severity: 2,
      statement: `${labelOf(first.node)}, alone of all nodes, sends ${(s.last * 100).toFixed(0)} % of its TCP segments again ${sinceTime(s.onset)}${forHowLong(s)}.`,
      evidence: [citeSeries(first.m, s.onset.hi, `of ${first.node.name}`)],
    });
}

function* lossOf(
  c: Case,
  m: MetricRecord,
  all: MetricRecord,
  node: Ref,
  lost: MetricRecord['points'],
  what: 'drop' | 'errs',
): Iterable<Finding> {
  const known = new Map(lost);
  const share = quotient(
    increases(m.points).map(([at]) => [at, known.get(at) ?? 0] as const),
    increases(all.points),
  );
  for (const s of heldSpells(c, share, (v) => v >= LOST)) {
    if (s.lasted < LASTING) continue;
    yield of(node, s, loss, {
      severity: 2,
      statement: `Interface ${m.labels['device'] ?? ''} of ${labelOf(node)} ${what === 'drop' ? 'drops' : 'damages'} ${(s.last * 100).toFixed(0)} % of its packets ${sinceTime(s.onset)}${forHowLong(s)}.`,
      evidence: [citeSeries(m, s.onset.hi, `of ${node.name} ${m.labels['device'] ?? ''}`)],
    });
  }
}
