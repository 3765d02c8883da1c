import { atTime, digStrings, digText, MINUTE, SECOND, sortedBy, type Stamp } from '../../../base/index.js';
import { ref, type ConditionType, type Evidence } from '../../../model/index.js';
import { cite, type Case, type Entity } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const restarted: ConditionType = {
  id: 'kubelet-restarted',
  nature: 'change',
  title: 'kubelet was restarted',
};
const upgraded: ConditionType = { id: 'node-upgraded', nature: 'change', title: 'Node upgraded' };

/** A node's first start is its birth; restarts come after. */
const BIRTH = 2 * MINUTE;
const STEP = 10 * MINUTE;

/** A kubelet that starts anew on a living node, and what says that it was an upgrade. */
export const nodeUpgraded: Detector = {
  id: 'node-upgraded',
  layer: 'change',
  what:
    'The kubelet of a node was started again without a reboot: a crash, a person, or a step of an upgrade. A new ' +
    'version, or an annotation that speaks of an upgrade, tells which.',
  lookAlikes: 'A reboot gives the event Rebooted. The first start of a new node is no restart.',
  sources: ['kubelet Starting events and log', 'node status.nodeInfo.kubeletVersion', 'node annotations'],
  emits: [restarted, upgraded],
  *detect(c) {
    for (const node of c.all('Node')) {
      const starts = startsOf(c, node);
      for (const s of starts.slice(bornAt(node, starts) ? 1 : 0)) {
        yield {
          type: restarted.id,
          entity: ref('NodeService', undefined, `${node.ref.name}/kubelet`),
          onset: s.at,
          end: s.at,
          severity: 1,
          statement: `The kubelet of node ${node.ref.name} was restarted ${atTime(s.at)}.`,
          evidence: [s.evidence],
          names: [node.ref],
        };
      }
      yield* upgrade(c, node, starts);
    }
  },
};

interface Start {
  readonly at: Stamp;
  readonly evidence: Evidence;
}

function startsOf(c: Case, node: Entity): Start[] {
  const events = c
    .eventsOf('Starting')
    .filter((e) => e.component === 'kubelet' && (e.host ?? e.about.name) === node.ref.name)
    .map((e) => ({ at: e.first, evidence: c.citeEvent(e) }));
  const logs = c
    .messagesOf('kubelet-started')
    .filter((m) => m.origin.node === node.ref.name)
    .map((m) => ({ at: m.at, evidence: c.citeMessage(m) }));
  const all = sortedBy([...events, ...logs], (s) => s.at.lo);
  return all.filter((s, i) => i === 0 || s.at.lo - (all[i - 1]?.at.lo ?? 0) > 30 * SECOND);
}

/** True when the first start is the node's birth, or nothing tells that the node was there before. */
function bornAt(node: Entity, starts: readonly Start[]): boolean {
  const first = starts[0];
  if (!first) return false;
  return node.created === undefined || Math.abs(first.at.lo - node.created.lo) < BIRTH;
}

function* upgrade(c: Case, node: Entity, starts: readonly Start[]): Iterable<Finding> {
  const versions = node.snapshots.flatMap((s) => {
    const version = digText(s.object, 'status', 'nodeInfo', 'kubeletVersion');
    return version === undefined ? [] : [{ s, version }];
  });
  const change = versions.find((v, i) => i > 0 && versions[i - 1]?.version !== v.version);
  const before = change && versions[versions.indexOf(change) - 1];
  if (change && before) {
    const start = starts.find((s) => s.at.lo > before.s.at.lo && s.at.lo < change.s.at.hi);
    yield told(
      node,
      start?.at ?? { lo: before.s.at.lo, hi: change.s.at.hi, grade: 'B' },
      `from ${before.version} to ${change.version}`,
      [
        cite(before.s, 'status', 'nodeInfo', 'kubeletVersion'),
        cite(change.s, 'status', 'nodeInfo', 'kubeletVersion'),
      ],
    );
    return;
  }
  const marked = c.changes.find(
    (x) => x.entity.kind === 'Node' && x.entity.name === node.ref.name && x.byPerson,
  );
  const note = annotation(node);
  const start = marked && starts.find((s) => s.at.lo >= marked.at.lo && s.at.lo - marked.at.lo <= STEP);
  if (!marked || !note || !start) return;
  const span: Stamp = { lo: marked.at.lo, hi: Math.max(start.at.hi, marked.at.hi), grade: 'B' };
  yield told(node, span, `(${note.text})`, [note.evidence, ...marked.evidence, start.evidence]);
}

/** An annotation or label whose key speaks of an upgrade. */
function annotation(node: Entity): { text: string; evidence: Evidence } | undefined {
  const s = node.snapshots.at(-1);
  for (const field of ['annotations', 'labels']) {
    for (const [key, value] of Object.entries(digStrings(s?.object, 'metadata', field))) {
      if (s && /upgrade/i.test(key)) {
        return { text: `${key} = ${value}`, evidence: cite(s, 'metadata', field, key) };
      }
    }
  }
  return undefined;
}

function told(node: Entity, at: Stamp, how: string, evidence: readonly Evidence[]): Finding {
  return {
    type: upgraded.id,
    entity: node.ref,
    onset: at,
    end: at,
    severity: 1,
    statement: `Node ${node.ref.name} went through an upgrade step ${atTime(at)} ${how}.`,
    evidence,
    names: [ref('NodeService', undefined, `${node.ref.name}/kubelet`)],
  };
}
