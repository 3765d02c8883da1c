import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { byText, parseTime } from '../base/index.js';
import { InputError } from '../intake/index.js';
import type { Analysis } from '../model/index.js';
import {
  compare,
  driftOf,
  parseExpectations,
  toldOf,
  type Expectations,
  type Outcome,
  type Told,
} from '../verify/index.js';
import { analyze } from './analyze.js';

/** The file that says what must come out. */
export const EXPECTED = 'expected.yaml';

export interface VerifyOptions {
  /** How many captures are analysed at once. */
  readonly jobs?: number;
  /** Results of another version that these are held against, by name of the incident. */
  readonly against?: (name: string) => Told;
  /** A folder without expectations is analysed all the same, so that some can be drafted. */
  readonly draft?: boolean;
  readonly onOutcome?: (outcome: Outcome, analysis: Analysis | undefined, folder: string) => void;
}

/**
 * Folders with an expected.yaml: those named, and those directly below them. For a draft, a folder that is
 * named and holds a capture is enough.
 */
export async function incidentFolders(paths: readonly string[], draft = false): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    if ((await exists(join(path, EXPECTED))) || (draft && (await capturesIn(path)).length > 0)) {
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
      if (await exists(join(path, name, EXPECTED))) found.push(join(path, name));
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
    const file = join(folder, EXPECTED);
    const drafting = options.draft === true && !(await exists(file));
    const want = parseExpectations(drafting ? '{}' : await readFile(file, 'utf8'));
    const { analysis } = await analyzeFolder(folder, want);
    const outcome: Outcome = {
      name,
      differences: compare(analysis, want),
      checks: countOf(want),
      ...(options.against ? { drift: driftOf(options.against(name), toldOf(analysis)) } : {}),
    };
    options.onOutcome?.(outcome, analysis, folder);
    return outcome;
  } catch (error) {
    const outcome: Outcome = {
      name,
      differences: [],
      checks: 0,
      error: error instanceof Error ? error.message : String(error),
    };
    options.onOutcome?.(outcome, undefined, folder);
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
  const [capture] = await capturesIn(folder);
  if (capture === undefined)
    throw new InputError(folder, `${folder}: holds no capture.*, and expected.yaml names none`);
  return join(folder, capture);
}

async function capturesIn(folder: string): Promise<string[]> {
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

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
