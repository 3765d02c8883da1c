import type { Detector } from './detector.js';
import { configurationDetectors } from './detectors/configuration.js';
import { platformDetectors } from './detectors/platform.js';

/** Every detector, in the order in which the catalogue is printed. */
export const detectors: readonly Detector[] = [...configurationDetectors, ...platformDetectors];
