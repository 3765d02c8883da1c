import type { Detector } from '../../detector.js';
import { alertFiring } from './alert-firing.js';
import { logSuppressed } from './log-suppressed.js';
import { targetDown } from './target-down.js';

export const observabilityDetectors: readonly Detector[] = [alertFiring, logSuppressed, targetDown];
