import { groupBy, listed, MINUTE, sortedBy } from '../base/index.js';
import { keyOf, labelOf, type Condition, type ConditionType } from '../model/index.js';
import type { Alternative, RootCause } from './explanation.js';
import { rankOfTop, type Story } from './story.js';
import { Chains } from './chain.js';
import { ALERT, SAID } from './quiet.js';
import type { Graph, Reach } from './graph.js';
import type { Link } from './link.js';
import { rootCost, type Derivation } from './search.js';
import type { Sight } from './sight.js';
import { titleOf, toldOf } from './titles.js';

/** Extra cost at which "none of these" is always kept as an explanation (causal-model 3.8). */
const NONE_OF_THESE = 1.5;

/** Base strength from which a link says how, not only where (causal-model 3.8: caps at medium below it). */
const FIRM = 0.6;

/** Probability that no root has whose chain is weak, or behind which the capture can not look: medium. */
const NOT_SURE = 0.7;

/** A symptom without a cause is where the trail ends, not what happened: never more than low. */
const UNEXPLAINED_SYMPTOM = 0.35;

/**
 * The roots of a story: abnormal conditions that no other abnormal condition of the story brought about.
 * A change or a rise in load is a root only where no fault stands between it and what it did: otherwise it
 * is the trigger, and the fault is the thing to repair. An impact is never its own cause: a story of
 * nothing else has no known root, and a symptom without a cause is one only where there is nothing firmer.
 */
export function rootsOf(
  story: Story,
  graph: Graph,
  d: Derivation,
  types: ReadonlyMap<string, ConditionType>,
  sight: Sight,
): RootCause[] {
  const nature = (x: Condition): string => types.get(x.type)?.nature ?? 'symptom';
  const abnormal = (x: Condition): boolean => ['fault', 'symptom', 'impact', 'observer'].includes(nature(x));
  /** A rise in load that a change brought on: the change is the thing to take back, not what gave way. */
  const broughtOn = (x: Condition): boolean =>
    nature(x) === 'load' && graph.into(x).some((l) => nature(l.cause) === 'change');
  const drained = new Set(
    story.conditions.flatMap((x) => (x.type === DRAIN && x.entity.kind === 'Node' ? [keyOf(x.entity)] : [])),
  );
  const candidates = story.conditions.filter((x) => {
    const parents = graph.into(x);
    const children = graph.outOf(x);
    if (nature(x) === 'weakness') return false;
    if (parents.some((l) => abnormal(l.cause) || broughtOn(l.cause))) return false;
    if (nature(x) === 'impact' || x.type === ALERT) return false;
    if (abnormal(x)) return children.length > 0 || parents.length === 0 || nature(x) === 'fault';
    if (isPartOf(x, drained)) return false;
    if (broughtOn(x)) return false;
    if (REMOVALS.has(x.type) && children.every((l) => isHeldBack(l.effect, x, graph, nature))) return false;
    return children.length > 0 && !children.some((l) => ['fault', 'observer'].includes(nature(l.effect)));
  });
  const tops = new Set(story.tops);
  const leading = graph.before(story.tops);
  const reaching = candidates.filter((x) => tops.has(x) || leading.has(x));
  const named = reaching.length > 0 ? reaching : candidates;
  const firm = named.filter((x) => nature(x) !== 'symptom');
  const early = (firm.length > 0 ? firm : named).filter((x) => !cameLate(x, story));
  const chosen = early.length > 0 ? early : firm.length > 0 ? firm : named;
  const chains = new Chains(story, graph);
  const after = new Map(chosen.map((x) => [x.id, graph.after(x)]));
  const alike = groupBy(chosen, (x) => x.type);
  const roots = chosen.map((x) => {
    const follows = after.get(x.id) ?? graph.after(x);
    // the same fault elsewhere (kube-proxy down on two nodes) and what it led to is more of the same story
    const same = alike.get(x.type) ?? [x];
    // and so is what led to it: a drain that made the fault tell does not compete with the fault
    const leading = graph.before([x]);
    const isOwn = (y: Condition): boolean =>
      leading.has(y) || same.some((z) => z.id === y.id || after.get(z.id)?.has(y));
    const root = judged(x, story, { follows, isOwn }, chains.from(x), d, types, sight);
    return { root, weight: weight(x, story, follows) };
  });
  return sortedBy(
    roots,
    (r) => -Math.floor(r.weight / 100),
    // what is over explains less of what still goes on
    (r) => (isOver(r.root.condition, story) ? 1 : 0),
    (r) => -r.weight,
    (r) => -r.root.probability,
    (r) => r.root.condition.onset.lo,
    (r) => keyOf(r.root.condition.entity),
    (r) => r.root.condition.id,
  ).map((r, i) => ({ ...r.root, rank: i + 1 }));
}

