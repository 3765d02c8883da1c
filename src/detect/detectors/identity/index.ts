import type { Detector } from '../../detector.js';
import { certIssuanceFailed } from './cert-issuance-failed.js';
import { cloudPermissionMissing } from './cloud-permission-missing.js';
import { csrPending } from './csr-pending.js';
import { etcdTlsRejected } from './etcd-tls-rejected.js';
import { kubeletCertExpired } from './kubelet-cert-expired.js';
import { quotaCloud } from './quota-cloud.js';
import { rbacForbidden } from './rbac-forbidden.js';
import { saTokenInvalid } from './sa-token-invalid.js';
import { tlsCertExpired } from './tls-cert-expired.js';
import { unknownCa } from './unknown-ca.js';

export const identityDetectors: readonly Detector[] = [
  certIssuanceFailed,
  cloudPermissionMissing,
  csrPending,
  etcdTlsRejected,
  kubeletCertExpired,
  quotaCloud,
  rbacForbidden,
  saTokenInvalid,
  tlsCertExpired,
  unknownCa,
];
