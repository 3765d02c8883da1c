import { iso, type Stamp } from '../base/index.js';
import type { InstantJson } from '../model/index.js';

/** A stamp as analysis.json writes it; grade X and unbounded ends are null. */
export function instantJson(stamp: Stamp | undefined): InstantJson {
  if (!stamp || stamp.grade === 'X' || !Number.isFinite(stamp.lo) || !Number.isFinite(stamp.hi)) {
    return { lo: null, hi: null, grade: 'X' };
  }
  return { lo: iso(stamp.lo), hi: iso(stamp.hi), grade: stamp.grade };
}
