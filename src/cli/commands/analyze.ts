import { basename } from 'node:path';
import {
  analyze,
  authorFiles,
  REPORT_FORMATS,
  renderFiles,
  summaryLines,
  templateOfProfile,
  writeFiles,
  type ReportFormat,
} from '../../app/index.js';
import { UsageError, type Args } from '../args.js';
import { analyzeOptions, endProgress, inputsOf, pathsOf } from '../common.js';

/** `inquest analyze PATH... [-o DIR] [--format md,html,json]` */
export async function analyzeCommand(args: Args): Promise<number> {
  const paths = pathsOf(args);
  const formats = formatsOf(args);
  const folder =
    args.text('output') ??
    `inquest-${basename(paths[0] ?? 'capture').replace(/\.(tar(\.\w+)?|tgz|zip)$/, '')}`;
  const author = await authorFiles(
    paths.filter((p) => p !== '-'),
    folder === '-' ? undefined : folder,
    args.texts('author'),
  );
  const { analysis, partial, failures } = await analyze(inputsOf(paths), { ...analyzeOptions(args), author });
  endProgress(args);
  for (const f of failures)
    process.stderr.write(`inquest: detector ${f.detector} failed and was left out: ${f.message}\n`);
  await deliver(args, analysis, formats, folder);
  return partial ? 4 : 0;
}

/** Renders and writes, or prints the one format that was asked for. */
export async function deliver(
  args: Args,
  analysis: Parameters<typeof renderFiles>[0],
  formats: readonly ReportFormat[],
  folder: string,
): Promise<void> {
  const template = args.text('template') ?? (await templateOfProfile(args.text('profile')));
  if (folder === '-') {
    const one = formats[0];
    if (one === undefined || formats.length !== 1)
      throw new UsageError('-o - writes one format: add --format md, html or json');
    const files = await renderFiles(analysis, {
      formats: [one],
      ...(template === undefined ? {} : { template }),
    });
    const wanted = files.find((f) => f.path.endsWith(`.${one}`));
    process.stdout.write(wanted?.bytes ?? '');
    return;
  }
  const files = await renderFiles(analysis, { formats, ...(template === undefined ? {} : { template }) });
  const written = await writeFiles(folder, files);
  if (args.flag('quiet')) return;
  process.stdout.write(`${summaryLines(analysis, written).join('\n')}\n`);
}

export function formatsOf(args: Args): ReportFormat[] {
  const given = args.text('format');
  if (given === undefined) return ['md', 'html', 'json', 'png'];
  return given.split(',').map((f) => {
    const name = f.trim().replace(/^markdown$/, 'md');
    const known = REPORT_FORMATS.find((k) => k === name);
    if (!known) throw new UsageError(`--format ${f}: known formats are ${REPORT_FORMATS.join(', ')}`);
    return known;
  });
}
