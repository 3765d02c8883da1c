/** Edges that are set aside for at first; the lists double when they are full. */
const ROOM = 1024;

/**
 * Edges that come and go between numbered nodes. The edges of a node are chained one to the next in flat
 * arrays, the latest first: an edge costs two numbers, and a node without edges one. What is taken out
 * leaves its room empty.
 */
export class Adjacency {
  /** Latest edge of each node, the edge after each edge, and where each edge leads; edges count from 1. */
  readonly #latest: Int32Array;
  #after = new Int32Array(ROOM);
  #to = new Int32Array(ROOM);
  #count = 0;

  constructor(nodes: number) {
    this.#latest = new Int32Array(nodes);
  }

  add(from: number, to: number): void {
    this.#count += 1;
    if (this.#count === this.#to.length) {
      this.#after = doubled(this.#after);
      this.#to = doubled(this.#to);
    }
    this.#to[this.#count] = to;
    this.#after[this.#count] = this.#latest[from] ?? 0;
    this.#latest[from] = this.#count;
  }

  /** Takes one edge out of its chain, if it is there. */
  remove(from: number, to: number): void {
    let before = 0;
    let edge = this.first(from);
    while (edge !== 0 && this.to(edge) !== to) {
      before = edge;
      edge = this.next(edge);
    }
    if (edge === 0) return;
    if (before === 0) this.#latest[from] = this.next(edge);
    else this.#after[before] = this.next(edge);
  }

  /** An edge of a node, from where `next` leads to the others; 0 where there is none. */
  first(node: number): number {
    return this.#latest[node] ?? 0;
  }

  next(edge: number): number {
    return this.#after[edge] ?? 0;
  }

  to(edge: number): number {
    return this.#to[edge] ?? 0;
  }
}

function doubled(list: Int32Array): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(list.length * 2);
  wider.set(list);
  return wider;
}
