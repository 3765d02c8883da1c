import type { Detector } from '../../detector.js';
import { awsIpamdDown } from './aws-ipamd-down.js';
import { calicoBgpDown } from './calico-bgp-down.js';
import { calicoFelixNotReady } from './calico-felix-not-ready.js';
import { calicoNodenameMissing } from './calico-nodename-missing.js';
import { calicoTyphaUnreachable } from './calico-typha-unreachable.js';
import { ciliumAgentDown } from './cilium-agent-down.js';
import { ciliumApiUnreachable } from './cilium-api-unreachable.js';
import { cniAgentCrashloop } from './cni-agent-crashloop.js';
import { cniIpExhaustion } from './cni-ip-exhaustion.js';
import { cniNotInitialized } from './cni-not-initialized.js';
import { cniSandboxFailure } from './cni-sandbox-failure.js';
import { cniTokenUnauthorized } from './cni-token-unauthorized.js';
import { flannelLeaseFailed } from './flannel-lease-failed.js';
import { flannelSubnetEnvMissing } from './flannel-subnet-env-missing.js';
import { iptablesRestoreFailed } from './iptables-restore-failed.js';
import { kubeProxyRulesFlushed } from './kube-proxy-rules-flushed.js';
import { kubeProxySyncSlow } from './kube-proxy-sync-slow.js';
import { kubeRouterSyncFailing } from './kube-router-sync-failing.js';
import { lbSpeakersDown } from './lb-speakers-down.js';
import { mtuMismatch } from './mtu-mismatch.js';
import { networkDelay } from './network-delay.js';
import { overlayInterfaceMissing } from './overlay-interface-missing.js';
import { ovnPodAnnotationTimeout } from './ovn-pod-annotation-timeout.js';
import { serviceDataplane } from './service-dataplane.js';
import { serviceHealthcheckFailed } from './service-healthcheck-failed.js';
import { vipUnreachable } from './vip-unreachable.js';

export const networkDetectors: readonly Detector[] = [
  awsIpamdDown,
  calicoBgpDown,
  calicoFelixNotReady,
  calicoNodenameMissing,
  calicoTyphaUnreachable,
  ciliumAgentDown,
  ciliumApiUnreachable,
  cniAgentCrashloop,
  cniIpExhaustion,
  cniNotInitialized,
  cniSandboxFailure,
  cniTokenUnauthorized,
  flannelLeaseFailed,
  flannelSubnetEnvMissing,
  iptablesRestoreFailed,
  kubeProxyRulesFlushed,
  kubeProxySyncSlow,
  kubeRouterSyncFailing,
  lbSpeakersDown,
  mtuMismatch,
  networkDelay,
  overlayInterfaceMissing,
  ovnPodAnnotationTimeout,
  serviceDataplane,
  serviceHealthcheckFailed,
  vipUnreachable,
];
