import type { Detector } from '../detector.js';

/** Detectors of the platform: control plane, nodes, runtime, network, DNS, edge, delivery, host, alerts. */
export const platformDetectors: readonly Detector[] = [];
