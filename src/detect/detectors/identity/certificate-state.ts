import { digText, MINUTE, oneLine, sinceTime, stampOf } from '../../../base/index.js';
import { labelOf, ref, type ConditionType, type Ref } from '../../../model/index.js';
import { cite, conditionsOf, newest, seenBy, type Case, type Entity } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const expired: ConditionType = {
  id: 'tls-cert-expired',
  nature: 'fault',
  title: 'Certificate expired',
  selfExplaining: true,
};
const notIssued: ConditionType = {
  id: 'cert-issuance-failed',
  nature: 'fault',
  title: 'Certificate is not issued',
};

/** An order with its challenges takes a minute or two; DNS challenges wait for their records. */
const ISSUES = 10 * MINUTE;

/** What cert-manager states of its certificates: past their time, or not issued. */
export const certificateState: Detector = {
  id: 'certificate-state',
  layer: 'identity',
  what: 'A Certificate of cert-manager is past its time (status.notAfter, reason Expired), so that whoever is shown it refuses; or it was never issued, or its renewal failed, and nothing fills its Secret.',
  lookAlikes:
    'A new Certificate is not ready for the minutes that its order takes. A renewal that failed once is tried again long before the certificate ends.',
  sources: ['cert-manager pkg/apis/certmanager/v1 Certificate conditions Ready, Issuing'],
  emits: [expired, notIssued],
  *detect(c) {
    for (const e of c.all('Certificate')) if (!e.deleted) yield* stateOf(c, e);
  },
};

function* stateOf(c: Case, e: Entity): Iterable<Finding> {
  const s = newest(e);
  if (!s || !(digText(s.object, 'apiVersion') ?? 'cert-manager.io').startsWith('cert-manager.io')) return;
  const ready = conditionsOf(s.object).find((x) => x.type === 'Ready' && x.status === 'False');
  const issuing = conditionsOf(s.object).find((x) => x.type === 'Issuing' && x.status === 'False');
  const ends = stampOf(digText(s.object, 'status', 'notAfter'));
  const names = secretOf(e, s.object);
  const why = issuing?.message ?? (ready?.reason === 'Expired' ? undefined : ready?.message);
  const tail = why === undefined ? '' : ` Its renewal failed: ${oneLine(why, 160).replace(/\.$/, '')}.`;
  if ((ends && ends.hi < c.asOf.lo) || ready?.reason === 'Expired') {
    const onset = ends ?? seenBy(c, ready?.since);
    yield {
      type: expired.id,
      entity: e.ref,
      onset,
      severity: 2,
      statement: `${labelOf(e.ref)} is past its time ${sinceTime(onset)}.${tail}`,
      evidence: [cite(s, 'status')],
      names,
    };
    return;
  }
  if (!ready || (e.created && c.asOf.lo - e.created.hi < ISSUES)) return;
  yield {
    type: notIssued.id,
    entity: e.ref,
    onset: seenBy(c, ready.since),
    severity: 2,
    statement: `${labelOf(e.ref)} is not issued (${ready.reason ?? 'no reason given'}): ${oneLine(issuing?.message ?? ready.message ?? 'nothing more is said', 200).replace(/\.$/, '')}.`,
    evidence: [cite(s, 'status', 'conditions')],
    attrs: { reason: ready.reason ?? '' },
    names,
  };
}

/** The Secret that it fills, in which others mount or show it. */
function secretOf(e: Entity, object: unknown): readonly Ref[] {
  const name = digText(object, 'spec', 'secretName');
  return name === undefined ? [] : [ref('Secret', e.ref.namespace, name)];
}
