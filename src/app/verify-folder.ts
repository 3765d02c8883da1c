import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { byText, parseTime } from '../base/index.js';
import { InputError } from '../intake/index.js';
import type { Analysis } from '../model/index.js';
import { compare, parseExpectations, type Expectations, type Outcome } from '../verify/index.js';
import { analyze } from './analyze.js';

/** The file that says what must come out. */
export const EXPECTED = 'expected.yaml';

/** What came of one historical incident; no analysis when it could not be made. */
export interface Verified {
  readonly outcome: Outcome;
  readonly analysis?: Analysis;
}

/** Analyses one historical incident and compares it with its expectations. Plain data, to be sent between threads. */
export async function verifyFolder(folder: string, draft: boolean): Promise<Verified> {
  const name = basename(folder);
  try {
    const file = join(folder, EXPECTED);
    const drafting = draft && !(await exists(file));
    const want = parseExpectations(drafting ? '{}' : await readFile(file, 'utf8'));
    const checks = countOf(want);
    if (checks === 0 && !draft)
      throw new Error(`${EXPECTED} expects nothing: \`--update\` drafts what it could say`);
    const analysis = await analyzeFolder(folder, want);
    return { outcome: { name, differences: compare(analysis, want), checks }, analysis };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { outcome: { name, differences: [], checks: 0, error: message } };
  }
}

/** The capture of a historical incident, analysed as its expectations say. */
async function analyzeFolder(folder: string, want: Expectations): Promise<Analysis> {
  const asOf = want.asOf === undefined ? undefined : parseTime(want.asOf)?.lo;
  const { analysis } = await analyze([await captureIn(folder, want.capture)], {
    ...(asOf === undefined ? {} : { asOf }),
    notes: want.notes.map((n) => join(folder, n)),
    ...(want.profile === undefined ? {} : { profile: join(folder, want.profile) }),
  });
  return analysis;
}

async function captureIn(folder: string, named: string | undefined): Promise<string> {
  if (named !== undefined) return resolve(folder, named);
  const [capture] = await capturesIn(folder);
  if (capture === undefined)
    throw new InputError(folder, `${folder}: holds no capture.*, and expected.yaml names none`);
  return join(folder, capture);
}

/** Names in a folder that a capture may have. */
export async function capturesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names.filter((n) => n === 'capture' || n.startsWith('capture.')).sort(byText);
}

function countOf(want: Expectations): number {
  const lists = want.incidents.flatMap((i) => [
    i.status, i.rootCauses, i.roles, i.links, i.noLinks, i.surfaces, i.figures, i.instants, i.notAffected, i.loops, i.preventions, i.responses, i.contradictions, i.neverBlame,
  ]); // prettier-ignore
  return (
    lists.reduce((a, l) => a + l.length, 0) +
    want.incidents.length +
    want.neverBlame.length +
    want.background.length +
    [want.count, want.countAtLeast, want.countAtMost].filter((n) => n !== undefined).length
  );
}

/** True when something lies there. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