const DRAIN = 'node-cordon-drain';

/** True for the eviction of a pod from a node that is told to have been drained: it is a part of that act. */
function isPartOf(x: Condition, drained: ReadonlySet<string>): boolean {
  return x.type === DRAIN && x.entity.kind === 'Pod' && x.names.some((r) => drained.has(keyOf(r)));
}

/** Acts that take pods away, which their controllers replace at once. */
const REMOVALS: ReadonlySet<string> = new Set(['node-cordon-drain', 'manual-pod-delete', 'rollout-restart']);

/** States in which the pod that takes the place of another does not start, whatever the reason. */
const HELD_BACK: ReadonlySet<string> = new Set([
  'image-pull-failed', 'image-pull-backoff', 'crashloop', 'container-exit-error', 'config-missing', 'failed-scheduling',
  'pod-not-running', 'volume-mount-timeout', 'mount-setup-failed', 'sandbox-create-failed', 'init-container-stuck',
]); // prettier-ignore

/** True where what was taken away could not come back, for a fault of its own: the fault is the thing to repair. */
function isHeldBack(
  effect: Condition,
  act: Condition,
  graph: Graph,
  nature: (x: Condition) => string,
): boolean {
  const others = graph.into(effect).flatMap((l) => (l.cause.id === act.id ? [] : [l.cause]));
  const holds = (x: Condition): boolean => nature(x) === 'fault' || HELD_BACK.has(x.type);
  return others.some(holds) || graph.before(others).conditions.some(holds);
}

/** What began this long after the worst effect did not bring it about; at most it kept it from ending. */
const LATE = MINUTE;

/** True for a fault that arose when the worst effect was already there. */
export function cameLate(x: Condition, story: Story): boolean {
  const top = story.tops[0];
  return top !== undefined && x.onset.grade !== 'X' && x.onset.lo > top.onset.hi + LATE;
}

/** True for a fault that had ended where the worst effect goes on. */
function isOver(x: Condition, story: Story): boolean {
  return x.end !== undefined && story.tops[0]?.end === undefined;
}

function weight(x: Condition, story: Story, follows: Reach): number {
  const reached = story.tops.filter((t) => t.id === x.id || follows.has(t));
  const top = reached.reduce((most, t) => Math.max(most, rankOfTop(t) * 10 + t.severity), 0);
  return top * 100 + Math.min(follows.conditions.length, 60);
}

function judged(
  x: Condition,
  story: Story,
  reached: { readonly follows: Reach; isOwn(y: Condition): boolean },
  chain: readonly Link[],
  d: Derivation,
  types: ReadonlyMap<string, ConditionType>,
  sight: Sight,
): RootCause {
  const limits: string[] = [];
  let probability = noneOfThese(x, types);
  for (const link of chain) {
    const rivals = d.alternative.into(link.effect).filter((l) => !reached.isOwn(l.cause));
    const here = d.cost(link.cause);
    const odds = rivals.map((l) => {
      // a rival was observed as well: that nothing here explains it makes it no less likely to have acted
      const dearer = Math.min(0, d.cost(l.cause) - here);
      return Math.exp(-Math.max(0, dearer - Math.log(l.strength) + Math.log(link.strength)));
    });
    const share = 1 / (1 + Math.exp(-NONE_OF_THESE) + odds.reduce((a, b) => a + b, 0));
    if (rivals.length > 0 && share < 0.75)
      limits.push(
        `${labelOf(link.effect.entity)} (${titleOf(link.effect.type, types)}) could also follow from: ${[
          ...new Set(rivals.map((l) => titleOf(l.cause.type, types))),
        ]
          .slice(0, 3)
          .join(', ')}`,
      );
    probability = Math.min(probability, share);
  }
  const weakest = chain.reduce<Link | undefined>(
    (a, l) => (!a || l.strength < a.strength ? l : a),
    undefined,
  );
  if (weakest && weakest.strength < FIRM) {
    limits.push(`its weakest link is that ${weakest.rule.mechanism}`);
    probability = Math.min(probability, NOT_SURE);
  }
  const missing = sight.missing(x);
  if (missing !== undefined) {
    limits.push(`${missing}: what brought it about would show there`);
    probability = Math.min(probability, NOT_SURE);
  }
  if (x.epistemic === 'reported') {
    limits.push('only an alert tells of it, and the capture has nothing of the thing itself');
    probability = Math.min(probability, NOT_SURE);
  }
  const batch = sharedBy(story);
  if (batch !== undefined) {
    limits.push(batch);
    probability = Math.min(probability, UNEXPLAINED_SYMPTOM);
  }
  if (types.get(x.type)?.selfExplaining !== true && (types.get(x.type)?.nature ?? '') !== 'change') {
    limits.push('why this happened is not in the capture');
    // what a program says of its calls, and that led to nothing, is known from one side only
    if (chain.length === 0 && SAID.test(x.type)) probability = Math.min(probability, NOT_SURE);
  }
  if (types.get(x.type)?.nature === 'symptom') probability = Math.min(probability, UNEXPLAINED_SYMPTOM);
  const rounded = Math.round(probability * 1000) / 1000;
  return {
    condition: x,
    rank: 0,
    probability: rounded,
    confidence: wordOf(rounded),
    explains: reached.follows.conditions.map((y) => y.id),
    limits,
  };
}

