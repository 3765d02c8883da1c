import type { analyze, AnalyzeOptions } from '../app/index.js';
import { countOption, sizeOption, timeOption, UsageError, type Args } from './args.js';

/** The options that all commands which read a capture share. */
export function analyzeOptions(args: Args): AnalyzeOptions {
  const asOf = timeOption(args, 'as-of');
  const since = timeOption(args, 'since');
  const until = timeOption(args, 'until');
  const limit = sizeOption(args, 'memory-limit');
  const jobs = countOption(args, 'jobs');
  const profile = args.text('profile');
  const only = args.texts('only');
  const namespaces = args.texts('namespace');
  const nodes = args.texts('node');
  const zones = args.texts('time-zone').map((z): readonly [string, string] => {
    const at = z.indexOf('=');
    return at < 0 ? ['', z] : [z.slice(0, at), z.slice(at + 1)];
  });
  const filtered = since !== undefined || until !== undefined || namespaces.length > 0 || nodes.length > 0;
  return {
    ...(asOf === undefined ? {} : { asOf }),
    ...(zones.length === 0 ? {} : { timeZones: zones }),
    ...(only.length === 0 ? {} : { only }),
    ...(profile === undefined ? {} : { profile }),
    ...(limit === undefined ? {} : { totalBytes: limit }),
    ...(jobs === undefined ? {} : { jobs }),
    notes: args.texts('notes'),
    ...(filtered
      ? {
          filter: {
            ...(since === undefined ? {} : { since }),
            ...(until === undefined ? {} : { until }),
            ...(namespaces.length === 0 ? {} : { namespaces }),
            ...(nodes.length === 0 ? {} : { nodes }),
          },
        }
      : {}),
    ...progress(args),
  };
}

/** The paths of a command, or wrong usage when there are none. */
export function pathsOf(args: Args, what = 'a capture'): readonly string[] {
  if (args.positionals.length === 0)
    throw new UsageError(`${args.command ?? ''} needs ${what}: a folder, a file or an archive`);
  return args.positionals;
}

/** Standard input as an input where a path is "-". */
export function inputsOf(paths: readonly string[]): Parameters<typeof analyze>[0] {
  return paths.map((p) => (p === '-' ? { path: '-', stream: process.stdin } : p));
}

function progress(args: Args): Pick<AnalyzeOptions, 'onProgress'> | Record<string, never> {
  if (args.flag('quiet') || !process.stderr.isTTY) return {};
  let shown = 0;
  return {
    onProgress: (p) => {
      shown += 1;
      if (shown % 20 !== 1) return;
      const mb = (p.bytes / 1e6).toFixed(0);
      process.stderr.write(`\r\u001b[2Kreading: ${p.sources} files, ${mb} MB, ${p.records} records`);
    },
  };
}

/** Takes the progress line away. */
export function endProgress(args: Args): void {
  if (!args.flag('quiet') && process.stderr.isTTY) process.stderr.write('\r\u001b[2K');
}
