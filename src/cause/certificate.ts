import type { Condition } from '../model/index.js';

/** True for an expired certificate that is not that of the component. */
export function isOtherCertificate(cause: Condition, component: string): boolean {
  const certificate = cause.type === 'tls-cert-expired' || cause.type === 'control-plane-ca-unknown';
  return certificate && !(cause.entity.kind === 'Component' && cause.entity.name === component);
}
