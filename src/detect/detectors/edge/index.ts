import type { Detector } from '../../detector.js';
import { connectivityFailing } from './connectivity-failing.js';
import { edgeBackendErrors } from './edge-backend-errors.js';
import { ingressBackendMismatch } from './ingress-backend-mismatch.js';
import { ingressControllerDown } from './ingress-controller-down.js';
import { ingressLogErrors } from './ingress-log-errors.js';
import { ingressServiceMissing } from './ingress-service-missing.js';
import { ingressUnserved } from './ingress-unserved.js';
import { loadBalancerSyncFailed } from './load-balancer-sync-failed.js';
import { probeAlert } from './probe-alert.js';
import { requestMetrics } from './request-metrics.js';
import { routeUnresolved } from './route-unresolved.js';
import { routeMisrouted } from './route-misrouted.js';
import { surfaceOutage } from './surface-outage.js';

export const edgeDetectors: readonly Detector[] = [
  connectivityFailing,
  edgeBackendErrors,
  ingressBackendMismatch,
  ingressControllerDown,
  ingressLogErrors,
  ingressServiceMissing,
  ingressUnserved,
  loadBalancerSyncFailed,
  probeAlert,
  requestMetrics,
  routeMisrouted,
  routeUnresolved,
  surfaceOutage,
];
