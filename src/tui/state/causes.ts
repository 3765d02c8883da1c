import { groupBy } from '../../base/index.js';
import { keyOf, type LinkEntry } from '../../model/index.js';
import { intervalOf } from '../rows/index.js';
import type { Scene } from './scene.js';

/**
 * The accepted links as a tree that can be retold: each effect hangs on the cause that came last before it,
 * so that every step between is seen; its other causes are counted and told when asked for.
 */
export interface CauseTree {
  /** Effect → the link that it hangs on. */
  readonly nearest: ReadonlyMap<string, LinkEntry>;
  /** Cause → the links of the effects that hang on it, in order of time. */
  readonly effects: ReadonlyMap<string, readonly LinkEntry[]>;
  /** Effect → how many accepted causes it has. */
  readonly causes: ReadonlyMap<string, number>;
}

const known = new WeakMap<Scene, CauseTree>();

export function causeTree(scene: Scene): CauseTree {
  const found = known.get(scene);
  if (found) return found;
  const tree = treeOf(scene);
  known.set(scene, tree);
  return tree;
}

function treeOf(scene: Scene): CauseTree {
  const links = (scene.incident?.links ?? []).filter(
    (l) => l.verdict === 'accepted' && scene.conditions.has(l.from) && scene.conditions.has(l.to),
  );
  const byEffect = groupBy(links, (l) => l.to);
  const nearest = new Map<string, LinkEntry>();
  for (const [effect, causes] of byEffect) {
    const best = causes.reduce((a, b) => (isNearer(scene, b, a) ? b : a));
    if (!isBehind(nearest, effect, best.from)) nearest.set(effect, best);
  }
  const effects = groupBy(inTime(scene, nearest.values()), (l) => l.from);
  return { nearest, effects, causes: new Map([...byEffect].map(([id, causes]) => [id, causes.length])) };
}

/**
 * A cause that may have begun before its effect is nearer the later it began; one that surely began after
 * it, the earlier.
 */
function isNearer(scene: Scene, a: LinkEntry, b: LinkEntry): boolean {
  const lead = (l: LinkEntry): number => latestOnsetOf(scene, l.to) - onsetOf(scene, l.from);
  const [la, lb] = [lead(a), lead(b)];
  if (la >= 0 !== lb >= 0) return la >= 0;
  return Math.abs(la) < Math.abs(lb) || (la === lb && a.strength > b.strength);
}

function latestOnsetOf(scene: Scene, id: string): number {
  const c = scene.conditions.get(id);
  return (c && intervalOf(c.onset)?.hi) ?? Number.MAX_SAFE_INTEGER;
}

/** Would hanging `effect` on `cause` close a ring? */
function isBehind(nearest: ReadonlyMap<string, LinkEntry>, effect: string, cause: string): boolean {
  for (let at: string | undefined = cause; at !== undefined; at = nearest.get(at)?.from) {
    if (at === effect) return true;
  }
  return false;
}

function inTime(scene: Scene, links: Iterable<LinkEntry>): LinkEntry[] {
  return [...links].sort((a, b) => onsetOf(scene, a.to) - onsetOf(scene, b.to) || (a.to < b.to ? -1 : 1));
}

/** When a condition began; the far future when that is not known. */
export function onsetOf(scene: Scene, id: string): number {
  const c = scene.conditions.get(id);
  return (c && intervalOf(c.onset)?.lo) ?? Number.MAX_SAFE_INTEGER;
}

/** The conditions from the first cause to this one. */
export function pathTo(scene: Scene, id: string): readonly string[] {
  const { nearest } = causeTree(scene);
  const path: string[] = [];
  for (let at: string | undefined = id; at !== undefined; at = nearest.get(at)?.from) path.unshift(at);
  return path;
}

/** The conditions on the way to what users met: of several effects, the one that a reader wants next. */
export function mainLine(scene: Scene): ReadonlySet<string> {
  const suffering = new Set(scene.incident?.surfaces.map((s) => keyOf(s.entity)) ?? []);
  const ends = scene.incident?.conditions.filter((c) => suffering.has(keyOf(c.entity))) ?? [];
  return new Set(ends.flatMap((c) => pathTo(scene, c.id)));
}
