import type { CausalRule } from './rule.js';

/** Every causal rule, in the order in which the catalogue is printed. */
export const rules: readonly CausalRule[] = [];
