import { digText } from '../../../base/index.js';
import { labelOf, ref } from '../../../model/index.js';
import { cite, claims } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A bound claim whose volume is gone. */
export const pvLost: Detector = {
  id: 'pv-lost',
  layer: 'storage',
  what: 'The PersistentVolume that a claim was bound to does not exist any more, so the claim is Lost for good and with it the data as far as Kubernetes knows.',
  lookAlikes: 'A Pending claim never had a volume. A volume in phase Released or Failed still exists.',
  sources: ['signatures.md 8 pv-lost', 'Event ClaimLost', 'PersistentVolumeClaim status.phase Lost'],
  emits: [{ id: 'pv-lost', nature: 'fault', title: 'Claim lost its volume', selfExplaining: true }],
  *detect(c) {
    for (const claim of claims(c)) {
      const event = claim.events.find((e) => e.reason === 'ClaimLost');
      if (claim.phase !== 'Lost' && !event) continue;
      const volume = digText(claim.snapshot?.object, 'spec', 'volumeName');
      yield {
        type: 'pv-lost',
        entity: claim.ref,
        onset: event?.first ?? { ...c.asOf, grade: 'X' },
        severity: 3,
        statement: `${labelOf(claim.ref)} has lost its volume${volume === undefined ? '' : ` ${volume}`}: it does not exist any more.`,
        evidence: [
          ...(event ? [c.citeEvent(event)] : []),
          ...(claim.snapshot ? [cite(claim.snapshot, 'status', 'phase')] : []),
        ],
        names: [
          ...(volume === undefined ? [] : [ref('PersistentVolume', undefined, volume)]),
          ...claim.users,
        ],
      };
    }
  },
};
