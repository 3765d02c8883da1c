import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { counted, digText, isObject } from '../../base/index.js';
import { InputError } from '../../intake/index.js';
import type { Analysis, SourceEntry } from '../../model/index.js';
import { loadAnalysis } from '../load.js';

/** An analysis.json that was named among the paths. */
export interface Saved {
  readonly path: string;
  readonly analysis: Analysis;
}

const HEAD_BYTES = 64;

/** A saved analysis among the paths, and the paths that are captures. Only one of them can be looked at. */
export async function savedAmong(
  paths: readonly string[],
): Promise<{ readonly saved: Saved | undefined; readonly captures: readonly string[] }> {
  const isSaved = await Promise.all(paths.map(isAnalysis));
  const [path, ...more] = paths.filter((_, i) => isSaved[i] === true);
  if (path === undefined) return { saved: undefined, captures: paths };
  const [second] = more;
  if (second !== undefined) throw new InputError(second, `${second}: one saved analysis at a time`);
  const captures = paths.filter((_, i) => isSaved[i] !== true);
  return { saved: { path, analysis: await loadAnalysis(path) }, captures };
}

/** The first key of ours is the version of the schema: no document of a cluster begins so. */
async function isAnalysis(path: string): Promise<boolean> {
  if (!path.endsWith('.json') || !(await stat(path).catch(() => undefined))?.isFile()) return false;
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return /^\s*\{\s*"schemaVersion"\s*:/.test(buffer.toString('latin1', 0, bytesRead));
  } finally {
    await file.close();
  }
}

/** What a reader of the saved analysis must know before he reads the new one; undefined when all is as it was. */
export function whatDiffers(saved: Analysis, now: Analysis): string | undefined {
  const before = sourcesOf(saved);
  const after = sourcesOf(now);
  const gone = [...before.keys()].filter((path) => !after.has(path)).length;
  const fresh = [...after.keys()].filter((path) => !before.has(path)).length;
  const other = [...before].filter(([path, was]) => after.has(path) && after.get(path) !== was).length;
  const told = saved.capture.sources.filter((s) => s.records > 0);
  if (told.length > 0 && told.every((s) => before.get(s.path) !== after.get(s.path)))
    return 'the saved analysis is of another capture: none of its files is here as it was; shown is what this one says';
  if (gone + fresh + other > 0) {
    const parts = [part(other, 'changed'), part(gone, 'gone'), part(fresh, 'new')].filter((p) => p !== undefined);
    return `the capture has changed since the analysis was saved: ${parts.join(', ')}; shown is what it says now`;
  }
  const [was, is] = [toolOf(saved), toolOf(now)];
  return was === is ? undefined : `the analysis was saved by ${was}; shown is what ${is} says`;
} // prettier-ignore

function part(count: number, what: string): string | undefined {
  return count === 0 ? undefined : `${counted(count, 'file')} ${what}`;
}

/** Path of each file of the capture → what can be seen of a change in it. The author's own files are none. */
function sourcesOf({ capture }: Analysis): ReadonlyMap<string, string> {
  const seen = (s: SourceEntry): string => JSON.stringify([s.bytes, s.records, s.from, s.to]);
  return new Map(capture.sources.filter((s) => s.format !== 'author').map((s) => [s.path, seen(s)]));
}

function toolOf(analysis: Analysis): string {
  const tool: unknown = analysis.tool;
  const text = (key: string): string => (isObject(tool) ? (digText(tool, key) ?? '?') : '?');
  return `inquest ${text('version')} with rules ${text('rules')}`;
}

/** What is said when a saved analysis is opened without its capture. */
export function withoutCapture(saved: Saved, sidecar: string): string {
  return `no capture: name it beside ${basename(saved.path)} to see bytes and objects; what you decide is kept in ${basename(sidecar)}`;
}
