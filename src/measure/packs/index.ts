import { controlPlaneRules } from './control-plane.js';
import { edgeRules } from './edge.js';
import { nodeRules } from './nodes.js';
import { proposedRules } from './proposed.js';
import type { PackRule } from './rule.js';
import { workloadRules } from './workloads.js';

export type { Exporter, PackRule } from './rule.js';

/** All rules of all packs, as they stood at the revisions named in rule.ts. */
export const packRules: readonly PackRule[] = [
  ...workloadRules,
  ...nodeRules,
  ...controlPlaneRules,
  ...edgeRules,
  ...proposedRules,
];
