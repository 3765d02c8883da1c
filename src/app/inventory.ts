import { counted, groupBy, inWords, iso, sortedBy } from '../base/index.js';
import { readCapture, type Input } from '../intake/index.js';
import { labelOf, type Capture, type CaptureSummary, type SourceInfo } from '../model/index.js';
import { buildCase, type Case } from '../world/index.js';
import type { AnalyzeOptions } from './analyze.js';
import { captureSummary } from './compose.js';
import { unreadable } from './unreadable.js';

export interface Inventory {
  readonly summary: CaptureSummary;
  readonly capture: Capture;
  readonly world: Case;
  readonly partial: boolean;
  /** Why nothing at all was read: exit status 3. */
  readonly unreadable: string | undefined;
}

/** Reads a capture and says what is in it, without judging. */
export async function inventory(paths: readonly Input[], options: AnalyzeOptions): Promise<Inventory> {
  const capture = await readCapture([...paths, ...(options.notes ?? [])], {
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.timeZones === undefined ? {} : { timeZones: options.timeZones }),
    ...(options.only === undefined ? {} : { only: options.only }),
    ...(options.totalBytes === undefined ? {} : { budget: { totalBytes: options.totalBytes } }),
    ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  const world = buildCase(capture);
  const summary = captureSummary({ capture, world });
  return { summary, capture, world, partial: capture.truncated, unreadable: unreadable(capture) };
}

/** One screen for a person: what it is, what it covers, what could not be read, what is missing. */
export function inventoryLines(found: Inventory, verbose: boolean): string[] {
  const { capture, world, summary } = found;
  const byFormat = new Map<string, { files: number; records: number; lo: number; hi: number }>();
  for (const s of capture.sources) {
    if (s.status !== 'read' && s.status !== 'partial') continue;
    const row = byFormat.get(s.format) ?? { files: 0, records: 0, lo: Infinity, hi: -Infinity };
    byFormat.set(s.format, {
      files: row.files + 1,
      records: row.records + s.records,
      lo: Math.min(row.lo, s.span?.lo ?? Infinity),
      hi: Math.max(row.hi, s.span?.hi ?? -Infinity),
    });
  }
  const kinds = new Map<string, number>();
  for (const e of world.entities())
    if (e.object !== undefined) kinds.set(e.ref.kind, (kinds.get(e.ref.kind) ?? 0) + 1);
  const nodes = world.all('Node').map((n) => n.ref.name);
  const bytes = capture.sources.reduce((a, s) => a + s.bytes, 0);
  const count = (status: string): number => capture.sources.filter((s) => s.status === status).length;
  return [
    `${counted(capture.sources.length, 'file')}, ${(bytes / 1e6).toFixed(1)} MB: ${count('read')} read, ${count('partial')} in part, ${count('empty')} empty, ${count('unrecognised')} not recognised, ${count('refused')} refused`,
    `captured ${capture.asOf.grade === 'X' ? 'at an unknown time (say it with --as-of)' : `as of ${iso(capture.asOf.hi)} (grade ${capture.asOf.grade})`}`,
    ...clusterLines(capture),
    `nodes: ${nodes.length === 0 ? 'none seen' : nodes.slice(0, 12).join(', ')}${nodes.length > 12 ? ` and ${nodes.length - 12} more` : ''}; namespaces: ${world.all('Namespace').length}`,
    `objects: ${sortedBy(
      kinds,
      ([, n]) => -n,
      ([k]) => k,
    )
      .slice(0, 14)
      .map(([k, n]) => `${n} ${k}`)
      .join(', ')}`,
    `events: ${world.events.length}; log messages of known meaning: ${world.messages.length}; audit: ${world.requests.length}; edge runs: ${world.access.length}; alerts: ${world.alerts.length}; notes: ${world.statements.length}`,
    '',
    'what                       files    records   from                 to',
    ...sortedBy(
      byFormat,
      ([, r]) => -r.records,
      ([f]) => f,
    ).map(
      ([f, r]) =>
        `${f.padEnd(26)} ${String(r.files).padStart(5)} ${String(r.records).padStart(10)}   ${Number.isFinite(r.lo) ? iso(r.lo).slice(0, 19) : '-'.padEnd(19)}  ${Number.isFinite(r.hi) ? `${iso(r.hi).slice(0, 19)} (${inWords(r.hi - r.lo)})` : '-'}`,
    ),
    ...clocks(capture),
    ...problems(found, verbose),
    '',
    'missing for a good postmortem:',
    ...missing(summary, verbose),
  ];
}

/** More than one cluster goes first: nothing that is read of both together can be relied on. */
function clusterLines({ clusters = [], sources }: Capture): string[] {
  if (clusters.length < 2) return [];
  const path = (id: number): string => shortened(sources.find((s) => s.id === id)?.path ?? '');
  return [
    `CLUSTERS: ${clusters.length} in one capture, read as if they were one; analyse one at a time:`,
    ...clusters.map(
      ({ source, why, only }) =>
        `  ${path(source)}: ${why}${only === undefined ? '' : ` (--only '${only}')`}`,
    ),
  ];
}

/** Gaps, those of many entities of the same kind in one line. */
function missing({ gaps }: CaptureSummary, verbose: boolean): readonly string[] {
  if (gaps.length === 0) return ['  nothing that we know of'];
  const generic = (g: CaptureSummary['gaps'][number], text: string): string =>
    g.entity === undefined ? text : text.replaceAll(g.entity.name, '…');
  const alike = [...groupBy(gaps, (g) => `${generic(g, g.why)} ${generic(g, g.wouldTell)}`).values()];
  return (verbose ? gaps.map((g) => [g]) : alike.slice(0, 12)).flatMap(([first, ...others]): string[] => {
    if (first === undefined) return [];
    const { entity, why, wouldTell } = first;
    if (others.length === 0) {
      return [
        `  ${entity && !why.includes(entity.name) ? `${labelOf(entity)}: ` : ''}${why}: would tell ${wouldTell}`,
      ];
    }
    const names = [first, ...others].flatMap((g) => g.entity?.name ?? []);
    const listed =
      names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ');
    return [
      `  ${generic(first, why).replace('…', listed)}: would tell ${generic(first, wouldTell).replaceAll('…', 'each')}`,
    ];
  });
}

/** Clocks that were found to be wrong, or that clash with themselves, and what was done about it. */
function clocks({ sources }: Capture): string[] {
  const said = sources.flatMap(
    ({ clock }) => clock?.how.match(/clock (?:of|moved) [^]*$/)?.[0].split('; ') ?? [],
  );
  const once = [...new Set(said)];
  return once.length === 0 ? [] : ['', 'clocks:', ...once.map((line) => `  ${line}`)];
}

function problems(found: Inventory, verbose: boolean): string[] {
  const bad = found.capture.sources.filter((s) => s.status !== 'read' || s.problems.length > 0);
  if (bad.length === 0) return [];
  // What is wrong with many files in the same way is one line; what is broken goes before what is empty.
  const ordered = sortedBy(bad, (s) => ORDER.indexOf(s.status));
  const alike = [...groupBy(ordered, sameTrouble).values()];
  const shown = verbose ? bad.map((s) => [s]) : alike.slice(0, 15);
  const told = shown.reduce((n, files) => n + files.length, 0);
  return [
    '',
    'not, or not wholly, read:',
    ...shown.map((files) => problemLine(files)),
    ...(bad.length > told ? [`  and ${bad.length - told} more (--verbose)`] : []),
  ];
}

const ORDER: readonly SourceInfo['status'][] = ['partial', 'unrecognised', 'refused', 'read', 'empty'];

/** Links differ by what they lead to, texts by how they begin. */
function sameTrouble({ status, problems: [first] }: SourceInfo): string {
  return `${status} ${first?.message.replace(/^(link to|the same as) .*$/s, '$1') ?? ''}`;
}

/** The end of a path tells more than its beginning. */
function shortened(path: string): string {
  return path.length <= LONGEST_PATH ? path : `…${path.slice(-LONGEST_PATH)}`;
}

const LONGEST_PATH = 100;

function problemLine([first, ...others]: readonly SourceInfo[]): string {
  const problem = first?.problems[0];
  const where = problem?.offset === undefined || others.length > 0 ? '' : ` at byte ${problem.offset}`;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `  ${shortened(first?.path ?? '')}${more}: ${first?.status ?? ''}${problem ? ` (${problem.message}${where})` : ''}`;
}
