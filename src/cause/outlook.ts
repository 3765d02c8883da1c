import { groupBy } from '../base/index.js';
import { keyOf, type Condition, type EntityKey, type Ref } from '../model/index.js';
import type { CausalRule, Guard, Path } from './rule.js';
import { Timeline } from './timeline.js';
import { ALWAYS, type Walk, type Walker } from './walk.js';

/** Conditions by the entity that they are about, each type a timeline. */
export class Scene {
  readonly #at: ReadonlyMap<EntityKey, ReadonlyMap<string, Timeline>>;
  readonly #places: ReadonlyMap<string, ReadonlySet<EntityKey>>;
  readonly #causes = new Map<CausalRule, ReadonlySet<string>>();
  readonly #placesOf = new Map<CausalRule, readonly EntityKey[]>();

  constructor(conditions: readonly Condition[]) {
    const at = new Map<EntityKey, ReadonlyMap<string, Timeline>>();
    const places = new Map<string, Set<EntityKey>>();
    for (const [key, here] of groupBy(conditions, (x) => keyOf(x.entity))) {
      const timelines = new Map<string, Timeline>();
      for (const [type, list] of groupBy(here, (x) => x.type)) {
        timelines.set(type, new Timeline(list));
        places.set(type, (places.get(type) ?? new Set()).add(key));
      }
      at.set(key, timelines);
    }
    this.#at = at;
    this.#places = places;
  }

  has(type: string): boolean {
    return this.#places.has(type);
  }

  /** What holds at an entity, by type. */
  at(key: EntityKey): ReadonlyMap<string, Timeline> | undefined {
    return this.#at.get(key);
  }

  /** The causes of a rule that hold anywhere. */
  causesOf(rule: CausalRule): ReadonlySet<string> {
    const known = this.#causes.get(rule);
    if (known) return known;
    const causes = new Set(rule.cause.filter((type) => this.has(type)));
    this.#causes.set(rule, causes);
    return causes;
  }

  /** Entities at which any cause of a rule holds. */
  placesOf(rule: CausalRule): readonly EntityKey[] {
    const known = this.#placesOf.get(rule);
    if (known) return known;
    const keys = new Set(rule.cause.flatMap((type) => [...(this.#places.get(type) ?? [])]));
    const places = [...keys];
    this.#placesOf.set(rule, places);
    return places;
  }
}

/** Possible causes at one entity, with the ways that led there. */
export interface Site {
  readonly timeline: Timeline;
  readonly ways: readonly Walk[];
}

/** An entity at the end of a path where something holds. */
interface Stop {
  readonly at: EntityKey;
  readonly ways: readonly Walk[];
  readonly here: ReadonlyMap<string, Timeline>;
}

/** The guards of a rule as they stand at one place. */
export interface Guarded {
  readonly held: readonly Condition[];
  readonly missing?: string;
}

/**
 * What the rules see from one entity, and from what the evidence there names. The same for every effect at
 * the place whenever it began, so it is looked up once.
 */
export class Outlook {
  readonly #scene: Scene;
  readonly #walker: Walker;
  readonly #key: EntityKey;
  readonly #names: readonly Ref[];
  readonly #stops = new Map<Path, readonly Stop[]>();
  readonly #sites = new Map<CausalRule, readonly Site[]>();
  readonly #guards = new Map<CausalRule, Guarded>();

  constructor(scene: Scene, walker: Walker, from: Condition) {
    this.#scene = scene;
    this.#walker = walker;
    this.#key = keyOf(from.entity);
    this.#names = from.names;
  }

  /** Where causes under a rule may lie, with all ways that lead there, those of the first path first. */
  sites(rule: CausalRule): readonly Site[] {
    const known = this.#sites.get(rule);
    if (known) return known;
    const causes = this.#scene.causesOf(rule);
    const met = new Map<EntityKey, Stop>();
    for (const path of rule.paths) {
      for (const stop of path === 'anywhere' ? this.#anywhere(rule) : this.#along(path)) {
        if (!holdsAny(stop, causes)) continue;
        const known = met.get(stop.at);
        met.set(stop.at, known ? { ...known, ways: [...known.ways, ...stop.ways] } : stop);
      }
    }
    const sites: Site[] = [];
    for (const { ways, here } of met.values())
      for (const [type, timeline] of here) if (causes.has(type)) sites.push({ timeline, ways });
    this.#sites.set(rule, sites);
    return sites;
  }

  /** Which guards of a rule hold here, and the first needed one that does not. */
  guards(rule: CausalRule): Guarded {
    const known = this.#guards.get(rule);
    if (known) return known;
    const held: Condition[] = [];
    let missing: string | undefined;
    for (const guard of rule.guards ?? []) {
      const found = this.#holding(guard);
      if (guard.role === 'needed' && found.length === 0)
        missing ??= `needs ${guard.types.join(' or ')}, which does not hold`;
      held.push(...found);
    }
    const guarded = missing === undefined ? { held } : { held, missing };
    this.#guards.set(rule, guarded);
    return guarded;
  }

  #holding(guard: Guard): Condition[] {
    if (!guard.types.some((type) => this.#scene.has(type))) return [];
    const found = new Map<string, Condition>();
    for (const path of guard.path) {
      for (const { here } of this.#along(path)) {
        for (const type of guard.types) for (const x of here.get(type)?.conditions ?? []) found.set(x.id, x);
      }
    }
    return [...found.values()];
  }

  #anywhere(rule: CausalRule): readonly Stop[] {
    return this.#scene
      .placesOf(rule)
      .flatMap((at) => this.#stop(at, [{ at, from: { at: this.#key, valid: ALWAYS }, valid: ALWAYS }]));
  }

  #along(path: Path): readonly Stop[] {
    const known = this.#stops.get(path);
    if (known) return known;
    const reached = this.#walker.reach(path, this.#key, this.#names);
    const stops = [...reached].flatMap(([at, ways]) => this.#stop(at, ways));
    this.#stops.set(path, stops);
    return stops;
  }

  #stop(at: EntityKey, ways: readonly Walk[]): Stop[] {
    const here = this.#scene.at(at);
    return here ? [{ at, ways, here }] : [];
  }
}

function holdsAny({ here }: Stop, types: ReadonlySet<string>): boolean {
  for (const type of here.keys()) if (types.has(type)) return true;
  return false;
}
