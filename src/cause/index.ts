export { explain } from './explain.js';
export type * from './explanation.js';
export { rules } from './registry.js';
export type { Link } from './link.js';
export type { CausalRule } from './rule.js';
