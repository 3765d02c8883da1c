import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { byText } from '../base/index.js';
import { InputError } from '../intake/index.js';
import type { Analysis } from '../model/index.js';
import { driftOf, toldOf, type Outcome, type Told } from '../verify/index.js';
import { capturesIn, exists, EXPECTED, type Verified } from './verify-folder.js';
import { workbench } from './verify-bench.js';

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

/**
 * Analyses each historical incident and compares it with its expectations. Outcomes are told and returned in
 * the order of the folders, however many are worked on at once.
 */
export async function verify(folders: readonly string[], options: VerifyOptions = {}): Promise<Outcome[]> {
  const jobs = Math.min(options.jobs ?? 1, folders.length);
  const waiting = new Map<number, Verified>();
  const outcomes: Outcome[] = [];
  const tell = (): void => {
    for (let v = waiting.get(outcomes.length); v; v = waiting.get(outcomes.length)) {
      waiting.delete(outcomes.length);
      const outcome = drifted(v, options.against);
      options.onOutcome?.(outcome, v.analysis, folders[outcomes.length] ?? '');
      outcomes.push(outcome);
    }
  };
  let next = 0;
  const work = async (): Promise<void> => {
    const bench = workbench(jobs > 1);
    try {
      for (let i = next; i < folders.length; i = next) {
        next += 1;
        waiting.set(i, await bench.verify(folders[i] ?? '', options.draft === true));
        tell();
      }
    } finally {
      await bench.close();
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, work));
  return outcomes;
}

function drifted({ outcome, analysis }: Verified, against: VerifyOptions['against']): Outcome {
  if (!against || !analysis) return outcome;
  try {
    return { ...outcome, drift: driftOf(against(outcome.name), toldOf(analysis)) };
  } catch (error) {
    return { ...outcome, error: error instanceof Error ? error.message : String(error) };
  }
}
