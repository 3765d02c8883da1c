import type { Detector } from '../detector.js';
import { badConfigChange } from './workload/bad-config-change.js';
import { commandNotFound } from './workload/command-not-found.js';
import { configMissing } from './workload/config-missing.js';
import { containerRefused } from './workload/container-refused.js';
import { containerExitError } from './workload/container-exit-error.js';
import { containerOom } from './workload/container-oom.js';
import { cpuThrottling } from './workload/cpu-throttling.js';
import { crashloop } from './workload/crashloop.js';
import { deploymentUnavailable } from './workload/deployment-unavailable.js';
import { initContainerStuck } from './workload/init-container-stuck.js';
import { lifecycleHookFailed } from './workload/lifecycle-hook-failed.js';
import { readinessGateUnmet } from './workload/readiness-gate-unmet.js';
import { livenessDependsOnOtherService } from './workload/liveness-depends-on-other-service.js';
import { livenessProbeTight } from './workload/liveness-probe-tight.js';
import { runAsRootRefused } from './workload/run-as-root-refused.js';
import { livenessKill } from './workload/liveness-kill.js';
import { processCompletes } from './workload/process-completes.js';
import { podNotRunning } from './workload/pod-not-running.js';
import { portConflict } from './workload/port-conflict.js';
import { probeCommandMissing } from './workload/probe-command-missing.js';
import { probeFailing } from './workload/probe-failing.js';
import { probeTooEarly } from './workload/probe-too-early.js';
import { probeWrongPath } from './workload/probe-wrong-path.js';
import { probeWrongPort } from './workload/probe-wrong-port.js';
import { probeWrongScheme } from './workload/probe-wrong-scheme.js';
import { readinessFlapping } from './workload/readiness-flapping.js';
import { replicasZero } from './workload/replicas-zero.js';
import { rolloutStuck } from './workload/rollout-stuck.js';
import { statefulsetStuck } from './workload/statefulset-stuck.js';
import { workloadWeakness } from './workload/workload-weakness.js';
import { workloadMetrics } from './workload/workload-metrics.js';
import { imageDiskFull } from './image/image-disk-full.js';
import { imageLarge } from './image/image-large.js';
import { imageNotFound } from './image/image-not-found.js';
import { imagePullAlways } from './image/image-pull-always.js';
import { imagePullFailed } from './image/image-pull-failed.js';
import { imageUnusable } from './image/image-unusable.js';
import { registryNameUnresolvable } from './image/registry-name-unresolvable.js';
import { registryRefuses } from './image/registry-refuses.js';
import { registryUnreachable } from './image/registry-unreachable.js';
import { failedScheduling } from './scheduling/failed-scheduling.js';
import { hostPortConflict } from './scheduling/host-port-conflict.js';
import { insufficientResources } from './scheduling/insufficient-resources.js';
import { interPodRulesUnsatisfiable } from './scheduling/inter-pod-rules-unsatisfiable.js';
import { nodeAffinityMismatch } from './scheduling/node-affinity-mismatch.js';
import { nodeSelectorMismatch } from './scheduling/node-selector-mismatch.js';
import { nodesCordoned } from './scheduling/nodes-cordoned.js';
import { podPreempted } from './scheduling/pod-preempted.js';
import { priorityMisconfigured } from './scheduling/priority-misconfigured.js';
import { requestExceedsNodes } from './scheduling/request-exceeds-nodes.js';
import { schedulerMissing } from './scheduling/scheduler-missing.js';
import { schedulingGated } from './scheduling/scheduling-gated.js';
import { schedulingStorm } from './scheduling/scheduling-storm.js';
import { taintNotTolerated } from './scheduling/taint-not-tolerated.js';
import { volumeLimitReached } from './scheduling/volume-limit-reached.js';
import { volumeNodeConflict } from './scheduling/volume-node-conflict.js';
import { longhornVolume } from './storage/longhorn-volume.js';
import { nfsUnreachable } from './storage/nfs-unreachable.js';
import { localPvPinned } from './storage/local-pv-pinned.js';
import { mountFailed } from './storage/mount-failed.js';
import { mountRefused } from './storage/mount-refused.js';
import { pvLost } from './storage/pv-lost.js';
import { pvProvisionFailed } from './storage/pv-provision-failed.js';
import { pvcMissing } from './storage/pvc-missing.js';
import { pvcUnbound } from './storage/pvc-unbound.js';
import { pvcVolumeMismatch } from './storage/pvc-volume-mismatch.js';
import { storageclassMissing } from './storage/storageclass-missing.js';
import { volumePermissionDenied } from './storage/volume-permission-denied.js';
import { volumeResizeFailed } from './storage/volume-resize-failed.js';
import { volumeMetrics } from './storage/volume-metrics.js';
import { admissionDeadlock } from './admission/admission-deadlock.js';
import { conversionWebhook } from './admission/conversion-webhook.js';
import { podRefusedByPolicy } from './admission/pod-refused-by-policy.js';
import { policyGap } from './admission/policy-gap.js';
import { quotaExceeded } from './admission/quota-exceeded.js';
import { replicasetCreateFailed } from './admission/replicaset-create-failed.js';
import { serviceAccountMissing } from './admission/service-account-missing.js';
import { webhookFailClosed } from './admission/webhook-fail-closed.js';
import { webhookMisconfigured } from './admission/webhook-misconfigured.js';
import { endpointUpdateFailing } from './service/endpoint-update-failing.js';
import { envAddressMismatch } from './service/env-address-mismatch.js';
import { externalNameUnresolved } from './service/external-name-unresolved.js';
import { networkpolicyBlock } from './service/networkpolicy-block.js';
import { serviceNoEndpoints } from './service/service-no-endpoints.js';
import { servicePortMismatch } from './service/service-port-mismatch.js';
import { serviceSelectorMismatch } from './service/service-selector-mismatch.js';
import { capacityWeakness } from './autoscaling/capacity-weakness.js';
import { hpaConditions } from './autoscaling/hpa-conditions.js';
import { hpaRunawayScaleUp } from './autoscaling/hpa-runaway-scale-up.js';
import { hpaScaledDown } from './autoscaling/hpa-scaled-down.js';
import { kedaScalerFailed } from './autoscaling/keda-scaler-failed.js';
import { nodeAutoscaler } from './autoscaling/node-autoscaler.js';
import { pdbBlocksEviction } from './autoscaling/pdb-blocks-eviction.js';
import { cronjobPileUp } from './job/cronjob-pile-up.js';
import { cronjobSchedule } from './job/cronjob-schedule.js';
import { jobFailed } from './job/job-failed.js';
import { jobPodsFlood } from './job/job-pods-flood.js';

