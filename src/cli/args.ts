import { parseArgs } from 'node:util';
import { isValid, parse as parseDate } from 'date-fns';
import { parseTime, type Instant } from '../base/index.js';

/** Wrong usage: one sentence with the remedy; exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** One option of the command line with its help text. */
interface OptionRow {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  readonly value?: string;
  readonly help: string;
}

export const OPTIONS = {
  output: {
    type: 'string',
    short: 'o',
    value: 'DIR',
    help: 'where the results go (- for standard output, one format)',
  },
  format: { type: 'string', value: 'LIST', help: 'md,html,json (default: all three, and charts)' },
  notes: { type: 'string', multiple: true, value: 'FILE', help: 'what people wrote: lines of TIME text' },
  author: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    help: 'what you pin, reject or annotate (default: author.yaml beside the draft, CAPTURE.inquest.json)',
  },
  profile: {
    type: 'string',
    value: 'FILE',
    help: 'what the capture cannot know: hosts, SLOs, severity, known alerts, template',
  },
  template: {
    type: 'string',
    value: 'NAME|FILE',
    help: 'template of the draft: google-sre, pagerduty, atlassian, or a Markdown file',
  },
  'as-of': { type: 'string', value: 'TIME', help: 'capture time, when nothing in the capture says it' },
  'time-zone': {
    type: 'string',
    multiple: true,
    value: 'ZONE',
    help: 'zone of sources that print none; PATTERN=ZONE for one source; +00:00:30 (with seconds): its clock is ahead',
  },
  since: { type: 'string', value: 'TIME', help: 'look at nothing before' },
  until: { type: 'string', value: 'TIME', help: 'look at nothing after' },
  namespace: { type: 'string', multiple: true, short: 'n', value: 'NS', help: 'look at this namespace only' },
  node: { type: 'string', multiple: true, value: 'NODE', help: 'look at this node only' },
  only: {
    type: 'string',
    multiple: true,
    value: 'PATTERN',
    help: 'read these files or folders of the capture only (one of several clusters)',
  },
  json: { type: 'boolean', help: 'machine-readable output' },
  junit: { type: 'string', value: 'FILE', help: 'verify: write a JUnit report' },
  update: {
    type: 'boolean',
    help: 'verify: show what expected.yaml would have to say, and ask whether to write it',
  },
  yes: { type: 'boolean', short: 'y', help: 'verify --update: write without asking' },
  against: {
    type: 'string',
    value: 'OLD.json',
    help: 'verify: what is told differently than in earlier results (of --save, or an analysis.json)',
  },
  save: { type: 'string', value: 'FILE', help: 'verify: keep what is told today, for a later --against' },
  also: {
    type: 'string',
    multiple: true,
    value: 'WORD',
    help: 'redact: a word that is to be replaced as well',
  },
  jobs: {
    type: 'string',
    short: 'j',
    value: 'N',
    help: 'threads that read a large capture (2 on four logical processors or more, else 1); verify: captures at once',
  },
  'memory-limit': {
    type: 'string',
    value: 'SIZE',
    help: 'stop reading, with a partial result, above this much unpacked input (for example 20G)',
  },
  quiet: { type: 'boolean', short: 'q', help: 'no progress, no summary' },
  verbose: { type: 'boolean', help: 'say more' },
  'no-color': { type: 'boolean', help: 'no colour' },
  help: { type: 'boolean', short: 'h', help: 'this text' },
  version: { type: 'boolean', help: 'print the version' },
} as const satisfies Readonly<Record<string, OptionRow>>;

/** The command line after parsing. */
export interface Args {
  readonly command: string | undefined;
  readonly positionals: readonly string[];
  readonly text: (name: keyof typeof OPTIONS) => string | undefined;
  readonly texts: (name: keyof typeof OPTIONS) => readonly string[];
  readonly flag: (name: keyof typeof OPTIONS) => boolean;
}

