import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { InputError, openSource } from '../../intake/index.js';
import type { Analysis } from '../../model/index.js';
import { analyze, type AnalyzeOptions } from '../analyze.js';
import type { BrowsePort, Draft, Progress, RowSource } from '../ports.js';
import { compose as composeReport } from '../../report/index.js';
import {
  authorFiles,
  honoured,
  readDecisions,
  sidecarOf,
  type AuthorFile,
  type Decisions,
} from '../author/index.js';
import { compose } from '../compose.js';
import { renderFiles } from '../render.js';
import { describeAt, labelsOf, objectAt, ownership } from './describe.js';
import { exportView } from './export-view.js';
import { openPager } from './pager.js';
import { RawReader } from './raw-context.js';
import { rowsOf, type RowSink } from './rows.js';
import { savedAmong, whatDiffers, withoutCapture, type Saved } from './saved.js';
import { loadSidecar, saveSidecar, sessionFile } from './session.js';

export interface BrowseOptions {
  readonly analyze?: AnalyzeOptions;
  /** Where the rows are collected. */
  readonly sink: RowSink;
  /** The rows of an analysis whose capture is not at hand. */
  readonly rowsAlone?: (analysis: Analysis) => RowSource;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly onProgress?: (progress: Progress) => void;
}

/** Opens a capture, a saved analysis with its capture, or one alone, and answers what the terminal asks about it. */
export async function openBrowse(paths: readonly string[], options: BrowseOptions): Promise<BrowsePort> {
  const { saved, captures } = await savedAmong(paths);
  if (saved === undefined) return openCapture(paths, options);
  if (captures.length === 0) return openAlone(saved, options);
  const beside = await authorFiles([], dirname(saved.path), []);
  const author = [...beside, ...(options.analyze?.author ?? [])];
  const port = await openCapture(captures, { ...options, analyze: { ...options.analyze, author } });
  const notice = whatDiffers(saved.analysis, port.analysis);
  return notice === undefined ? port : { ...port, notice };
}

/** A saved analysis without its capture: told rows and excerpts, no bytes; figures stay as they were saved. */
async function openAlone(saved: Saved, options: BrowseOptions): Promise<BrowsePort> {
  if (options.rowsAlone === undefined)
    throw new InputError(saved.path, `${saved.path}: name its capture as well`);
  const { analysis, path } = saved;
  const drafted = await draft(analysis);
  const sidecar = sidecarOf([path]);
  const title = `${basename(dirname(resolve(path)))}/${basename(path)}`;
  return {
    title,
    analysis,
    ...drafted,
    rows: options.rowsAlone(analysis),
    notice: withoutCapture(saved, sidecar),
    context: () => Promise.reject(new Error('the capture was not named beside the saved analysis')),
    loadSession: () => loadSidecar(sidecar),
    saveSession: (session) => saveSidecar(sidecar, session),
    honour: () => Promise.resolve({ analysis, ...drafted }),
    exportView: (request) => exportView(request, title),
  };
}

/** Reads and analyses a capture. */
async function openCapture(paths: readonly string[], options: BrowseOptions): Promise<BrowsePort> {
  const tell = options.onProgress ?? (() => undefined);
  tell({ stage: 'reading' });
  const sidecar = sidecarOf(paths);
  const given = options.analyze?.author ?? [];
  const atOpen = [...(await readable(sidecar)), ...given];
  const { analysis, findings } = await analyze(paths, {
    ...options.analyze,
    author: atOpen,
    surroundings: false,
    onProgress: (p) => {
      tell({ stage: `reading: ${p.sources} files, ${(p.bytes / 1e6).toFixed(0)} MB, ${p.records} records` });
    },
  });
  const { world } = findings;
  // What the author decided is shown by the screen itself, so the rows are those of the capture alone.
  const rows = rowsOf(analysis.author ? compose(findings) : analysis, world, options.sink);
  const drafted = await draft(analysis);
  const title = paths.map((p) => basename(p)).join(', ');
  let written: readonly AuthorFile[] = atOpen;
  const capture = findings.capture.sources.length;
  const { raw, pathOf } = rawOf(paths, options.analyze, analysis);
  const own = (source: string): AuthorFile | undefined => written[Number(source.slice(1)) - capture];
  return {
    title,
    analysis,
    rows,
    ...drafted,
    context: async (source, offset, before, after) => {
      const file = own(source);
      if (file) return ownReader(file).context(source, file.name, offset, before, after);
      return raw.context(source, pathOf(source), offset, before, after);
    },
    loadSession: () => loadSidecar(sidecar),
    saveSession: (session) => saveSidecar(sidecar, session),
    honour: async (session) => {
      written = [sessionFile(sidecar, session), ...given];
      const decisions = readDecisions(written, capture);
      const anew = honoured(findings, decisions, clocksSince(atOpen, decisions));
      return { analysis: anew, ...(await draft(anew)) };
    },
    exportView: (request) => exportView(request, title),
    describe: (entity, at) => describeAt(world, entity, at),
    object: (entity, at) => Promise.resolve(objectAt(world, entity, at)),
    owners: (entity) => ownership(world, entity, 'up'),
    owned: (entity) => ownership(world, entity, 'down'),
    labels: (entity) => labelsOf(world, entity),
    page: async (source, offset) => {
      if (own(source)) throw new Error('this is your own file; open it in an editor');
      const around = await raw.context(source, pathOf(source), offset, 0, 0);
      await openPager(raw.bytes(source), around.lines[around.at]?.line, options.env ?? {});
    },
  };
}

/** The author's file as it stands in memory: it may not be on disk yet. */
function ownReader(file: AuthorFile): RawReader {
  return new RawReader(async function* () {
    yield await Promise.resolve(Buffer.from(file.text));
  });
}

/** The session beside the capture; a broken one is told of when it is loaded, and honours nothing. */
async function readable(sidecar: string): Promise<readonly AuthorFile[]> {
  const text = await readFile(sidecar, 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  const files = [{ name: basename(sidecar), text }];
  try {
    readDecisions(files, 0);
    return files;
  } catch {
    return [];
  }
}

/** Clocks set since the capture was read. */
function clocksSince(atOpen: readonly AuthorFile[], now: Decisions): readonly string[] {
  const then = new Map(readDecisions(atOpen, 0).skew.map((k) => [k.name, k.seconds]));
  return now.skew.filter((k) => then.get(k.name) !== k.seconds).map((k) => k.name);
}

/** The sources of the capture, to be read again by their ids. */
function rawOf(
  paths: readonly string[],
  options: AnalyzeOptions | undefined,
  { capture }: Analysis,
): { readonly raw: RawReader; readonly pathOf: (id: string) => string } {
  const inputs = [...paths, ...(options?.notes ?? [])];
  const budget = options?.totalBytes === undefined ? {} : { totalBytes: options.totalBytes };
  const pathOf = (id: string): string => {
    const found = capture.sources.find((s) => s.id === id);
    if (!found) throw new Error(`no source ${id} in this capture`);
    return found.path;
  };
  const raw = new RawReader((id) => {
    const path = pathOf(id);
    const same = capture.sources.filter((s) => s.path === path);
    return openSource(
      inputs,
      path,
      same.findIndex((s) => s.id === id),
      budget,
    );
  });
  return { raw, pathOf };
}

async function draft(analysis: Analysis): Promise<Draft> {
  const files = await renderFiles(analysis, { formats: ['md'] });
  const report = String(files.find((f) => f.path.endsWith('.md'))?.bytes ?? '');
  return { report, proofs: [...composeReport(analysis).numbers.keys()] };
}
