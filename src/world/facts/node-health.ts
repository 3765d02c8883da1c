import { dig, digText, SECOND, stampOf, type Instant, type Stamp } from '../../base/index.js';
import { ref, refOfKey, type EventRecord, type Evidence, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite, type Entity, type Snapshot } from '../entity.js';
import { conditionsOf, workloadOf, type ObjectCondition } from './pods.js';

/** A time in which a node was not Ready. */
export interface NodeSpell {
  readonly node: Ref;
  /** unknown: the controller stopped hearing of it; false: its kubelet says so itself. */
  readonly by: 'controller' | 'kubelet';
  /** When it was marked. */
  readonly marked: Stamp;
  /** The last sign of life before it, where one is known. */
  readonly lastBeat: Stamp | undefined;
  readonly ended: Stamp | undefined;
  readonly message: string | undefined;
  readonly evidence: readonly Evidence[];
}

/** A node needs this long from its birth, or from the birth of its network agent, until pods get a network. */
const SETTLING = 90 * SECOND;

/** Until when failures of a node's pod network are those of a start. */
export function settledAt(c: Case, node: string): Instant {
  const born = c.entity(ref('Node', undefined, node))?.created?.hi ?? 0;
  const agents = c
    .to(ref('NodeNetwork', undefined, node), 'provides')
    .map((r) => workloadOf(c, refOfKey(r.from)))
    .map((w) => c.entity(w)?.created?.hi ?? 0);
  return Math.max(born, ...agents) + SETTLING;
}

/** A Lease is renewed every 10 s: the next renewal that did not come bounds the loss. */
const RENEWAL = 10 * SECOND;
/**
 * From the last renewal to the mark: node-monitor-grace-period, 40 s up to 1.31, 50 s from 1.32 on, counted from
 * when the controller saw the renewal; it looks every 5 s, so it sees and marks up to 5 s late.
 */
const GRACE = { lo: 40 * SECOND, hi: 60 * SECOND };

/** Two reports of one change lie no further apart than a status sync and an event's way. */
const SAME = 20 * SECOND;

/** Every time that a node was not Ready, as its conditions, its events and its Lease tell. */
export function nodeSpells(c: Case): readonly NodeSpell[] {
  return c.fact(allSpells);
}

function allSpells(c: Case): readonly NodeSpell[] {
  return c.all('Node').flatMap((node) => spellsOfNode(c, node));
}

function spellsOfNode(c: Case, node: Entity): NodeSpell[] {
  const spells: NodeSpell[] = [];
  const told = node.snapshots.filter((s) => s.shape !== 'row');
  // A row of a table says NotReady without telling whose word it is.
  for (const s of told.length > 0 ? told : node.snapshots) {
    const ready = conditionsOf(s.object).find((x) => x.type === 'Ready');
    if (!ready || ready.status === 'True') continue;
    const marked = ready.since ?? s.at;
    if (spells.some((x) => near(x.marked, marked))) continue;
    spells.push(fromSnapshot(c, node, s, ready, marked));
  }
  const events = c.eventsAbout(node.ref).filter((e) => e.reason === 'NodeNotReady');
  for (const e of events) {
    for (const at of e.count > 1 && e.last.lo > e.first.hi ? [e.first, e.last] : [e.first]) {
      if (spells.some((x) => near(x.marked, at))) continue;
      spells.push(fromEvent(c, node, e, at, events));
    }
  }
  return spells.sort((a, b) => a.marked.lo - b.marked.lo);
}

/** When a node that the controller stopped hearing of was lost: between its last heartbeat and the next one due. */
export function lossOf(s: NodeSpell): Stamp {
  const lo = s.marked.lo - GRACE.hi;
  const hi = s.marked.hi - GRACE.lo + RENEWAL;
  if (!s.lastBeat) return { lo, hi, grade: 'C' };
  // A heartbeat long before the mark (status every 5 min) bounds less than the grace period does.
  const beat = { lo: s.lastBeat.lo, hi: s.lastBeat.hi + RENEWAL };
  // One that the grace period leaves no room for was stamped by a clock that is wrong.
  if (beat.hi < lo || beat.lo > hi) return { lo, hi, grade: 'C' };
  return { lo: beat.lo, hi: Math.min(Math.max(beat.hi, beat.lo), s.marked.hi), grade: 'B' };
}

