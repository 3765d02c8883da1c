import { groupBy, listed } from '../base/index.js';
import { keyOf, labelOf, type Condition, type ConditionType } from '../model/index.js';
import type { Loop, Prevention } from './explanation.js';
import type { Story } from './story.js';
import { changeAgainst } from './repairs.js';
import type { Graph, Reach } from './graph.js';
import type { Link } from './link.js';
import { titleOf } from './titles.js';

/**
 * Replays the accepted story with single conditions taken out of the world: a condition holds when it needs
 * no cause, or when one of its mechanisms still works (all of its causes under `join: all`, else any of
 * them, and all the guards that were in force).
 */
export function preventionsOf(
  story: Story,
  graph: Graph,
  candidates: readonly Condition[],
  types: ReadonlyMap<string, ConditionType>,
  loops: readonly Loop[] = [],
): Prevention[] {
  const world = new Replay(story, graph);
  const main = story.tops[0];
  const tops = new Set(story.tops);
  const leading = graph.before(main ? [main] : []);
  return candidates.flatMap((x) => {
    const change = changeAgainst(x, types);
    if (!change) return [];
    const gone = world.without(x);
    const spared = graph.sorted([...gone].filter((y) => y !== x));
    const lessFelt = tops.has(x) || spared.some((y) => tops.has(y));
    const verdict: Prevention['verdict'] = change.noEffect
      ? 'no-effect'
      : main && gone.has(main)
        ? 'prevents'
        : closes(x, loops) || sustains(main, world.guardedBy(x), leading)
          ? 'shortens'
          : lessFelt || spared.some((y) => y.severity >= 2)
            ? 'shrinks'
            : 'no-effect';
    if (verdict === 'no-effect' && change.noEffect === undefined) return [];
    const why =
      change.noEffect ??
      (verdict === 'shortens' && closes(x, loops)
        ? 'The impact would still have begun, but the loop that kept it going would not have closed.'
        : whyOf(verdict, story, sparedWords(spared, types), lessFelt));
    return [
      {
        change: change.text,
        entity: x.entity,
        verdict,
        why: change.caveat === undefined ? why : `${why} ${change.caveat}`,
        removes: x,
      },
    ];
  });
}

/** True for a weakness that a loop runs through all of whose members were down: without it they come back. */
function closes(x: Condition, loops: readonly Loop[]): boolean {
  return loops.some((l) => l.kind === 'activated' && l.gates.includes(keyOf(x.entity)));
}

/** Share of the worst effect's time that a condition must reach into to be one that kept it going. */
const LATE_SHARE = 0.8;

/**
 * True when one of the links through a weakness has an effect that leads to the worst top and lasted nearly
 * as long as it: without the weakness the top would have begun, and ended sooner.
 */
function sustains(top: Condition | undefined, through: readonly Link[], leading: Reach): boolean {
  if (!top?.end) return false;
  const late = top.onset.lo + (top.end.lo - top.onset.lo) * LATE_SHARE;
  return through.some(
    ({ effect }) => leading.has(effect) && (effect.end === undefined || effect.end.hi >= late),
  );
}

const MOST_SPARED = 3;

/** What would not have followed, kind by kind: the first few, and how many more. */
function sparedWords(spared: readonly Condition[], types: ReadonlyMap<string, ConditionType>): string {
  const kinds = groupBy(
    spared.filter((y) => y.severity >= 2),
    (y) => titleOf(y.type, types),
  );
  const names = [...kinds].map(([title, all]) => {
    const things = [...new Set(all.map((y) => labelOf(y.entity)))];
    return `${title} (${things.length > 2 ? `${things[0] ?? ''} and ${things.length - 1} more` : listed(things)})`;
  });
  const left = names.length - MOST_SPARED;
  return listed(left > 0 ? [...names.slice(0, MOST_SPARED), `${left} more`] : names);
}

function whyOf(verdict: Prevention['verdict'], story: Story, names: string, lessFelt: boolean): string {
  switch (verdict) {
    case 'prevents':
      return `Without it the chain breaks before ${story.tops[0] ? labelOf(story.tops[0].entity) : 'the impact'}${names === '' ? '.' : `; this would not have followed: ${names}.`}`;
    case 'shortens':
      return `The impact would still have begun, but been over sooner: it was kept going through this${names === '' ? '' : `, by ${names}`}.`;
    case 'shrinks':
      return `${lessFelt ? 'A part of the impact' : 'The impact stays; this'} would not have followed: ${names}.`;
    default:
      return 'The accepted chain does not work through it.';
  }
}

/** The accepted story, ready to be replayed with one condition taken out of the world. */
class Replay {
  readonly #graph: Graph;
  /** Links that work through each weakness. */
  readonly #guarded = new Map<Condition, Link[]>();

  constructor(story: Story, graph: Graph) {
    this.#graph = graph;
    for (const l of story.links) {
      for (const guard of l.guards) {
        const list = this.#guarded.get(guard);
        if (list) list.push(l);
        else this.#guarded.set(guard, [l]);
      }
    }
  }

  /** The links that work through a condition as their guard. */
  guardedBy(x: Condition): readonly Link[] {
    return this.#guarded.get(x) ?? [];
  }

  /** The conditions that do not hold without one, itself among them. */
  without(removed: Condition): ReadonlySet<Condition> {
    const gone = new Set([removed]);
    for (const x of gone) {
      for (const { effect } of [...this.#graph.outOf(x), ...this.guardedBy(x)]) {
        if (gone.has(effect)) continue;
        const ways = groupBy(this.#graph.into(effect), (l) => l.rule.id).values();
        if (![...ways].some((links) => works(links, gone, removed))) gone.add(effect);
      }
    }
    return gone;
  }
}

/** Each rule is one way in which an effect can come about. */
function works(links: readonly Link[], gone: ReadonlySet<Condition>, removed: Condition): boolean {
  const alive = (l: Link): boolean => !gone.has(l.cause) && !guardGone(l, removed);
  return links[0]?.rule.join === 'all' ? links.every(alive) : links.some(alive);
}

/** A guard group is gone when the removed condition was its only member in force. */
function guardGone(l: Link, removed: Condition): boolean {
  if (!l.guards.includes(removed)) return false;
  const group = l.rule.guards?.find((g) => g.types.includes(removed.type));
  return l.guards.filter((g) => group?.types.includes(g.type)).length <= 1;
}
