import type { CausalRule } from './rule.js';
import { admissionRules } from './rules/admission.js';
import { alertRules } from './rules/alert.js';
import { componentRules } from './rules/component.js';
import { controlPlaneRules } from './rules/control-plane.js';
import { deliveryRules } from './rules/delivery.js';
import { dependencyRules } from './rules/dependency.js';
import { hostRules } from './rules/host.js';
import { identityRules } from './rules/identity.js';
import { imageRules } from './rules/image.js';
import { jobRules } from './rules/job.js';
import { loadRules } from './rules/load.js';
import { networkRules } from './rules/network.js';
import { nodeRules } from './rules/node.js';
import { reachRules } from './rules/reach.js';
import { requestRules } from './rules/requests.js';
import { schedulingRules } from './rules/scheduling.js';
import { serviceRules } from './rules/service.js';
import { storageRules } from './rules/storage.js';
import { surfaceRules } from './rules/surface.js';
import { workloadRules } from './rules/workload.js';

/** Every causal rule, in the order in which the catalogue is printed. */
export const rules: readonly CausalRule[] = [
  ...surfaceRules,
  ...serviceRules,
  ...workloadRules,
  ...dependencyRules,
  ...loadRules,
  ...requestRules,
  ...jobRules,
  ...imageRules,
  ...schedulingRules,
  ...admissionRules,
  ...storageRules,
  ...networkRules,
  ...reachRules,
  ...nodeRules,
  ...controlPlaneRules,
  ...componentRules,
  ...deliveryRules,
  ...identityRules,
  ...hostRules,
  ...alertRules,
];
