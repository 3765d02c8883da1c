import type { Detector } from '../../detector.js';
import { alertFiring } from './alert-firing.js';
import { alertStates } from './alert-states.js';
import { alertmanagerNotifyFailed } from './alertmanager-notify-failed.js';
import { backupStale } from './backup-stale.js';
import { logSuppressed } from './log-suppressed.js';
import { metricsServerDown } from './metrics-server-down.js';
import { targetDown } from './target-down.js';

export const observabilityDetectors: readonly Detector[] = [
  alertFiring,
  alertStates,
  alertmanagerNotifyFailed,
  backupStale,
  logSuppressed,
  metricsServerDown,
  targetDown,
];
