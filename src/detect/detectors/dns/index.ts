import type { Detector } from '../../detector.js';
import { clusterDnsUnreachable } from './cluster-dns-unreachable.js';
import { corednsApiUnreachable } from './coredns-api-unreachable.js';
import { corednsCorefileInvalid } from './coredns-corefile-invalid.js';
import { corednsLoop } from './coredns-loop.js';
import { corednsOverloaded } from './coredns-overloaded.js';
import { corednsUpstreamTimeout } from './coredns-upstream-timeout.js';
import { nodeDnsFailing } from './node-dns-failing.js';
import { nodelocaldnsFault } from './nodelocaldns-fault.js';
import { podDnsMisconfigured } from './pod-dns-misconfigured.js';
import { upstreamResolver } from './upstream-resolver.js';

export const dnsDetectors: readonly Detector[] = [
  clusterDnsUnreachable,
  corednsApiUnreachable,
  corednsCorefileInvalid,
  corednsLoop,
  corednsOverloaded,
  corednsUpstreamTimeout,
  nodeDnsFailing,
  nodelocaldnsFault,
  podDnsMisconfigured,
  upstreamResolver,
];
