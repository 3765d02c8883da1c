/**
 * Directed edges between numbered nodes, grouped by the node that they leave: a few flat arrays, however
 * many edges there are. An edge's number is its place in the lists that it came in.
 */
export class Edges {
  readonly #to: ArrayLike<number>;
  /** Numbers of the edges by node, and where those of each node begin. */
  readonly #numbers: Int32Array;
  readonly #first: Int32Array;
  /** The last walk that came upon each node. */
  readonly #seen: Int32Array;
  #walk = 0;

  constructor(nodes: number, from: ArrayLike<number>, to: ArrayLike<number>) {
    this.#to = to;
    this.#numbers = new Int32Array(from.length);
    this.#first = new Int32Array(nodes + 1);
    this.#seen = new Int32Array(nodes);
    for (let i = 0; i < from.length; i += 1) bump(this.#first, (from[i] ?? 0) + 1);
    for (let n = 0; n < nodes; n += 1) this.#first[n + 1] = (this.#first[n + 1] ?? 0) + (this.#first[n] ?? 0);
    const free = this.#first.slice();
    for (let i = 0; i < from.length; i += 1) this.#numbers[bump(free, from[i] ?? 0)] = i;
  }

  /** Numbers of the edges that leave a node, lowest first; none for a node that there is not. */
  numbers(node: number): Int32Array {
    return this.#numbers.subarray(this.#first[node] ?? 0, this.#first[node + 1] ?? 0);
  }

  /** Nodes that walks from some nodes come upon; those themselves only where an edge leads to them. */
  reached(from: readonly number[]): number[] {
    this.#walk += 1;
    const found: number[] = [];
    for (const node of from) this.#visit(node, found);
    for (let at = 0; at < found.length; at += 1) this.#visit(found[at] ?? 0, found);
    return found;
  }

  #visit(node: number, found: number[]): void {
    const end = this.#first[node + 1] ?? 0;
    for (let i = this.#first[node] ?? 0; i < end; i += 1) {
      const next = this.#to[this.#numbers[i] ?? 0] ?? 0;
      if (this.#seen[next] === this.#walk) continue;
      this.#seen[next] = this.#walk;
      found.push(next);
    }
  }
}

/** Raises an entry by one; gives what it was. */
function bump(counts: Int32Array, at: number): number {
  const was = counts[at] ?? 0;
  counts[at] = was + 1;
  return was;
}
