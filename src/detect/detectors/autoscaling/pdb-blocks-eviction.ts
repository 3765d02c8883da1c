import { dig, digNumber, groupBy, MINUTE, type Stamp } from '../../../base/index.js';
import { keyOf, labelOf, ref, type MessageRecord, type Ref } from '../../../model/index.js';
import { cite, earliest, latest, newest, type Case, type Entity } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A PodDisruptionBudget that lets no pod go, while someone drains a node. */
export const pdbBlocksEviction: Detector = {
  id: 'pdb-blocks-eviction',
  layer: 'scheduling',
  what: 'Someone evicts pods (a drain, an upgrade, an autoscaler), and the API server refuses with 429 because a PodDisruptionBudget allows no disruption: its pods are not healthy, or it demands as many as there are. The drain waits and asks again.',
  lookAlikes:
    'A budget without disruptions to spare harms nobody until something is evicted. A single 429 that the next try passes is how draining works.',
  sources: [
    'signatures.md 9 pdb-blocks-eviction, node-drain-stuck',
    'policy/v1 PodDisruptionBudget status.disruptionsAllowed',
  ],
  emits: [
    {
      id: 'pdb-blocks-eviction',
      nature: 'fault',
      title: 'Disruption budget blocks eviction',
      selfExplaining: true,
    },
    { id: 'node-drain-stuck', nature: 'symptom', title: 'Node cannot be drained' },
  ],
  *detect(c) {
    const refused = c.requests.filter((r) => r.subresource === 'eviction' && r.code === 429);
    const logged = c.messagesOf('pdb-blocks-eviction').flatMap((m) => {
      const pod = podOf(m);
      return pod ? [{ pod, at: m.at, until: m.until, count: m.count, evidence: c.citeMessage(m) }] : [];
    });
    const asked = refused.map((r) => ({
      pod: { ...r.about, kind: 'Pod' },
      at: r.at,
      until: r.until,
      count: 1,
      evidence: {
        ...r.evidence,
        at: r.at.lo,
        excerpt: (r.message ?? `evict ${r.about.name}: 429`).slice(0, 400),
      },
    }));
    for (const list of groupBy([...asked, ...logged], (x) => keyOf(x.pod)).values()) {
      const first = list[0];
      const onset = earliest(list.map((x) => x.at));
      const end = latest(list.map((x) => x.until));
      const count = list.reduce((n, x) => n + x.count, 0);
      if (!first || !onset || !end || count < 3) continue;
      const budget = budgetOf(c, first.pod);
      const node = c.from(first.pod, 'runs-on')[0];
      const over = !goesOn(c, end, budget?.allowed, node && c.entity(node.to));
      const evidence = [
        ...list.slice(0, 3).map((x) => x.evidence),
        ...(budget ? [cite(budget.snapshot, 'status')] : []),
      ];
      yield {
        type: 'pdb-blocks-eviction',
        entity: budget?.ref ?? first.pod,
        onset,
        ...(over ? { end } : {}),
        severity: 2,
        statement: `${budget ? labelOf(budget.ref) : 'A disruption budget'} refused the eviction of ${labelOf(first.pod)} ${count} times${budget?.allowed === undefined ? '' : ` (disruptions allowed: ${budget.allowed})`}.`,
        evidence,
        attrs: { count },
        names: [first.pod],
      };
      if (!node) continue;
      yield {
        type: 'node-drain-stuck',
        entity: ref('Node', undefined, node.to.slice('Node/'.length)),
        onset,
        ...(over ? { end } : {}),
        severity: 2,
        statement: `${node.to.slice('Node/'.length)} could not be drained: ${labelOf(first.pod)} may not be evicted.`,
        evidence: evidence.slice(0, 2),
        names: [first.pod, ...(budget ? [budget.ref] : [])],
      };
    }
  },
};

/** Who drains asks again every few seconds; where the node is still cordoned and the budget still spent, nothing has changed. */
function goesOn(c: Case, last: Stamp, allowed: number | undefined, node: Entity | undefined): boolean {
  if (c.asOf.lo - last.hi <= 2 * MINUTE) return true;
  return allowed === 0 && node?.object !== undefined && dig(node.object, 'spec', 'unschedulable') === true;
}

/** The pod that could not be evicted: from a field of the line, or as kubectl drain words it. */
function podOf(m: MessageRecord): Ref | undefined {
  const [namespace, name] = m.fields['pod']?.split('/') ?? [m.fields['namespace'], m.fields['name']];
  return namespace === undefined || name === undefined ? undefined : ref('Pod', namespace, name);
}

/** The budget whose selector covers the pod or its workload. */
function budgetOf(c: Case, pod: Ref) {
  const owners = [pod, ...c.origins(pod, 'owns').map((e) => e.ref)].flatMap((r) => [
    r,
    ...c.origins(r, 'owns').map((e) => e.ref),
  ]);
  for (const owner of owners) {
    const budget = c.origins(owner, 'selects').find((e) => e.ref.kind === 'PodDisruptionBudget');
    const snapshot = budget && newest(budget);
    if (budget && snapshot)
      return {
        ref: budget.ref,
        snapshot,
        allowed: digNumber(snapshot.object, 'status', 'disruptionsAllowed'),
      };
  }
  return undefined;
}
