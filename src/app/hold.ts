import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InputError } from '../intake/index.js';
import type { Analysis } from '../model/index.js';
import {
  compare,
  draftExpectations,
  lineDiff,
  parseExpectations,
  toldFile,
  toldOf,
  updated,
  type Outcome,
  type Told,
  type ToldFile,
} from '../verify/index.js';
import { loadAnalysis } from './load.js';
import { EXPECTED } from './verify-folder.js';

/** What `verify --update` would write, and what it leaves to a person. */
export interface Proposal {
  /** Path of the expected.yaml. */
  readonly path: string;
  readonly text: string;
  /** The change as lines of a diff; none when there is nothing to write. */
  readonly diff: readonly string[];
  /** Differences that would remain: only a person may decide them. */
  readonly left: number;
}

/** Expectations that would say what was found; a draft where nothing is expected yet. */
export async function proposal(folder: string, outcome: Outcome, analysis: Analysis): Promise<Proposal> {
  const path = join(folder, EXPECTED);
  const before = await readFile(path, 'utf8').catch(() => undefined);
  const changes = outcome.differences.flatMap((d) => d.change ?? []);
  const drafted = outcome.checks === 0;
  const text = drafted ? `${before ?? ''}${draftExpectations(analysis)}` : updated(before ?? '', changes);
  const left = compare(analysis, parseExpectations(text)).length;
  const changed = drafted || changes.length > 0;
  return { path, text, diff: changed ? lineDiff(before ?? '', text) : [], left };
}

/**
 * Earlier results: a file of `verify --save`, an analysis.json (of one incident), or a folder that holds
 * NAME/analysis.json for each incident.
 */
export async function earlier(path: string, folders: readonly string[]): Promise<(name: string) => Told> {
  const names = folders.map((f) => basename(f));
  const found = new Map<string, Told>();
  if ((await stat(path).catch(() => undefined))?.isDirectory() === true) {
    for (const name of names) found.set(name, toldOf(await loadAnalysis(join(path, name, 'analysis.json'))));
  } else {
    const saved = toldFile(await jsonAt(path));
    for (const [name, told] of Object.entries(saved?.incidents ?? {})) found.set(name, told);
    const only = names[0];
    if (!saved && names.length === 1 && only !== undefined) found.set(only, toldOf(await loadAnalysis(path)));
    if (!saved && names.length > 1)
      throw new InputError(
        path,
        `${path}: not a file of verify --save; one analysis is held against one DIR`,
      );
  }
  return (name) => {
    const told = found.get(name);
    if (!told) throw new InputError(path, `${path}: says nothing about ${name}`);
    return told;
  };
}

/** The short form of the analyses, to be kept beside a release; read again by {@link earlier}. */
export function keep(analyses: ReadonlyMap<string, Told>): string {
  const file: ToldFile = { inquestVerify: 1, incidents: Object.fromEntries(analyses) };
  return `${JSON.stringify(file, null, 1)}\n`;
}

async function jsonAt(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new InputError(path, `${path}: cannot be read`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(path, `${path}: not JSON`);
  }
}
