import type { Detector } from '../../detector.js';
import { conntrackFull } from './conntrack-full.js';
import { diskFull } from './disk-full.js';
import { diskIoError } from './disk-io-error.js';
import { diskUsage } from './disk-usage.js';
import { fdExhaustion } from './fd-exhaustion.js';
import { fsRemountReadonly } from './fs-remount-readonly.js';
import { hostClockChanged } from './host-clock-changed.js';
import { hostClockUnsync } from './host-clock-unsync.js';
import { hungTask } from './hung-task.js';
import { kernelOom } from './kernel-oom.js';
import { kernelPanic } from './kernel-panic.js';
import { neighbourTableFull } from './neighbour-table-full.js';
import { nicLinkDown } from './nic-link-down.js';
import { pidExhaustion } from './pid-exhaustion.js';
import { softLockup } from './soft-lockup.js';
import { systemdStartLimit } from './systemd-start-limit.js';
import { systemdUnitFailed } from './systemd-unit-failed.js';
import { unregisterNetdevice } from './unregister-netdevice.js';
import { vpnInterfaceFlap } from './vpn-interface-flap.js';
import { vrrpSplitBrain } from './vrrp-split-brain.js';

export const hostDetectors: readonly Detector[] = [
  conntrackFull,
  diskFull,
  diskIoError,
  diskUsage,
  fdExhaustion,
  fsRemountReadonly,
  hostClockChanged,
  hostClockUnsync,
  hungTask,
  kernelOom,
  kernelPanic,
  neighbourTableFull,
  nicLinkDown,
  pidExhaustion,
  softLockup,
  systemdStartLimit,
  systemdUnitFailed,
  unregisterNetdevice,
  vpnInterfaceFlap,
  vrrpSplitBrain,
];
