import type { Detector } from '../../detector.js';
import { containerStatusUnknown } from './container-status-unknown.js';
import { runtimeDown } from './runtime-down.js';
import { runtimeHung } from './runtime-hung.js';
import { sandboxCreateFailed } from './sandbox-create-failed.js';

export const runtimeDetectors: readonly Detector[] = [
  containerStatusUnknown,
  runtimeDown,
  runtimeHung,
  sandboxCreateFailed,
];