export function parse(argv: readonly string[]): Args {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\nSee inquest --help.`);
  }
  const values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>> = parsed.values;
  const [command, ...positionals] = parsed.positionals;
  return {
    command,
    positionals,
    text: (name) => {
      const v = values[name];
      return typeof v === 'string' ? v : undefined;
    },
    texts: (name) => {
      const v = values[name];
      return Array.isArray(v) ? v.map(String) : typeof v === 'string' ? [v] : [];
    },
    flag: (name) => values[name] === true,
  };
}

/** Shapes in which people type times, beside RFC 3339; without a zone they are UTC. */
const TYPED = [
  'yyyy-MM-dd',
  'yyyy-MM-dd HH:mm',
  'yyyy-MM-dd HH:mm:ss',
  "yyyy-MM-dd'T'HH:mm",
  'd MMM yyyy',
  'd MMM yyyy HH:mm',
  'd MMM yyyy HH:mm:ss',
  'EEE, d MMM yyyy HH:mm:ss',
];

/** A time that a user typed. */
export function timeOption(args: Args, name: 'as-of' | 'since' | 'until'): Instant | undefined {
  const text = args.text(name)?.trim();
  if (text === undefined) return undefined;
  const exact = parseTime(text);
  if (exact) return exact.lo;
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text.replace(/\s*UTC$/, '')}Z`;
  for (const shape of TYPED) {
    const date = parseDate(zoned, `${shape}XXX`, new Date(0));
    if (isValid(date)) return date.getTime() * 1000;
  }
  throw new UsageError(`--${name} ${text}: not a time; write it as 2026-11-20T23:07:30Z`);
}

/** "20G", "512M", a number of bytes. */
export function sizeOption(args: Args, name: 'memory-limit'): number | undefined {
  const text = args.text(name);
  if (text === undefined) return undefined;
  const m = /^(\d+(?:\.\d+)?)([KMGT]?)i?B?$/i.exec(text);
  if (!m) throw new UsageError(`--${name} ${text}: not a size; write it as 512M or 20G`);
  const unit: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };
  return Number(m[1]) * (unit[(m[2] ?? '').toUpperCase()] ?? 1);
}

/** A whole number from 1. */
export function countOption(args: Args, name: 'jobs'): number | undefined {
  const text = args.text(name);
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new UsageError(`--${name} takes a whole number from 1`);
  return count;
}

export function helpText(): string {
  const commands = [
    ['analyze   PATH...', 'reads a capture and writes the postmortem draft'],
    ['report    ANALYSIS.json', 'renders a saved analysis again, without the capture'],
    [
      'browse    PATH...',
      'walks the timeline in the terminal; a saved analysis.json may stand before its capture',
    ],
    ['inventory PATH...', 'what was found, how it was read, what it covers, what could not be read'],
    ['explain   PATH... ENTITY', 'the chain backwards from one entity (kind/name, kind/namespace/name)'],
    ['verify    DIR...', 'analyses historical incidents and compares them with their expectations'],
    [
      'redact    PATH -o OUT',
      'the same capture without names, addresses and secrets, as a folder or .tar.gz, to hand on',
    ],
    ['signatures [ID]', 'the catalogue of conditions and causal rules'],
  ];
  const rows = Object.entries(OPTIONS as Readonly<Record<string, OptionRow>>).map(([name, o]) => {
    const left = `${o.short === undefined ? '    ' : `-${o.short}, `}--${name}${o.value === undefined ? '' : ` ${o.value}`}`;
    return `  ${left.padEnd(26)} ${o.help}`;
  });
  return [
    'inquest: offline incident forensics for Kubernetes',
    '',
    'Usage: inquest COMMAND [options]',
    '',
    ...commands.map(([left, right]) => `  ${(left ?? '').padEnd(26)} ${right ?? ''}`),
    '',
    'PATH is a folder, a file, an archive (.tar .tar.gz .tgz .tar.zst .tar.xz .zip), - for standard input, or a quoted glob.',
    '',
    'Options:',
    ...rows,
    '',
    'Exit status: 0 done, 1 verify found a difference, 2 wrong usage, 3 an input could not be read,',
    '4 a limit was hit and the result is partial, 70 a fault of inquest itself, 130 interrupted.',
    '',
  ].join('\n');
}