/** Detectors of workloads and of what is declared: images, probes, scheduling, storage, admission, Services. */
export const configurationDetectors: readonly Detector[] = [
  badConfigChange,
  commandNotFound,
  configMissing,
  containerRefused,
  containerExitError,
  containerOom,
  cpuThrottling,
  crashloop,
  deploymentUnavailable,
  initContainerStuck,
  lifecycleHookFailed,
  readinessGateUnmet,
  livenessDependsOnOtherService,
  livenessKill,
  livenessProbeTight,
  podNotRunning,
  portConflict,
  processCompletes,
  probeCommandMissing,
  probeFailing,
  probeTooEarly,
  probeWrongPath,
  probeWrongPort,
  probeWrongScheme,
  readinessFlapping,
  replicasZero,
  rolloutStuck,
  runAsRootRefused,
  statefulsetStuck,
  workloadWeakness,
  workloadMetrics,
  imageDiskFull,
  imageLarge,
  imageNotFound,
  imagePullAlways,
  imagePullFailed,
  imageUnusable,
  registryNameUnresolvable,
  registryRefuses,
  registryUnreachable,
  failedScheduling,
  hostPortConflict,
  insufficientResources,
  interPodRulesUnsatisfiable,
  nodeAffinityMismatch,
  nodeSelectorMismatch,
  nodesCordoned,
  podPreempted,
  priorityMisconfigured,
  requestExceedsNodes,
  schedulerMissing,
  schedulingGated,
  schedulingStorm,
  taintNotTolerated,
  volumeLimitReached,
  volumeNodeConflict,
  longhornVolume,
  localPvPinned,
  nfsUnreachable,
  mountFailed,
  mountRefused,
  pvLost,
  pvProvisionFailed,
  pvcMissing,
  pvcUnbound,
  pvcVolumeMismatch,
  storageclassMissing,
  volumePermissionDenied,
  volumeResizeFailed,
  volumeMetrics,
  admissionDeadlock,
  conversionWebhook,
  podRefusedByPolicy,
  policyGap,
  quotaExceeded,
  replicasetCreateFailed,
  serviceAccountMissing,
  webhookFailClosed,
  webhookMisconfigured,
  endpointUpdateFailing,
  envAddressMismatch,
  externalNameUnresolved,
  networkpolicyBlock,
  serviceNoEndpoints,
  servicePortMismatch,
  serviceSelectorMismatch,
  capacityWeakness,
  hpaConditions,
  hpaRunawayScaleUp,
  hpaScaledDown,
  kedaScalerFailed,
  nodeAutoscaler,
  pdbBlocksEviction,
  cronjobPileUp,
  cronjobSchedule,
  jobFailed,
  jobPodsFlood,
];
