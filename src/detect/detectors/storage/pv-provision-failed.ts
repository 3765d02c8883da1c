import { labelOf } from '../../../model/index.js';
import { claims, latest, stillUnbound } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** The provisioner of a class could not make a volume. */
export const pvProvisionFailed: Detector = {
  id: 'pv-provision-failed',
  layer: 'storage',
  what: 'The provisioner behind a storage class tried to make a volume for a claim and got an error from the storage system: no capacity, no permission, a wrong parameter, a driver that is down.',
  lookAlikes:
    'A class that does not exist (storageclass-missing) is said with the same event reason. WaitForFirstConsumer and ExternalProvisioning are normal waits.',
  sources: ['signatures.md 8 pv-provision-failed', 'external-provisioner, Event ProvisioningFailed'],
  emits: [
    {
      id: 'pv-provision-failed',
      nature: 'fault',
      title: 'Volume cannot be provisioned',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    for (const claim of claims(c)) {
      const failures = claim.events.filter(
        (e) =>
          e.reason === 'ProvisioningFailed' &&
          !/storageclass\.storage\.k8s\.io "[^"]*" not found/.test(e.message),
      );
      const first = failures[0];
      const last = latest(failures.map((e) => e.last));
      if (!first || !last) continue;
      const bound = !stillUnbound(c, claim, failures.at(-1) ?? first);
      yield {
        type: 'pv-provision-failed',
        entity: claim.ref,
        onset: first.first,
        ...(bound ? { end: { lo: last.lo, hi: Math.max(last.lo, c.asOf.hi), grade: 'B' as const } } : {}),
        severity: bound ? 1 : 3,
        statement: `No volume could be made for ${labelOf(claim.ref)}: ${first.message.replace(/\.$/, '')}.`,
        evidence: failures.slice(0, 3).map((e) => c.citeEvent(e)),
        attrs: { class: claim.storageClass ?? '' },
        names: claim.users,
      };
    }
  },
};
