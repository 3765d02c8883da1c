import { digStrings, digText, listed } from '../../../base/index.js';
import { keyOf, labelOf, type Evidence } from '../../../model/index.js';
import {
  bytesInWords,
  cite,
  claims,
  matchesLabels,
  volumes,
  type Case,
  type ClaimView,
  type VolumeView,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** Why a volume that is there does not fit a claim that has none. */
type Misfit = 'class' | 'bound' | 'size' | 'modes' | 'labels';

/** A claim and the volumes that are there do not fit together. */
export const pvcVolumeMismatch: Detector = {
  id: 'pvc-volume-mismatch',
  layer: 'storage',
  what: 'A Pending claim of a class that provisions nothing (or of no class) needs a volume made by hand, and the ones that are there differ in one point: another claim has it, it is too small, it does not offer the access modes that the claim asks for, or it lacks the labels that the claim selects. The volume that differs least names the fault.',
  lookAlikes:
    'A claim of a class with a working provisioner does not need an existing volume. `kubectl describe` does not print what a Pending claim asks for; then only the applied manifest tells size and modes.',
  sources: [
    'signatures.md 8 pvc-unbound',
    'kubernetes pkg/volume/util FindMatchingVolume',
    'Event FailedBinding',
  ],
  emits: [
    {
      id: 'pv-already-bound',
      nature: 'fault',
      title: 'The only fitting volume is taken',
      selfExplaining: true,
    },
    {
      id: 'pvc-capacity-mismatch',
      nature: 'fault',
      title: 'Claim larger than the volume',
      selfExplaining: true,
    },
    {
      id: 'pvc-access-mode-mismatch',
      nature: 'fault',
      title: 'Volume lacks the access mode',
      selfExplaining: true,
    },
    {
      id: 'pvc-storage-class-mismatch',
      nature: 'fault',
      title: 'Claim and volume name different classes',
      selfExplaining: true,
    },
    {
      id: 'pvc-selector-mismatch',
      nature: 'fault',
      title: 'Claim selects no volume',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    for (const claim of claims(c)) {
      if (claim.phase !== 'Pending' || !bindsStatically(c, claim)) continue;
      if (claim.users.length === 0) continue;
      const judged = volumes(c).flatMap((v) => {
        const misfits = misfitsOf(claim, v);
        return misfits.length > 0 ? [{ v, misfits }] : [];
      });
      const fitting = volumes(c).length - judged.length;
      const fewest = Math.min(...judged.map((x) => x.misfits.length));
      if (judged.length === 0 || fitting > 0) continue;
      const nearest = judged.filter((x) => x.misfits.length === fewest);
      const best = fewest === 1 ? (nearest.find((x) => sameName(claim, x.v)) ?? nearest[0]) : undefined;
      if (best) yield finding(claim, best.v, best.misfits[0] ?? 'class');
    }
  },
};

/** True when no provisioner will make a volume for the claim. */
function bindsStatically(c: Case, claim: ClaimView): boolean {
  if (
    claim.events.some((e) =>
      /no persistent volumes available for this claim and no storage class is set/.test(e.message),
    )
  )
    return true;
  if (claim.storageClass === '' || claim.storageClass === undefined) return claim.storageClass === '';
  const known = c.all('StorageClass').find((s) => s.ref.name === claim.storageClass);
  return known !== undefined && digText(known.object, 'provisioner') === 'kubernetes.io/no-provisioner';
}

function misfitsOf(claim: ClaimView, v: VolumeView): Misfit[] {
  const out: Misfit[] = [];
  if ((claim.storageClass ?? '') !== v.storageClass) out.push('class');
  const taken = v.claim !== undefined && keyOf(v.claim) !== keyOf(claim.ref);
  if (taken || (v.phase === 'Bound' && v.claim === undefined)) out.push('bound');
  if (claim.asked !== undefined && v.capacity !== undefined && v.capacity < claim.asked) out.push('size');
  if (claim.modes.length > 0 && v.modes.length > 0 && !claim.modes.every((m) => v.modes.includes(m)))
    out.push('modes');
  if (v.snapshot.shape !== 'row' && claim.selector && !matchesLabels(claim.selector.value, labelsOf(v)))
    out.push('labels');
  return out;
}

function labelsOf(v: VolumeView): Readonly<Record<string, string>> {
  return digStrings(v.snapshot.object, 'metadata', 'labels');
}

/** Volumes made for a claim by hand usually carry its name or its workload's. */
function sameName(claim: ClaimView, v: VolumeView): boolean {
  const stem = claim.ref.name.replace(/-?(pvc|claim)$/, '');
  return v.ref.name.replace(/-?(pv|volume)$/, '') === stem;
}

const TYPES: Readonly<Record<Misfit, string>> = {
  class: 'pvc-storage-class-mismatch',
  bound: 'pv-already-bound',
  size: 'pvc-capacity-mismatch',
  modes: 'pvc-access-mode-mismatch',
  labels: 'pvc-selector-mismatch',
};

function finding(claim: ClaimView, v: VolumeView, misfit: Misfit): Finding {
  const failure = claim.events.find((e) => e.reason === 'FailedBinding');
  const asked = {
    size: claim.size,
    modes: claim.accessModes,
    labels: claim.selector,
    class: undefined,
    bound: undefined,
  };
  const field = {
    class: ['spec', 'storageClassName'],
    bound: ['spec', 'claimRef'],
    size: ['spec', 'capacity'],
    modes: ['spec', 'accessModes'],
    labels: ['metadata', 'labels'],
  }[misfit];
  const own: readonly Evidence[] = asked[misfit] ? [asked[misfit].evidence] : [];
  return {
    type: TYPES[misfit],
    entity: claim.ref,
    onset: claim.since,
    severity: 3,
    statement: `${labelOf(claim.ref)} cannot be bound: ${why(claim, v, misfit)}.`,
    evidence: [
      cite(v.snapshot, ...field),
      ...own,
      ...(claim.snapshot ? [cite(claim.snapshot, 'status', 'phase')] : []),
      ...(failure
        ? [{ ...failure.evidence, at: failure.first.lo, excerpt: failure.message.slice(0, 400) }]
        : []),
    ],
    attrs: { volume: v.ref.name, misfit },
    names: [v.ref, ...(misfit === 'bound' && v.claim ? [v.claim] : []), ...claim.users],
  };
}

function why(claim: ClaimView, v: VolumeView, misfit: Misfit): string {
  switch (misfit) {
    case 'bound':
      return `${labelOf(v.ref)}, which would fit, is bound to ${v.claim ? labelOf(v.claim) : 'another claim'}`;
    case 'size':
      return `it asks for ${bytesInWords(claim.asked ?? 0)}, ${labelOf(v.ref)} has ${bytesInWords(v.capacity ?? 0)}`;
    case 'modes':
      return `it asks for ${listed(claim.modes)}, ${labelOf(v.ref)} offers ${listed(v.modes)}`;
    case 'labels':
      return `it selects labels that ${labelOf(v.ref)} does not carry`;
    case 'class':
      return `it asks for ${claim.storageClass ? `class ${claim.storageClass}` : 'no class'}, ${labelOf(v.ref)} is of ${v.storageClass === '' ? 'no class' : `class ${v.storageClass}`}`;
  }
}
