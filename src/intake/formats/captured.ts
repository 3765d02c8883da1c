import { MINUTE, type Stamp } from '../../base/index.js';
import type { ReadContext } from '../format.js';
import { isUntimed, UNTIMED } from '../hints.js';

/** The time of the capture, where anything tells it. */
export function capturedAt(context: ReadContext): Stamp | undefined {
  const at = context.capturedAt;
  return at === undefined || isUntimed(at) ? undefined : at;
}

/**
 * Collectors run one command after another: an output is seconds to some minutes older than the time that
 * the capture as a whole says of itself, which often is that of its end.
 */
const COLLECTION = 6 * MINUTE;

/** When an output was printed that says nothing of it itself. A time of its own file is taken as it is. */
export function printedAt(context: ReadContext): Stamp | undefined {
  const at = capturedAt(context);
  if (at === undefined || at.grade !== 'A' || context.place.capturedAt !== undefined) return at;
  return { lo: at.lo - COLLECTION, hi: at.hi, grade: 'B' };
}

/** {@link printedAt} as the stamp of a record. */
export function seenAt(context: ReadContext): Stamp {
  return printedAt(context) ?? UNTIMED;
}
