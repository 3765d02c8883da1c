import { basename } from 'node:path';
import { openSource } from '../../intake/index.js';
import type { Analysis } from '../../model/index.js';
import { analyze, type AnalyzeOptions } from '../analyze.js';
import type { BrowsePort, Progress } from '../ports.js';
import { renderFiles } from '../render.js';
import { describeAt, labelsOf, objectAt, ownership } from './describe.js';
import { exportView } from './export-view.js';
import { openPager } from './pager.js';
import { RawReader } from './raw-context.js';
import { rowsOf, type RowSink } from './rows.js';
import { honoured, loadSidecar, saveSidecar, sidecarOf } from './session.js';

export interface BrowseOptions {
  readonly analyze?: AnalyzeOptions;
  /** Where the rows are collected. */
  readonly sink: RowSink;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly onProgress?: (progress: Progress) => void;
}

/** Reads and analyses a capture, and answers what the terminal asks about it. */
export async function openBrowse(paths: readonly string[], options: BrowseOptions): Promise<BrowsePort> {
  const tell = options.onProgress ?? (() => undefined);
  tell({ stage: 'reading' });
  const { analysis, findings } = await analyze(paths, {
    ...options.analyze,
    onProgress: (p) => {
      tell({ stage: `reading: ${p.sources} files, ${(p.bytes / 1e6).toFixed(0)} MB, ${p.records} records` });
    },
  });
  const { world } = findings;
  const rows = rowsOf(analysis, world, options.sink);
  const report = await draft(analysis);
  const sidecar = sidecarOf(paths);
  const title = paths.map((p) => basename(p)).join(', ');
  const { raw, pathOf } = rawOf(paths, options.analyze, analysis);
  return {
    title,
    analysis,
    rows,
    report,
    context: async (source, offset, before, after) =>
      raw.context(source, pathOf(source), offset, before, after),
    loadSession: () => loadSidecar(sidecar),
    saveSession: (session) => saveSidecar(sidecar, session),
    honour: async (session) => {
      const anew = honoured(findings, session, sidecar);
      return { analysis: anew, report: await draft(anew) };
    },
    exportView: (request) => exportView(request, title),
    describe: (entity, at) => describeAt(world, entity, at),
    object: (entity, at) => Promise.resolve(objectAt(world, entity, at)),
    owners: (entity) => ownership(world, entity, 'up'),
    owned: (entity) => ownership(world, entity, 'down'),
    labels: (entity) => labelsOf(world, entity),
    page: async (source, offset) => {
      const around = await raw.context(source, pathOf(source), offset, 0, 0);
      await openPager(raw.bytes(source), around.lines[around.at]?.line, options.env ?? {});
    },
  };
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

async function draft(analysis: Analysis): Promise<string> {
  const files = await renderFiles(analysis, { formats: ['md'] });
  return String(files.find((f) => f.path.endsWith('.md'))?.bytes ?? '');
}
