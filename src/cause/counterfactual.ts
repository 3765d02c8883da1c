import { groupBy } from '../base/index.js';
import { labelOf, type Condition, type ConditionType } from '../model/index.js';
import type { Prevention } from './explanation.js';
import type { Story } from './story.js';
import { changeAgainst } from './repairs.js';
import type { Link } from './link.js';
import { Reach } from './search.js';

/**
 * Replays the accepted story with single conditions taken out of the world: a condition holds when it needs
 * no cause, or when one of its mechanisms still works (all of its causes under `join: all`, else any of
 * them, and all the guards that were in force).
 */
export function preventionsOf(
  story: Story,
  candidates: readonly Condition[],
  types: ReadonlyMap<string, ConditionType>,
): Prevention[] {
  const world = new Replay(story);
  return candidates.flatMap((x) => {
    const change = changeAgainst(x, types);
    if (!change) return [];
    const gone = world.without(x.id);
    const spared = story.conditions.filter((y) => gone.has(y.id) && y.id !== x.id);
    const topsSpared = story.tops.filter((t) => gone.has(t.id));
    const main = story.tops[0];
    const verdict: Prevention['verdict'] = change.noEffect
      ? 'no-effect'
      : main && gone.has(main.id)
        ? 'prevents'
        : sustains(story, x)
          ? 'shortens'
          : topsSpared.length > 0 || spared.some((y) => y.severity >= 2)
            ? 'shrinks'
            : 'no-effect';
    if (verdict === 'no-effect' && change.noEffect === undefined) return [];
    const why = change.noEffect ?? whyOf(verdict, story, spared, topsSpared);
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

/** Share of the worst effect's time that a condition must reach into to be one that kept it going. */
const LATE_SHARE = 0.8;

/**
 * True when a link works through the weakness whose effect leads to the worst top and lasted nearly as long
 * as it: without the weakness the top would have begun, and ended sooner.
 */
function sustains(story: Story, x: Condition): boolean {
  const top = story.tops[0];
  if (!top?.end) return false;
  const late = top.onset.lo + (top.end.lo - top.onset.lo) * LATE_SHARE;
  const reach = new Reach(story.links);
  return story.links.some(
    (l) =>
      l.guards.some((g) => g.id === x.id) &&
      (l.effect.end === undefined || l.effect.end.hi >= late) &&
      reach.leads(l.effect.id, top.id),
  );
}

function whyOf(
  verdict: Prevention['verdict'],
  story: Story,
  spared: readonly Condition[],
  topsSpared: readonly Condition[],
): string {
  const names = [
    ...new Set(spared.filter((y) => y.severity >= 2).map((y) => `${y.type} of ${labelOf(y.entity)}`)),
  ]
    .slice(0, 4)
    .join(', ');
  switch (verdict) {
    case 'prevents':
      return `Without it the chain breaks before ${story.tops[0] ? labelOf(story.tops[0].entity) : 'the impact'}: ${names} would not have followed.`;
    case 'shortens':
      return `The impact would still have begun, but what kept it going works through this${names === '' ? '' : `: ${names}`}.`;
    case 'shrinks':
      return topsSpared.length > 0
        ? `Part of the impact would not have followed: ${names}.`
        : `The impact stays; ${names} would not have followed.`;
    default:
      return 'The accepted chain does not work through it.';
  }
}

/** The accepted story, ready to be replayed with one condition taken out of the world. */
class Replay {
  /** Links into each condition, by rule: each rule is one way in which it can come about. */
  readonly #ways: ReadonlyMap<string, readonly (readonly Link[])[]>;
  /** Conditions that follow from, or are guarded by, each condition. */
  readonly #touches = new Map<string, Set<string>>();

  constructor(story: Story) {
    this.#ways = new Map(
      [...groupBy(story.links, (l) => l.effect.id)].map(([effect, links]) => [
        effect,
        [...groupBy(links, (l) => l.rule.id).values()],
      ]),
    );
    for (const l of story.links) {
      for (const x of [l.cause, ...l.guards]) {
        const list = this.#touches.get(x.id);
        if (list) list.add(l.effect.id);
        else this.#touches.set(x.id, new Set([l.effect.id]));
      }
    }
  }

  /** Ids of the conditions that do not hold without `removed`, itself among them. */
  without(removed: string): ReadonlySet<string> {
    const gone = new Set([removed]);
    for (const id of gone) {
      for (const effect of this.#touches.get(id) ?? []) {
        if (gone.has(effect)) continue;
        const ways = this.#ways.get(effect) ?? [];
        if (!ways.some((links) => works(links, gone, removed))) gone.add(effect);
      }
    }
    return gone;
  }
}

function works(links: readonly Link[], gone: ReadonlySet<string>, removed: string): boolean {
  const alive = (l: Link): boolean => !gone.has(l.cause.id) && !guardGone(l, removed);
  return links[0]?.rule.join === 'all' ? links.every(alive) : links.some(alive);
}

/** A guard group is gone when the removed condition was its only member in force. */
function guardGone(l: Link, removed: string): boolean {
  if (!l.guards.some((g) => g.id === removed)) return false;
  const type = l.guards.find((g) => g.id === removed)?.type;
  const group = l.rule.guards?.find((g) => type !== undefined && g.types.includes(type));
  return l.guards.filter((g) => group?.types.includes(g.type)).length <= 1;
}
