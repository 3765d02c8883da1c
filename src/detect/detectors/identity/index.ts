import type { Detector } from '../../detector.js';
import { certIssuanceFailed } from './cert-issuance-failed.js';
import { certificateState } from './certificate-state.js';
import { clientCertRejected } from './client-cert-rejected.js';
import { cloudCredentialsRejected } from './cloud-credentials-rejected.js';
import { cloudPermissionMissing } from './cloud-permission-missing.js';
import { controlPlaneCert } from './control-plane-cert.js';
import { csrPending } from './csr-pending.js';
import { etcdTlsRejected } from './etcd-tls-rejected.js';
import { kubeletCertExpired } from './kubelet-cert-expired.js';
import { kubeletUnauthorized } from './kubelet-unauthorized.js';
import { meshPlaintextRefused } from './mesh-plaintext-refused.js';
import { quotaCloud } from './quota-cloud.js';
import { rbacForbidden } from './rbac-forbidden.js';
import { saTokenInvalid } from './sa-token-invalid.js';
import { tlsCertExpired } from './tls-cert-expired.js';
import { unknownCa } from './unknown-ca.js';

export const identityDetectors: readonly Detector[] = [
  certIssuanceFailed,
  certificateState,
  clientCertRejected,
  cloudCredentialsRejected,
  cloudPermissionMissing,
  controlPlaneCert,
  csrPending,
  etcdTlsRejected,
  kubeletCertExpired,
  kubeletUnauthorized,
  meshPlaintextRefused,
  quotaCloud,
  rbacForbidden,
  saTokenInvalid,
  tlsCertExpired,
  unknownCa,
];