function near(a: Stamp, b: Stamp): boolean {
  return a.lo <= b.hi + SAME && b.lo <= a.hi + SAME;
}

function fromSnapshot(c: Case, node: Entity, s: Snapshot, ready: ObjectCondition, marked: Stamp): NodeSpell {
  const unknown = ready.status === 'Unknown' || ready.reason === 'NodeStatusUnknown';
  const beat = unknown ? lastBeat(c, node, s, ready, marked) : undefined;
  return {
    node: node.ref,
    by: unknown ? 'controller' : 'kubelet',
    marked,
    lastBeat: beat?.at,
    ended: endOf(c, node, marked),
    message: ready.message,
    evidence: [cite(s, ...ready.path), ...(beat ? [beat.evidence] : [])],
  };
}

/** The Lease tells to the microsecond; the condition's own heartbeat only every five minutes. */
function lastBeat(
  c: Case,
  node: Entity,
  s: Snapshot,
  ready: ObjectCondition,
  marked: Stamp,
): { at: Stamp; evidence: Evidence } | undefined {
  const lease = c.entity(ref('Lease', 'kube-node-lease', node.ref.name));
  const renewed = (lease?.snapshots ?? []).flatMap((l) => {
    const at = stampOf(digText(l.object, 'spec', 'renewTime'));
    return at && at.lo <= marked.hi && l.at.hi >= marked.lo
      ? [{ at, evidence: cite(l, 'spec', 'renewTime') }]
      : [];
  });
  const best = renewed.at(-1);
  if (best) return best;
  const heard = stampOf(dig(s.object, ...ready.path, 'lastHeartbeatTime'));
  return heard && heard.lo <= marked.hi
    ? { at: heard, evidence: cite(s, ...ready.path, 'lastHeartbeatTime') }
    : undefined;
}

function fromEvent(c: Case, node: Entity, e: EventRecord, at: Stamp, all: readonly EventRecord[]): NodeSpell {
  const own = all.find((x) => x.component === 'kubelet' && (near(x.first, at) || near(x.last, at)));
  return {
    node: node.ref,
    by: own || saysItself(c, node, at) || startsAnew(c, node, at, all) ? 'kubelet' : 'controller',
    marked: at,
    lastBeat: undefined,
    ended: endOf(c, node, at),
    message: undefined,
    evidence: [c.citeEvent(own ?? e)],
  };
}

/** The kubelet's log shows it alive and setting itself not ready about that time. */
function saysItself(c: Case, node: Entity, at: Stamp): boolean {
  return c
    .messagesOf('node-not-ready', 'kubelet-not-ready')
    .some((m) => m.origin.node === node.ref.name && near({ ...m.at, hi: m.until.hi }, at));
}

/**
 * An event in a table without sources, which kubelet and controller word alike, while the kubelet starts: a new kubelet says
 * that it is not ready yet before it says that it is.
 */
function startsAnew(c: Case, node: Entity, at: Stamp, all: readonly EventRecord[]): boolean {
  const about = all.filter((x) => near(x.first, at) || near(x.last, at));
  if (about.some((x) => x.component !== undefined)) return false;
  return c
    .eventsAbout(node.ref)
    .some((x) => x.reason === 'Starting' && /kubelet/.test(x.message) && near(x.last, at));
}

/** The next sign that it was Ready again: an event of the kubelet, or a later condition. */
function endOf(c: Case, node: Entity, marked: Stamp): Stamp | undefined {
  const event = c
    .eventsAbout(node.ref)
    // a node that is taken out of the cluster is not waited for
    .filter((e) => e.reason === 'NodeReady' || e.reason === 'RemovingNode')
    .flatMap((e) => [e.first, e.last])
    .filter((t) => t.lo > marked.lo)
    .sort((a, b) => a.lo - b.lo)[0];
  const condition = node.snapshots
    .flatMap((s) => conditionsOf(s.object).filter((x) => x.type === 'Ready' && x.status === 'True'))
    .flatMap((x) => x.since ?? [])
    .filter((t) => t.lo > marked.lo)
    .sort((a, b) => a.lo - b.lo)[0];
  if (event && condition) return condition.lo < event.lo ? condition : event;
  return event ?? condition;
}
