import { inWords } from '../base/index.js';
import type { Ref } from '../model/index.js';
import type { HeldSpell } from '../world/index.js';
import type { Finding } from './detector.js';

/** What a stretch of a series says of the thing that it is about: from when to when. */
export function heldOf(entity: Ref, s: HeldSpell): Pick<Finding, 'entity' | 'onset' | 'end'> {
  return { entity, onset: s.onset, ...(s.end ? { end: s.end } : {}) };
}

/** ", for 12 min" of a stretch that is over. */
export function forHowLong(s: HeldSpell): string {
  return s.end ? `, for ${inWords(s.lasted)}` : '';
}
