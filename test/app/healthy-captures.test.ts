import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { inputsOf } from '../../src/cli/common.js';
import { analyze } from '../../src/app/index.js';

/** Real captures of clusters that were well, read in place: they lie beside the project, not in it. */
const REAL = fileURLToPath(new URL('../../../shared/real/', import.meta.url));

it
  .skipIf(!existsSync(REAL))
  .each([
    'must-gather-aws-slice',
    'support-bundle-k3s',
    'alertmanager-api',
    'audit-apiserver',
    'event-stream-rollout',
  ])('%s (read beside the project; skipped where it is not) gives no incident', async (name) => {
  const { analysis } = await analyze(inputsOf([`${REAL}${name}`]));
  expect(analysis.incidents.map((i) => i.title)).toEqual([]);
});
