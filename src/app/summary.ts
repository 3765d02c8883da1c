import { clean, counted, rangeInWords, SECOND } from '../base/index.js';
import { labelOf, type Analysis, type FigureJson, type Incident } from '../model/index.js';

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
      `${read} of ${analysis.capture.sources.length} files were read; as of ${analysis.capture.asOf.hi ?? 'an unknown time'}.`,
      ...authorLines(analysis),
      ...look,
    ];
  }
  const lines = incidents.slice(0, 3).flatMap((i) => incidentLines(i, incidents.length > 1));
  if (incidents.length > 3) lines.push(`and ${incidents.length - 3} more incidents`);
  return [...lines, ...authorLines(analysis), ...look].map(clean);
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
    `From ${i.window.from.lo ?? '?'} to ${i.window.to.hi ?? 'the capture'}`,
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

function figure(name: string, f: FigureJson | null): string {
  if (!f) return '';
  return `${name} ${f.open ? 'over ' : ''}${rangeInWords(f.lo * SECOND, f.hi * SECOND)}`;
}
