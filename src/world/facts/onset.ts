import { digList, digText, middle, MINUTE, stampOf, worseGrade, type Stamp } from '../../base/index.js';
import { type Ref } from '../../model/index.js';
import type { Case } from '../case.js';

/** The stamp that begins first; undefined when none is given. */
export function earliest(stamps: Iterable<Stamp | undefined>): Stamp | undefined {
  let best: Stamp | undefined;
  for (const s of stamps)
    if (s && (!best || s.lo < best.lo || (s.lo === best.lo && s.hi < best.hi))) best = s;
  return best;
}

/** The stamp that ends last. */
export function latest(stamps: Iterable<Stamp | undefined>): Stamp | undefined {
  let best: Stamp | undefined;
  for (const s of stamps)
    if (s && (!best || s.hi > best.hi || (s.hi === best.hi && s.lo > best.lo))) best = s;
  return best;
}

/** Onset of a thing that only a snapshot shows: some time up to then. */
export function seenBy(c: Case, since: Stamp | undefined): Stamp {
  return since ?? { lo: c.asOf.lo, hi: c.asOf.hi, grade: 'X' };
}

/**
 * When the pod template that a workload has now came into force: the newest ReplicaSet or
 * ControllerRevision that it owns, else the newest write of its spec, else its creation.
 */
export function templateSince(c: Case, workload: Ref): Stamp | undefined {
  const entity = c.entity(workload);
  const revisions = c
    .targets(workload, 'owns')
    .filter((x) => x.ref.kind === 'ReplicaSet' || x.ref.kind === 'ControllerRevision')
    .map((x) => x.created);
  return latest(revisions) ?? specWritten(entity?.object) ?? entity?.created;
}

/** Newest write of an object's spec by its managedFields (field managers of status are controllers). */
export function specWritten(object: unknown): Stamp | undefined {
  return latest(
    digList(object, 'metadata', 'managedFields').flatMap((f) => {
      if (digText(f, 'subresource') !== undefined) return [];
      const manager = digText(f, 'manager') ?? '';
      if (manager === 'kube-controller-manager' || manager === 'kubelet') return [];
      return stampOf(digText(f, 'time')) ?? [];
    }),
  );
}

/**
 * Onset of a declared fault whose first effect is known: the declaration when it came shortly before the
 * effect; else only the effect dates it (something else, such as a lost node, may have made it matter).
 */
export function declaredOnset(declared: Stamp | undefined, effect: Stamp): Stamp {
  if (declared && declared.lo <= effect.hi && effect.lo - declared.hi <= 5 * MINUTE) {
    return {
      lo: declared.lo,
      hi: Math.max(declared.lo, Math.min(declared.hi, effect.hi)),
      grade: declared.grade,
    };
  }
  return { ...effect, grade: worseGrade(effect.grade, 'B') };
}

/** Likely length of a span whose ends are intervals: ends of one reading share their uncertainty. */
export function spanOf(since: Stamp, end: Stamp): number {
  return middle(end) - middle(since);
}
