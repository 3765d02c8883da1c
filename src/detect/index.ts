export type { Detector, Finding } from './detector.js';
export { detectors } from './registry.js';
export { conditionTypes, detect, type Detection } from './run.js';