/**
 * Of a story of several like faults without any link: that they share a cause which is not seen, and what
 * they have in common, as a clause for the reader. Each is as much an effect as the next.
 */
function sharedBy(story: Story): string | undefined {
  const [first, ...others] = story.tops;
  if (story.links.length > 0 || !first || others.length === 0) return undefined;
  if (others.some((x) => x.type !== first.type || x.entity.kind !== first.entity.kind)) return undefined;
  const common = Object.entries(first.attrs)
    .filter(([key, value]) => others.every((x) => x.attrs[key] === value))
    .map(([key, value]) => `${key} ${value}`);
  const what = common.length > 0 ? ` (${listed(common)})` : '';
  return `${story.tops.length} objects of kind ${first.entity.kind} failed together: what they have in common${what} points at one cause, which is not in the capture`;
}

function wordOf(p: number): RootCause['confidence'] {
  return p >= 0.75 ? 'high' : p >= 0.4 ? 'medium' : 'low';
}

/** A condition that explains itself leaves less room for "something else entirely". */
function noneOfThese(x: Condition, types: ReadonlyMap<string, ConditionType>): number {
  return 1 / (1 + Math.exp(-NONE_OF_THESE - Math.max(0, 1.5 - rootCost(x, types))));
}

/** Other stories for the worst top, and "none of these": what a reader must be able to weigh. */
export function alternativesOf(
  story: Story,
  roots: readonly RootCause[],
  d: Derivation,
  types: ReadonlyMap<string, ConditionType>,
): Alternative[] {
  const first = roots[0];
  const told = new Set(roots.flatMap((r) => [r.condition.id, ...r.explains]));
  const rivals = d.alternative.intoAny(story.conditions).filter((l) => !told.has(l.cause.id));
  const seen = new Set<string>();
  const out: Alternative[] = [];
  for (const l of strongestFirst(rivals)) {
    if (out.length >= 4) break;
    if (seen.has(l.cause.id)) continue;
    seen.add(l.cause.id);
    const chosen = d.heldBy(l.effect)[0];
    out.push({
      statement: `${toldOf(l.cause, types)} may have brought about ${toldOf(l.effect, types)}: ${l.rule.mechanism}`,
      probability: Math.round((1 - (first?.probability ?? 0.5)) * l.strength * 500) / 1000,
      roots: [l.cause],
      toDecide: chosen
        ? `logs and state between the two onsets: whether it was ${toldOf(l.cause, types)} or, as told here, ${toldOf(chosen.cause, types)}`
        : `logs of ${labelOf(l.cause.entity)}${keyOf(l.cause.entity) === keyOf(l.effect.entity) ? '' : ` and of ${labelOf(l.effect.entity)}`} around the onset`,
    });
  }
  out.push({
    statement: 'none of these: a cause that left no trace in this capture',
    probability: Math.round((1 - (first?.probability ?? 0)) * 500) / 1000,
    roots: [],
    toDecide: 'the sources listed as missing under evidence gaps',
  });
  return out;
}

/** By strength, then by id; ids are made for as many as are taken. */
function* strongestFirst(links: readonly Link[]): Generator<Link> {
  const ranks = groupBy(
    sortedBy(links, (l) => -l.strength),
    (l) => l.strength,
  );
  for (const rank of ranks.values()) {
    const named = rank.map((link) => ({ link, id: link.id }));
    for (const { link } of sortedBy(named, (x) => x.id)) yield link;
  }
}
