export * from './case.js';
export * from './change.js';
export * from './changes.js';
export * from './coverage.js';
export * from './entity.js';
export * from './facts/pods.js';
export {
  containersOf,
  templateFor,
  templates,
  type Template,
  type TemplateContainer,
} from './facts/templates.js';
export { templateVersions, type TemplateVersion } from './facts/template-versions.js';
export * from './facts/services.js';
export * from './facts/views.js';
export * from './tracks/index.js';
export { buildCase } from './build.js';
export { registryOf } from './relations/images.js';
export {
  dataplaneOf,
  etcdMemberOf,
  nodeNetworkOf,
  nodeOf,
  nodeOfPod,
  speakerOf,
  workloadNamed,
  workloadOfPod,
} from './facts/speakers.js';
export { meetsTerms } from './facts/placement.js';
export { newTaints } from './facts/tainted.js';
export { isMaintained } from './facts/maintenance.js';
export { firstTry, stillUnmounted } from './facts/first-try.js';
export { unreadyTimes, type Unready } from './facts/readiness.js';
export { entrances, type Entrance } from './facts/entrances.js';
export { lossOf, nodeSpells, settledAt, type NodeSpell } from './facts/node-health.js';
export { conditionSpells, type ConditionSpell } from './facts/condition-spells.js';
export { refusedCalls, stillRefuses, type RefusedCall } from './facts/webhook-calls.js';
export { clusterDns } from './facts/cluster-dns.js';
export { calleeOf, podAt, serviceNamed } from './facts/callees.js';
export {
  configuredAddresses,
  variables,
  type ConfiguredAddress,
  type Variable,
} from './facts/environment.js';
export { pathRoutes, type PathRoute } from './facts/route-tables.js';
export { podByUid } from './facts/pod-uids.js';
export { statedFor } from './facts/alert-age.js';
export { alertEntity } from './facts/alert-entities.js';
export { gauges, type Gauge } from './facts/telemetry.js';
export { isHeldBack } from './facts/held-back.js';
export { isSlow, slowdown, type Shift, type Slowdown } from './facts/slowdown.js';
export { lostInterface, type BoundInterface } from './facts/agent-interfaces.js';
export {
  citeSeries,
  heldSpells,
  increases,
  isDescribed,
  nodeLabelled,
  partner,
  quotient,
  metricsNamed,
  workloadLabelled,
  type HeldSpell,
} from './facts/exported.js';
export { failedShares, type FailedShare } from './facts/request-failures.js';
