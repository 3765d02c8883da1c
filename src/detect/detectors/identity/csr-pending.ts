import { digText, inWords, MINUTE } from '../../../base/index.js';
import { ref, type ConditionType } from '../../../model/index.js';
import { cite, conditionsOf, newest } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const pending: ConditionType = {
  id: 'csr-pending',
  nature: 'weakness',
  title: 'Certificate request not approved',
};

/** The approver of kubelets' requests answers within seconds. */
const LONG = 10 * MINUTE;

/** A request for a certificate that nobody approves or denies: often a kubelet that cannot serve or renew. */
export const csrPending: Detector = {
  id: 'csr-pending',
  layer: 'identity',
  what:
    'A CertificateSigningRequest is neither approved nor denied for minutes. A node that waits for it cannot join, ' +
    'or its logs and exec stop working when the old certificate ends.',
  lookAlikes:
    'Serving certificates of kubelets are approved by hand on many clusters; a fresh request is under way.',
  sources: ['certificates.k8s.io CertificateSigningRequest conditions'],
  emits: [pending],
  *detect(c) {
    for (const e of c.all('CertificateSigningRequest')) {
      const s = newest(e);
      if (!s || !e.created || s.shape !== 'full' || s.at.lo - e.created.hi < LONG) continue;
      if (conditionsOf(s.object).some((x) => ['Approved', 'Denied', 'Failed'].includes(x.type))) continue;
      const node = /^system:node:(.+)$/.exec(digText(s.object, 'spec', 'username') ?? '')?.[1];
      yield {
        type: pending.id,
        entity: e.ref,
        onset: e.created,
        severity: 1,
        statement: `CertificateSigningRequest ${e.ref.name}${node === undefined ? '' : ` of node ${node}`} has waited ${inWords(s.at.lo - e.created.hi)} for approval.`,
        evidence: [cite(s, 'metadata', 'creationTimestamp')],
        attrs: { signer: digText(s.object, 'spec', 'signerName') ?? '' },
        ...(node === undefined ? {} : { names: [ref('Node', undefined, node)] }),
      };
    }
  },
};
