import { byText } from './order.js';

/** Connected components of an undirected graph; members in the order of `nodes`. */
export function components(nodes: readonly string[], edges: Iterable<readonly [string, string]>): string[][] {
  const parent = new Map<string, string>(nodes.map((n) => [n, n]));
  const find = (n: string): string => {
    let at = n;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) {
      parent.set(at, parent.get(up) ?? up);
      at = up;
    }
    return at;
  };
  for (const [a, b] of edges) {
    const ra = find(a);
    const rb = find(b);
    if (ra !== rb) parent.set(byText(ra, rb) < 0 ? rb : ra, byText(ra, rb) < 0 ? ra : rb);
  }
  const groups = new Map<string, string[]>();
  for (const n of nodes) {
    const root = find(n);
    const group = groups.get(root);
    if (group) group.push(n);
    else groups.set(root, [n]);
  }
  return [...groups.values()];
}

/** Strongly connected components with more than one member, or with an edge to itself (Tarjan 1972). */
export function cycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const found: string[][] = [];
  let counter = 0;
  const visit = (start: string): void => {
    const work: { node: string; next: number }[] = [{ node: start, next: 0 }];
    while (work.length > 0) {
      const frame = work[work.length - 1];
      if (!frame) return;
      const { node } = frame;
      if (frame.next === 0) {
        index.set(node, counter);
        low.set(node, counter);
        counter += 1;
        stack.push(node);
        onStack.add(node);
      }
      const targets = edges.get(node) ?? [];
      const to = targets[frame.next];
      frame.next += 1;
      if (to !== undefined) {
        if (!index.has(to)) work.push({ node: to, next: 0 });
        else if (onStack.has(to)) low.set(node, Math.min(low.get(node) ?? 0, index.get(to) ?? 0));
        continue;
      }
      work.pop();
      const above = work[work.length - 1];
      if (above) low.set(above.node, Math.min(low.get(above.node) ?? 0, low.get(node) ?? 0));
      if (low.get(node) === index.get(node)) {
        const members: string[] = [];
        for (let m = stack.pop(); m !== undefined; m = stack.pop()) {
          onStack.delete(m);
          members.push(m);
          if (m === node) break;
        }
        if (members.length > 1 || targets.includes(node)) found.push(members.sort(byText));
      }
    }
  };
  for (const node of [...edges.keys()].sort(byText)) if (!index.has(node)) visit(node);
  return found;
}
