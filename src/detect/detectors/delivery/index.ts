import type { Detector } from '../../detector.js';
import { argocdDegraded } from './argocd-degraded.js';
import { crFailed } from './cr-failed.js';
import { releaseFailed } from './release-failed.js';

export const deliveryDetectors: readonly Detector[] = [argocdDegraded, crFailed, releaseFailed];
