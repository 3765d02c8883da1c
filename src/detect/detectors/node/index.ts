import type { Detector } from '../../detector.js';
import { badStaticPodManifest } from './bad-static-pod-manifest.js';
import { imageGcFailed } from './image-gc-failed.js';
import { kubeletConfigError } from './kubelet-config-error.js';
import { kubeletCriticalPreemption } from './kubelet-critical-preemption.js';
import { nodeFlapping } from './node-flapping.js';
import { nodeGracefulShutdown } from './node-graceful-shutdown.js';
import { nodeLeaseFailing } from './node-lease-failing.js';
import { nodeMetrics } from './node-metrics.js';
import { nodeNotReady } from './node-not-ready.js';
import { nodePressure } from './node-pressure.js';
import { nodePodsFull } from './node-pods-full.js';
import { nodeReboot } from './node-reboot.js';
import { nodeReasons } from './node-reasons.js';
import { nodeReclaimed } from './node-reclaimed.js';
import { nodeUninitialized } from './node-uninitialized.js';
import { nodeUnreachable } from './node-unreachable.js';
import { plegUnhealthy } from './pleg-unhealthy.js';
import { podEviction } from './pod-eviction.js';
import { podStuckTerminating } from './pod-stuck-terminating.js';
import { resourceHog } from './resource-hog.js';
import { systemOom } from './system-oom.js';
import { taintEviction } from './taint-eviction.js';
import { unitStopped } from './unit-stopped.js';
import { unitDown } from './unit-down.js';
import { zoneDisruption } from './zone-disruption.js';
import { zoneLost } from './zone-lost.js';

export const nodeDetectors: readonly Detector[] = [
  badStaticPodManifest,
  imageGcFailed,
  kubeletConfigError,
  kubeletCriticalPreemption,
  nodeFlapping,
  nodeGracefulShutdown,
  nodeLeaseFailing,
  nodeMetrics,
  nodeNotReady,
  nodePressure,
  nodePodsFull,
  nodeReboot,
  nodeReasons,
  nodeReclaimed,
  nodeUninitialized,
  nodeUnreachable,
  plegUnhealthy,
  podEviction,
  podStuckTerminating,
  resourceHog,
  systemOom,
  taintEviction,
  unitDown,
  unitStopped,
  zoneDisruption,
  zoneLost,
];
