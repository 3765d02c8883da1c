import type { Detector } from '../detector.js';
import { controlPlaneDetectors } from './control-plane/index.js';
import { nodeDetectors } from './node/index.js';
import { runtimeDetectors } from './runtime/index.js';
import { networkDetectors } from './network/index.js';
import { dnsDetectors } from './dns/index.js';
import { edgeDetectors } from './edge/index.js';
import { identityDetectors } from './identity/index.js';
import { deliveryDetectors } from './delivery/index.js';
import { hostDetectors } from './host/index.js';
import { observabilityDetectors } from './observability/index.js';
import { changeDetectors } from './change/index.js';
import { applicationDetectors } from './application/index.js';

/** Detectors of the platform: control plane, nodes, runtime, network, DNS, edge, delivery, host, alerts. */
export const platformDetectors: readonly Detector[] = [
  ...controlPlaneDetectors,
  ...nodeDetectors,
  ...runtimeDetectors,
  ...networkDetectors,
  ...dnsDetectors,
  ...edgeDetectors,
  ...identityDetectors,
  ...deliveryDetectors,
  ...hostDetectors,
  ...observabilityDetectors,
  ...changeDetectors,
  ...applicationDetectors,
];
