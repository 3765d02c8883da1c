/**
 * Directed edges between numbered nodes, grouped by the node that they leave: two flat arrays, however many
 * edges there are.
 */
export class Edges {
  /** Where the edges of each node begin in `#to`; one more entry than nodes. */
  readonly #first: Int32Array;
  readonly #to: Int32Array;
  /** The last walk that came upon each node. */
  readonly #seen: Int32Array;
  #walk = 0;

  /** An edge for each place of the two lists, kept in their order. */
  constructor(nodes: number, from: ArrayLike<number>, to: ArrayLike<number>) {
    this.#first = new Int32Array(nodes + 1);
    this.#to = new Int32Array(to.length);
    this.#seen = new Int32Array(nodes);
    for (let i = 0; i < from.length; i += 1) bump(this.#first, (from[i] ?? 0) + 1);
    for (let n = 0; n < nodes; n += 1) this.#first[n + 1] = (this.#first[n + 1] ?? 0) + (this.#first[n] ?? 0);
    const free = this.#first.slice();
    for (let i = 0; i < from.length; i += 1) this.#to[bump(free, from[i] ?? 0)] = to[i] ?? 0;
  }

  /** Nodes at the far end of the edges that leave a node. */
  of(node: number): Int32Array {
    return this.#to.subarray(this.#first[node] ?? 0, this.#first[node + 1] ?? 0);
  }

  /** Nodes that walks from some nodes come upon; those themselves only where an edge leads to them. */
  reached(from: readonly number[]): Int32Array {
    this.#walk += 1;
    const found: number[] = [];
    const visit = (node: number): void => {
      for (const next of this.of(node)) {
        if (this.#seen[next] === this.#walk) continue;
        this.#seen[next] = this.#walk;
        found.push(next);
      }
    };
    for (const node of from) visit(node);
    for (let at = 0; at < found.length; at += 1) visit(found[at] ?? 0);
    return Int32Array.from(found);
  }
}

/** Raises an entry by one; gives what it was. */
function bump(counts: Int32Array, at: number): number {
  const was = counts[at] ?? 0;
  counts[at] = was + 1;
  return was;
}
