import { existsSync } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import glob from 'fast-glob';
import { byText, sortedBy } from '../../base/index.js';
import { InputError } from '../input-error.js';
import { fileBytes } from './file.js';
import type { Meter } from './meter.js';
import { withoutSuffix } from './names.js';

/** A thing that the user named: a folder, a file (which may be an archive), or a stream. */
export interface Root {
  /** Its own name, for the times that collectors put into archive names. */
  readonly name: string;
  /** What stands before its members' paths when several things were named; "" for one alone. */
  readonly label: string;
  readonly content:
    | { readonly folder: string }
    | { readonly file?: string; readonly size?: number; bytes(): AsyncIterable<Uint8Array> };
}

/** Standard input, handed in by the caller. */
export interface StreamInput {
  readonly path: '-';
  readonly stream: AsyncIterable<Uint8Array>;
}

export type Input = string | StreamInput;

/** What the arguments mean, in an order that does not depend on theirs. InputError for what is not there. */
export async function rootsOf(inputs: readonly Input[], meter: Meter): Promise<readonly Root[]> {
  const files: string[] = [];
  const streams: StreamInput[] = [];
  for (const input of inputs) {
    if (typeof input === 'string') files.push(...(await expand(input)));
    else streams.push(input);
  }
  const paths = [...new Set(files.map((file) => resolve(file)))].sort(byText);
  const alone = paths.length + streams.length === 1;
  const labels = alone ? [''] : labelsOf(paths);
  const roots = await Promise.all(paths.map((path, i) => fileRoot(path, labels[i] ?? '', meter)));
  const piped = streams.map(({ stream }): Root => ({
    name: 'stdin',
    label: alone ? '' : 'stdin',
    content: { bytes: () => stream },
  }));
  return sortedBy([...roots, ...piped], (root) => root.label);
}

async function expand(input: string): Promise<readonly string[]> {
  if (existsSync(input)) return [input];
  if (!glob.isDynamicPattern(input)) throw new InputError(input, `${input}: no such file or folder`);
  const found = await glob(input.split(sep).join('/'), {
    dot: true,
    onlyFiles: false,
    followSymbolicLinks: false,
  });
  if (found.length === 0) throw new InputError(input, `${input}: nothing matches`);
  const all = new Set(found);
  return found.filter((path) => !ancestors(path).some((folder) => all.has(folder)));
}

function ancestors(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'));
}

/** Paths below the folder that all share, archive suffixes off where that leaves them distinct. */
function labelsOf(paths: readonly string[]): readonly string[] {
  let common = dirname(paths[0] ?? '');
  while (paths.some((path) => !path.startsWith(common.endsWith(sep) ? common : common + sep)))
    common = dirname(common);
  const full = paths.map((path) => relative(common, path).split(sep).join('/'));
  const short = full.map(withoutSuffix);
  return short.map((label, i) =>
    short.indexOf(label) === short.lastIndexOf(label) ? label : (full[i] ?? label),
  );
}

async function fileRoot(path: string, label: string, meter: Meter): Promise<Root> {
  const name = basename(path);
  try {
    const about = await stat(path);
    await access(path, constants.R_OK);
    if (about.isDirectory()) return { name, label, content: { folder: path } };
    return { name, label, content: { file: path, size: about.size, bytes: () => fileBytes(path, meter) } };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    throw new InputError(path, `${name}: cannot be read (${code})`);
  }
}
