/** Deterministic random numbers for property tests (Lehmer, MINSTD): the same seed, the same history. */
export function seeded(seed: number): {
  next(): number;
  below(n: number): number;
  between(a: number, b: number): number;
} {
  let state = (seed * 2654435761) % 2147483647 || 1;
  const next = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return {
    next,
    below: (n) => Math.floor(next() * n),
    between: (a, b) => a + Math.floor(next() * (b - a)),
  };
}
