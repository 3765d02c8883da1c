import { relative } from 'node:path';
import { describe, it } from 'vitest';
import { incidentFolders, isGreen, outcomeLines, verify } from './app/index.js';

/** A capture of several gigabytes takes minutes. */
const TIMEOUT_MS = 600_000;

/**
 * Makes a test of every historical incident below the given folders (those with an expected.yaml), for a
 * team's own repository:
 *
 *     import { holdIncidents } from 'inquest/vitest';
 *     await holdIncidents('incidents');
 *
 * Paths are relative to where vitest was started. A test that fails says what was expected, what was found,
 * and the evidence for what was found.
 */
export async function holdIncidents(...folders: readonly string[]): Promise<void> {
  const found = await incidentFolders(folders);
  describe('incidents', () => {
    for (const folder of found) {
      it(relative('.', folder) || folder, { timeout: TIMEOUT_MS }, () => held(folder));
    }
  });
}

/** Passes when all is as expected; otherwise fails with the differences and nothing of our own stack. */
async function held(folder: string): Promise<void> {
  const outcomes = await verify([folder]);
  if (outcomes.every(isGreen)) return;
  const error = new Error(outcomes.flatMap(outcomeLines).join('\n'));
  error.stack = error.message;
  throw error;
}
