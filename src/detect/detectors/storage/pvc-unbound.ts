import { MINUTE } from '../../../base/index.js';
import { labelOf, type EventRecord } from '../../../model/index.js';
import { cite, claims, stillUnbound, volumes, type Case, type ClaimView } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** A claim that got no volume. */
export const pvcUnbound: Detector = {
  id: 'pvc-unbound',
  layer: 'storage',
  what: 'A PersistentVolumeClaim stays Pending: no volume fits it and none is made for it. Pods that mount it cannot be scheduled.',
  lookAlikes:
    'With volumeBindingMode WaitForFirstConsumer a claim waits for its first pod (events WaitForFirstConsumer, WaitForPodScheduled); that is normal as long as no pod waits for the claim. A provisioner takes seconds to a minute.',
  sources: [
    'signatures.md 8 pvc-unbound',
    'kubernetes pkg/controller/volume/persistentvolume/pv_controller.go',
  ],
  emits: [
    { id: 'pvc-unbound', nature: 'symptom', title: 'Claim has no volume' },
    { id: 'pvc-without-class', nature: 'fault', title: 'Claim names no class', selfExplaining: true },
  ],
  *detect(c) {
    for (const claim of claims(c)) {
      const failure = claim.events.find(
        (e) => e.reason === 'FailedBinding' || e.reason === 'ProvisioningFailed',
      );
      const byEvents = claim.phase === undefined && failure !== undefined && stillUnbound(c, claim, failure);
      if (!byEvents && (claim.phase !== 'Pending' || claim.users.length === 0)) continue;
      if (failure && NO_CLASS.test(failure.message) && volumes(c).every((v) => v.claim !== undefined))
        yield withoutClass(c, claim, failure);
      const waited = c.asOf.hi - claim.since.lo;
      const blocked = c
        .eventsOf('FailedScheduling')
        .some(
          (e) => e.message.includes('unbound immediate') && claim.users.some((u) => u.name === e.about.name),
        );
      if (!failure && !blocked && waited < MINUTE) continue;
      yield {
        type: 'pvc-unbound',
        entity: claim.ref,
        onset: claim.since,
        severity: failure || blocked ? 2 : 1,
        statement: `${labelOf(claim.ref)} has no volume${failure ? `: ${failure.message}` : ''}.`.replace(
          /\.\.$/,
          '.',
        ),
        evidence: [
          ...(failure ? [c.citeEvent(failure)] : []),
          ...(claim.snapshot ? [cite(claim.snapshot, 'status', 'phase')] : []),
        ],
        attrs: { class: claim.storageClass ?? '', provisioner: provisionerOf(claim.events) },
        names: claim.users,
      };
    }
  },
};

/** The driver that the claim waits for, as the volume controller names it. */
function provisionerOf(events: readonly EventRecord[]): string {
  const said = events.find((e) => e.reason === 'ExternalProvisioning')?.message ?? '';
  return /provisioner [“'"]([^”'"]+)[”'"]/.exec(said)?.[1] ?? '';
}

/** pv_controller.go: the claim has no class, so nothing is made for it and only a ready volume could serve. */
const NO_CLASS = /no persistent volumes available for this claim and no storage class is set/;

function withoutClass(c: Case, claim: ClaimView, failure: EventRecord): Finding {
  return {
    type: 'pvc-without-class',
    entity: claim.ref,
    onset: claim.since,
    severity: 2,
    statement: `${labelOf(claim.ref)} names no storage class and there is no free volume: nothing provisions one for it.`,
    evidence: [c.citeEvent(failure)],
    names: claim.users,
  };
}
