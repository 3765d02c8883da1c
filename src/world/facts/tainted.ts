import { MINUTE, type Stamp } from '../../base/index.js';
import type { Case } from '../case.js';
import type { Change } from '../change.js';
import type { RuledOut } from './scheduling.js';

/**
 * The changes that gave nodes a taint which the scheduler names when it turns a pod away, made before it did.
 * Where nodes were dedicated long ago the taint is how the cluster is; where one has just come, it is what is new.
 */
export function newTaints(c: Case, reasons: readonly RuledOut[], since: Stamp): readonly Change[] {
  const keys = reasons.flatMap((r) => (r.kind === 'taint' ? [r.what?.split(':')[0]?.trim() ?? ''] : []));
  return c.changes.filter(
    (x) =>
      x.entity.kind === 'Node' &&
      x.at.lo <= since.hi + MINUTE &&
      keys.some(
        (k) => k !== '' && (x.values['spec.taints']?.[1] ?? '').split(', ').some((t) => t.startsWith(k)),
      ),
  );
}
