import { counted, iso, listed, SECOND, type Stamp } from '../../../base/index.js';
import { refOfKey, type ConditionType, type Ref } from '../../../model/index.js';
import { isMaintained, lossOf, nodeSpells, type Case, type NodeSpell } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = {
  id: 'zone-lost',
  nature: 'fault',
  title: 'Whole zone lost at once',
};

/** The controller looks every 5 s and each node has its own beat of 10 s: one blow is marked within this time. */
const AT_ONCE = 30 * SECOND;

/** Every node of a zone goes silent in the same half minute while nodes of other zones go on. */
export const zoneLost: Detector = {
  id: 'zone-lost',
  layer: 'node',
  what:
    'All nodes of one zone stopped reporting together while nodes of other zones went on: what they share (power, ' +
    'network, provider) failed or was cut. Inferred from the nodes; the capture does not see the zone itself.',
  lookAlikes:
    'All nodes of all zones at once: the API server was away. Nodes of one pool drained or upgraded together are ' +
    'cordoned first. A zone of a single node says no more than that node does.',
  sources: ['kubernetes pkg/controller/nodelifecycle', 'well-known label topology.kubernetes.io/zone'],
  emits: [type],
  *detect(c) {
    for (const zone of c.all('Zone')) {
      const nodes = nodesOf(c, zone.ref);
      const blow = blowOf(c, nodes);
      if (blow === undefined || !othersWentOn(c, zone.ref, blow)) continue;
      const onset = commonOnset(blow);
      const ended = blow.map((s) => s.ended);
      const end = ended.every((e) => e !== undefined) ? ended.sort((a, b) => a.lo - b.lo)[0] : undefined;
      const names = blow.map((s) => s.node.name).sort();
      yield {
        type: type.id,
        entity: zone.ref,
        onset,
        ...(end ? { end } : {}),
        severity: 3,
        epistemic: 'inferred',
        statement: `${nodes.length === 2 ? 'Both nodes' : `All ${counted(nodes.length, 'node')}`} of zone ${zone.ref.name} (${listed(names)}) stopped reporting together about ${iso(onset.lo)} while nodes of other zones went on: what they share failed or was cut off.`,
        evidence: blow.flatMap((s) => s.evidence),
        attrs: { nodes: nodes.length },
        unseen: 'no word of the provider or of the network about the zone',
      };
    }
  },
};

function nodesOf(c: Case, zone: Ref): readonly Ref[] {
  return c.to(zone, 'in-zone').map((r) => refOfKey(r.from));
}

/** The spells, one of each node, that began together; none where a node of the zone went on. */
function blowOf(c: Case, nodes: readonly Ref[]): readonly NodeSpell[] | undefined {
  if (nodes.length < 2) return undefined;
  const spells = nodeSpells(c).filter(
    (s) => s.by === 'controller' && !isMaintained(c, s.node.name, lossOf(s)),
  );
  for (const first of spells.filter((s) => s.node.name === nodes[0]?.name)) {
    const blow = nodes.flatMap((n) => spells.find((s) => s.node.name === n.name && together(s, first)) ?? []);
    // A node that came later, to replace a lost one, was not there to be lost.
    const there = nodes.filter((n) => (c.entity(n)?.created?.lo ?? -Infinity) < first.marked.lo);
    if (blow.length >= 2 && blow.length === there.length) return blow;
  }
  return undefined;
}

function together(a: NodeSpell, b: NodeSpell): boolean {
  return Math.abs(a.marked.lo - b.marked.lo) <= AT_ONCE;
}

/** Nodes are known of another zone, and most of them were not lost in the same minute. */
function othersWentOn(c: Case, zone: Ref, blow: readonly NodeSpell[]): boolean {
  const first = blow[0];
  const others = c
    .all('Zone')
    .filter((z) => z.ref.name !== zone.name)
    .flatMap((z) => nodesOf(c, z.ref));
  const lost = others.filter((n) =>
    nodeSpells(c).some((s) => s.node.name === n.name && first !== undefined && together(s, first)),
  );
  return others.length > 0 && lost.length * 2 < others.length;
}

/** One blow lies where the losses of all its nodes overlap, or between the first and the last. */
function commonOnset(blow: readonly NodeSpell[]): Stamp {
  const losses = blow.map(lossOf);
  const lo = Math.max(...losses.map((x) => x.lo));
  const hi = Math.min(...losses.map((x) => x.hi));
  return lo <= hi
    ? { lo, hi, grade: 'C' }
    : { lo: Math.min(...losses.map((x) => x.lo)), hi: Math.max(...losses.map((x) => x.hi)), grade: 'C' };
}
