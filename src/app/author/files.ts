import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { byText } from '../../base/index.js';
import { InputError } from '../../intake/index.js';
import type { AuthorFile } from './decisions.js';

/** What people write beside a draft: pins, rejections, notes, instants. */
export const AUTHOR_FILE = 'author.yaml';

/** The session that the terminal keeps of a capture: the first path named, with a suffix of our own. */
export function sidecarOf(paths: readonly string[]): string {
  const [first = 'capture'] = paths.map((p) => resolve(p)).sort(byText);
  return `${first}.inquest.json`;
}

/**
 * The author's files that are there, in the order in which they overrule each other: the terminal's session
 * beside the capture, the file beside the draft, files named on the command line (these must be there).
 */
export async function authorFiles(
  paths: readonly string[],
  folder: string | undefined,
  named: readonly string[],
): Promise<readonly AuthorFile[]> {
  const found: AuthorFile[] = [];
  const offered = [
    ...(paths.length > 0 ? [sidecarOf(paths)] : []),
    ...(folder === undefined ? [] : [join(folder, AUTHOR_FILE)]),
  ];
  for (const path of offered.filter((p) => !named.some((n) => resolve(n) === resolve(p)))) {
    const text = await textAt(path);
    if (text !== undefined) found.push({ name: basename(path), text });
  }
  for (const path of named) {
    const text = await textAt(path);
    if (text === undefined) throw new InputError(path, `${path}: cannot be read`);
    found.push({ name: basename(path), text });
  }
  return found;
}

async function textAt(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined; // prettier-ignore
    throw new InputError(path, `${path}: cannot be read`);
  }
}
