export * from './case.js';
export * from './changes.js';
export * from './coverage.js';
export * from './entity.js';
export * from './facts/pods.js';
export {
  containersOf,
  templateOf,
  templates,
  type Template,
  type TemplateContainer,
} from './facts/templates.js';
export * from './facts/services.js';
export * from './facts/views.js';
export * from './tracks/index.js';
export { buildCase } from './build.js';
export { componentOf, etcdMemberOf, nodeOf, speakerOf, workloadOfPod } from './facts/speakers.js';
export { unreadyTimes, type Unready } from './facts/readiness.js';
export { entrances, type Entrance } from './facts/entrances.js';
export { nodeSpells, type NodeSpell } from './facts/node-health.js';
export { conditionSpells, type ConditionSpell } from './facts/condition-spells.js';
export { webhookFailures, type WebhookFailure } from './facts/webhook-calls.js';
