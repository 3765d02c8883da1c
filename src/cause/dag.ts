import { sortedBy } from '../base/index.js';
import { Adjacency } from './adjacency.js';

/**
 * A growing acyclic graph of which one can ask at any time what leads to what. Nodes stand in a topological
 * order that is mended locally when an edge runs against it (Pearce and Kelly, "A dynamic topological sort
 * algorithm for directed acyclic graphs", JEA 2006). Conditions come sorted by onset and causes precede
 * effects, so nearly every edge fits the order as it is and most questions are answered by two numbers.
 */
export class Dag {
  /** Node to place in the order, and back. */
  readonly #place: Int32Array;
  readonly #node: Int32Array;
  readonly #next: Adjacency;
  readonly #before: Adjacency;
  /** Visit stamps of the two directions of a search. */
  readonly #ahead: Int32Array;
  readonly #behind: Int32Array;
  #stamp = 0;

  /** Nodes are numbered in the order in which edges are expected to run. */
  constructor(nodes: number) {
    this.#place = Int32Array.from({ length: nodes }, (_, i) => i);
    this.#node = this.#place.slice();
    this.#next = new Adjacency(nodes);
    this.#before = new Adjacency(nodes);
    this.#ahead = new Int32Array(nodes);
    this.#behind = new Int32Array(nodes);
  }

  /** True when a way leads from one node to another one. */
  leads(from: number, to: number): boolean {
    return this.#meet(from, to);
  }

  /** Adds an edge; false, and nothing changes, when it would close a cycle. */
  add(from: number, to: number): boolean {
    if (from === to || this.#meet(to, from)) return false;
    if (this.#at(this.#place, from) > this.#at(this.#place, to)) this.#reorder(from, to);
    this.#next.add(from, to);
    this.#before.add(to, from);
    return true;
  }

  /** Adds edges into one node, the latest source first: the order then rarely has to be mended twice. */
  addAll(sources: readonly number[], to: number): void {
    for (const from of sortedBy(sources, (n) => -this.#at(this.#place, n))) this.add(from, to);
  }

  /** Takes one edge out again; the order stays good. */
  remove(from: number, to: number): void {
    this.#next.remove(from, to);
    this.#before.remove(to, from);
  }

  /** Searches from both ends at once, within the stretch of the order between them. */
  #meet(a: number, b: number): boolean {
    const from = this.#at(this.#place, a);
    const to = this.#at(this.#place, b);
    if (from >= to) return false;
    this.#stamp += 1;
    const forward = [a];
    const backward = [b];
    this.#ahead[a] = this.#stamp;
    this.#behind[b] = this.#stamp;
    while (forward.length > 0 && backward.length > 0) {
      if (this.#spread(forward, this.#next, this.#ahead, this.#behind, from, to)) return true;
      if (this.#spread(backward, this.#before, this.#behind, this.#ahead, from, to)) return true;
    }
    return false;
  }

  /** One step of a search; true when it came upon the other one. */
  #spread(
    queue: number[],
    edges: Adjacency,
    own: Int32Array,
    other: Int32Array,
    from: number,
    to: number,
  ): boolean {
    const at = queue.pop() ?? 0;
    for (let edge = edges.first(at); edge !== 0; edge = edges.next(edge)) {
      const n = edges.to(edge);
      if (other[n] === this.#stamp) return true;
      const place = this.#at(this.#place, n);
      if (own[n] === this.#stamp || place < from || place > to) continue;
      own[n] = this.#stamp;
      queue.push(n);
    }
    return false;
  }

  /** Moves what leads to `a` before what follows from `b`, within the places that they hold now. */
  #reorder(a: number, b: number): void {
    const low = this.#at(this.#place, b);
    const high = this.#at(this.#place, a);
    const after = this.#reached(b, this.#next, this.#ahead, low, high);
    const before = this.#reached(a, this.#before, this.#behind, low, high);
    const free = Int32Array.from([...before, ...after]).sort();
    const moved = [...before, ...after].map((place) => this.#at(this.#node, place));
    moved.forEach((n, i) => {
      const place = this.#at(free, i);
      this.#place[n] = place;
      this.#node[place] = n;
    });
  }

  /** Places that a walk along the edges reaches within a stretch of the order, in that order. */
  #reached(start: number, edges: Adjacency, seen: Int32Array, low: number, high: number): Int32Array {
    this.#stamp += 1;
    const stamp = this.#stamp;
    seen[start] = stamp;
    const queue = [start];
    const places: number[] = [];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      places.push(this.#at(this.#place, at));
      for (let edge = edges.first(at); edge !== 0; edge = edges.next(edge)) {
        const n = edges.to(edge);
        const place = this.#at(this.#place, n);
        if (seen[n] === stamp || place < low || place > high) continue;
        seen[n] = stamp;
        queue.push(n);
      }
    }
    return Int32Array.from(places).sort();
  }

  #at(list: Int32Array, i: number): number {
    return list[i] ?? 0;
  }
}
