import { labelOf, ref } from '../../../model/index.js';
import { cite, claims, stillUnbound, volumes } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A claim names a storage class that does not exist. */
export const storageclassMissing: Detector = {
  id: 'storageclass-missing',
  layer: 'storage',
  what: 'A PersistentVolumeClaim names a storage class that does not exist. Nothing provisions for it, and only volumes of the very same class name would fit.',
  lookAlikes:
    'The controller may be early: a class created moments later cures it. Volumes made by hand may name a class that has no object. A claim without a class name takes the default class; when there is none either, it stays unbound for another reason.',
  sources: [
    'signatures.md 8 storageclass-missing',
    'Event ProvisioningFailed "storageclass.storage.k8s.io ... not found"',
  ],
  emits: [
    {
      id: 'storageclass-missing',
      nature: 'fault',
      title: 'Storage class does not exist',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const listed = c.all('StorageClass').some((s) => s.snapshots.length > 0);
    for (const claim of claims(c)) {
      if (claim.phase === 'Bound') continue;
      const failure = claim.events.find((e) =>
        /storageclass\.storage\.k8s\.io "[^"]*" not found/.test(e.message),
      );
      const named = /storageclass\.storage\.k8s\.io "([^"]*)" not found/.exec(failure?.message ?? '')?.[1];
      const name = named ?? claim.storageClass;
      const known = c.all('StorageClass').find((s) => s.ref.name === name && s.snapshots.length > 0);
      if (name === undefined || name === '' || known) continue;
      if (failure && !stillUnbound(c, claim, failure)) continue;
      // Volumes made by hand may name a class that has no object: it then only ties them to their claims.
      if (!failure && volumes(c).some((v) => v.storageClass === name)) continue;
      if (!failure && (claim.phase === undefined || !(listed && claim.users.length > 0))) continue;
      yield {
        type: 'storageclass-missing',
        entity: claim.ref,
        onset: failure?.first ?? claim.since,
        severity: claim.users.length > 0 ? 3 : 2,
        epistemic: failure ? 'observed' : 'inferred',
        statement: `${labelOf(claim.ref)} asks for storage class ${name}, which does not exist: no volume is made for it.`,
        evidence: [
          ...(failure ? [c.citeEvent(failure)] : []),
          ...(claim.snapshot ? [cite(claim.snapshot, 'spec', 'storageClassName')] : []),
        ],
        attrs: { class: name },
        names: [ref('StorageClass', undefined, name), ...claim.users],
      };
    }
  },
};
