import type { Detector } from '../detector.js';

/** Detectors of workloads and of what is declared: images, probes, scheduling, storage, admission, Services. */
export const configurationDetectors: readonly Detector[] = [];
