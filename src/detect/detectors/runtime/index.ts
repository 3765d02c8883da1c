import type { Detector } from '../../detector.js';
import { runtimeDown } from './runtime-down.js';
import { runtimeHung } from './runtime-hung.js';

export const runtimeDetectors: readonly Detector[] = [runtimeDown, runtimeHung];
