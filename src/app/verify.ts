import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { byText, parseTime } from '../base/index.js';
import { InputError } from '../intake/index.js';
import type { Analysis } from '../model/index.js';
import { compare, parseExpectations, type Expectations, type Outcome } from '../verify/index.js';
import { analyze } from './analyze.js';

export interface VerifyOptions {
  /** How many captures are analysed at once. */
  readonly jobs?: number;
  readonly onOutcome?: (outcome: Outcome, analysis: Analysis | undefined) => void;
}

/** Folders with an expected.yaml: those named, and those directly below them. */
export async function incidentFolders(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    if (await exists(join(path, 'expected.yaml'))) {
      found.push(path);
      continue;
    }
    let names: string[];
    try {
      names = await readdir(path);
    } catch {
      throw new InputError(path, `${path}: cannot be read`);
    }
    for (const name of names.sort(byText))
      if (await exists(join(path, name, 'expected.yaml'))) found.push(join(path, name));
  }
  if (found.length === 0)
    throw new InputError(paths.join(', '), `${paths.join(', ')}: no expected.yaml here or one level below`);
  return found;
}

/** Analyses each historical incident and compares it with its expectations. Outcomes in the order of folders. */
export async function verify(folders: readonly string[], options: VerifyOptions = {}): Promise<Outcome[]> {
  const outcomes = new Map<number, Outcome>();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next; i < folders.length; i = next) {
      next += 1;
      outcomes.set(i, await one(folders[i] ?? '', options));
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, options.jobs ?? 1) }, worker));
  return folders.flatMap((_, i) => outcomes.get(i) ?? []);
}

async function one(folder: string, options: VerifyOptions): Promise<Outcome> {
  const name = basename(folder);
  try {
    const want = parseExpectations(await readFile(join(folder, 'expected.yaml'), 'utf8'));
    const { analysis } = await analyzeFolder(folder, want);
    const outcome: Outcome = { name, differences: compare(analysis, want), checks: countOf(want) };
    options.onOutcome?.(outcome, analysis);
    return outcome;
  } catch (error) {
    const outcome: Outcome = {
      name,
      differences: [],
      checks: 0,
      error: error instanceof Error ? error.message : String(error),
    };
    options.onOutcome?.(outcome, undefined);
    return outcome;
  }
}

/** The capture of a historical incident, analysed as its expectations say. */
export async function analyzeFolder(folder: string, want: Expectations): Promise<{ analysis: Analysis }> {
  const asOf = want.asOf === undefined ? undefined : parseTime(want.asOf)?.lo;
  return analyze([await captureIn(folder, want.capture)], {
    ...(asOf === undefined ? {} : { asOf }),
    notes: want.notes.map((n) => join(folder, n)),
    ...(want.profile === undefined ? {} : { profile: join(folder, want.profile) }),
  });
}

async function captureIn(folder: string, named: string | undefined): Promise<string> {
  if (named !== undefined) return resolve(folder, named);
  const names = (await readdir(folder)).sort(byText);
  const capture = names.find((n) => n === 'capture' || n.startsWith('capture.'));
  if (capture === undefined)
    throw new InputError(folder, `${folder}: holds no capture.*, and expected.yaml names none`);
  return join(folder, capture);
}

function countOf(want: Expectations): number {
  const lists = want.incidents.flatMap((i) => [
    i.status, i.rootCauses, i.roles, i.links, i.noLinks, i.surfaces, i.figures, i.instants, i.notAffected, i.loops, i.preventions, i.responses, i.neverBlame,
  ]); // prettier-ignore
  return (
    lists.reduce((a, l) => a + l.length, 0) +
    want.neverBlame.length +
    want.background.length +
    (want.count === undefined ? 0 : 1)
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
