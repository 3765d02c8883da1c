import type { MessagePattern } from '../log-line.js';
import { connectionMessages } from './application/connections.js';
import { databaseMessages } from './application/databases.js';
import { crashMessages, listeningMessages } from './application/lifecycle.js';
import { processMessages } from './application/process.js';
import { requestMessages } from './application/requests.js';
import { tlsMessages } from './application/tls.js';
import { noiseMessages } from './noise.js';
import { admissionMessages } from './platform/admission.js';
import { apiKindMessages } from './platform/api-kinds.js';
import { apiserverMessages } from './platform/apiserver.js';
import { autoscalingMessages } from './platform/autoscaling.js';
import { certificateMessages } from './platform/certificates.js';
import { cniAgentMessages } from './platform/cni-agents.js';
import { cniMessages } from './platform/cni.js';
import { controlPlaneMessages } from './platform/control-plane.js';
import { dnsMessages } from './platform/dns.js';
import { etcdMessages } from './platform/etcd.js';
import { failoverMessages } from './platform/failover.js';
import { gitopsMessages } from './platform/gitops.js';
import { kernelMessages } from './platform/host.js';
import { imageMessages } from './platform/images.js';
import { kubeletPodMessages } from './platform/kubelet-pods.js';
import { kubeletMessages } from './platform/kubelet.js';
import { observabilityMessages } from './platform/observability.js';
import { runtimeMessages } from './platform/runtime.js';
import { servicePathMessages } from './platform/service-path.js';
import { storageMessages } from './platform/storage.js';
import { systemdMessages } from './platform/systemd.js';

/**
 * noise: dropped, before all else; platform: what the components of a cluster say, all that match count;
 * application: what any program says of a failed call or start, the first that matches counts, and only
 * where no platform row of weight did; crash: always asked; listening: where nothing else matched.
 */
export type Family = 'noise' | 'platform' | 'application' | 'crash' | 'listening';

const PLATFORM: readonly (readonly MessagePattern[])[] = [
  etcdMessages, apiserverMessages, apiKindMessages, admissionMessages, controlPlaneMessages, kubeletMessages, kubeletPodMessages,
  runtimeMessages, imageMessages, cniMessages, cniAgentMessages, dnsMessages, servicePathMessages,
  storageMessages, autoscalingMessages, certificateMessages, gitopsMessages, observabilityMessages,
  kernelMessages, systemdMessages, failoverMessages,
]; // prettier-ignore

/** The more exact wording first: a name that does not resolve is also a call that failed. */
const APPLICATION: readonly (readonly MessagePattern[])[] = [
  tlsMessages, databaseMessages, connectionMessages, processMessages, requestMessages,
]; // prettier-ignore

/** All patterns in the order in which they are tried. */
export const CATALOGUE: readonly { readonly family: Family; readonly pattern: MessagePattern }[] = [
  ...noiseMessages.map((pattern) => ({ family: 'noise', pattern }) as const),
  ...PLATFORM.flat().map((pattern) => ({ family: 'platform', pattern }) as const),
  ...APPLICATION.flat().map((pattern) => ({ family: 'application', pattern }) as const),
  ...crashMessages.map((pattern) => ({ family: 'crash', pattern }) as const),
  ...listeningMessages.map((pattern) => ({ family: 'listening', pattern }) as const),
];
