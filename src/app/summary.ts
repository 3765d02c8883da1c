import { clean, counted, shortTimes } from '../base/index.js';
import { keyOf, labelOf, type Analysis, type FigureJson, type Incident } from '../model/index.js';
import { readable, rangeWords, when } from '../report/index.js';

/** The ten lines that the terminal shows after the work is done, and where to look. */
export function summaryLines(analysis: Analysis, written: readonly string[]): string[] {
  const { incidents } = analysis;
  const where = ['report.html', 'report.md', 'analysis.json'].flatMap(
    (n) => written.find((w) => w.endsWith(n)) ?? [],
  );
  const look = where.length === 0 ? [] : [`Written: ${where.join('  ')}`];
  if (incidents.length === 0) {
    const read = analysis.capture.sources.filter((s) => s.status === 'read' || s.status === 'partial').length;
    return [
      'No incident was found in this capture.',
      `${read} of ${analysis.capture.sources.length} files were read; as of ${when(analysis.capture.asOf, '')} UTC.`,
      ...authorLines(analysis),
      ...look,
    ];
  }
  const lines = incidents.slice(0, 3).flatMap((i) => incidentLines(i, incidents.length > 1));
  if (incidents.length > 3) lines.push(`and ${incidents.length - 3} more incidents`);
  const day = incidents[0]?.window.from.lo?.slice(0, 10) ?? '';
  const told = [...lines, ...authorLines(analysis)].map((l) => readable(shortTimes(l, day)));
  return [...told, ...look].map(clean);
}

/** What the author decided, counted; what could not be honoured, in words. */
function authorLines(analysis: Analysis): string[] {
  const all = analysis.author ?? [];
  if (all.length === 0) return [];
  const open = all.filter((x) => x.outcome !== 'honoured');
  const done = counted(all.length - open.length, 'decision');
  return [
    `By the author: ${done} honoured`,
    ...open.map((x) => `  not honoured: ${x.kind} ${x.about}: ${x.what}`),
  ];
}

function incidentLines(i: Incident, short: boolean): string[] {
  const roots = i.rootCauses.slice(0, 2).map((r) => `Root cause (${r.confidence}): ${r.statement}`);
  const head = `${i.severity.toUpperCase()}  ${i.title}  [${i.status}${i.canRecur ? ', can recur' : ''}]`;
  if (short) return [head, ...roots.slice(0, 1)];
  const f = i.figures;
  const figures = [
    figure('detect', f.timeToDetect),
    figure('diagnose', f.timeToDiagnose),
    figure('mitigate', f.timeToMitigate),
    figure('restore', f.timeToRestore),
  ].filter((x) => x !== '');
  return [
    head,
    windowLine(i),
    ...(figures.length > 0 ? [`Time to ${figures.join(', ')}`] : []),
    ...roots,
    ...i.preventions
      .filter((p) => p.verdict === 'prevents')
      .slice(0, 1)
      .map((p) => `Would have prevented it: ${p.change}`),
    ...(i.notAffected.length > 0
      ? [
          `Not affected: ${i.notAffected
            .slice(0, 4)
            .map((n) => labelOf(n.entity))
            .join(', ')}`,
        ]
      : []),
  ];
}

function windowLine(i: Incident): string {
  const from = when(i.window.from, '');
  const day = from.slice(0, 10);
  if (i.window.to.lo === null)
    return `Since ${from} UTC, ${wellBetween(i) ? 'well in between, ' : ''}open at the capture`;
  const [a, b] = [from.split(' to '), when(i.window.to, day).split(' to ')];
  const began = a.length > 1 ? `Began between ${a.join(' and ')}` : `From ${from}`;
  const ended = b.length > 1 ? `ended between ${b.join(' and ')}` : `to ${b[0] ?? ''}`;
  return `${began}${a.length + b.length > 2 ? ', ' : ' '}${a.length > 1 && b.length === 1 ? `ended ${b[0] ?? ''}` : ended} UTC`;
}

/** True where what was felt first was over before it began again. */
function wellBetween({ surfaces: [first, ...others] }: Incident): boolean {
  const over = first?.to.hi ?? null;
  return (
    over !== null &&
    others.some((s) => keyOf(s.entity) === keyOf(first?.entity ?? s.entity) && (s.from.lo ?? '') > over)
  );
}

function figure(name: string, f: FigureJson | null): string {
  if (!f) return '';
  return `${name} ${rangeWords(f.lo, f.hi, f.open)}`;
}
