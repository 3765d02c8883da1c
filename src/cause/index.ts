export { explain } from './explain.js';
export type * from './explanation.js';
export { rules } from './registry.js';
export type { CausalRule, Link } from './rule.js';
