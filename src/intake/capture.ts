import type { Capture } from '../model/index.js';
import { withoutCopies } from './copies.js';
import { readCapture as readAll, type IntakeOptions } from './intake.js';
import type { Input } from './source/roots.js';

/**
 * Reads everything that was named; see `intake.ts`. What came twice is counted once.
 */
export async function readCapture(paths: readonly Input[], options: IntakeOptions = {}): Promise<Capture> {
  return withoutCopies(await readAll(paths, options));
}
