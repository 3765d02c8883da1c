import type { Analysis, EvidenceEntry } from '../../model/index.js';
import type { ReportDocument } from '../blocks.js';
import { when } from '../prose/time.js';
import { md, mdCell, mdCode } from './escape-markdown.js';

/** Where in its source a piece of evidence stands: line, else JSON Pointer, else byte. */
export function placeOf(e: EvidenceEntry): string {
  const parts = [
    e.line === undefined ? undefined : `line ${e.line}`,
    e.pointer === undefined ? undefined : e.pointer,
    e.line === undefined && e.pointer === undefined ? `byte ${e.offset}` : undefined,
  ];
  return parts.filter((p) => p !== undefined).join(', ');
}

/** The index: one row per piece of evidence that the printed text cites. */
export function evidenceIndex(document: ReportDocument, analysis: Analysis): string {
  const paths = new Map(analysis.capture.sources.map((s) => [s.id, s.path] as const));
  const rows = [...document.numbers].slice(0, document.indexed).flatMap(([id, n]) => {
    const e = analysis.evidence[id];
    if (e === undefined) return [];
    const at = e.at === undefined ? '' : when(e.at, '');
    const cells = [
      `<a id="e${n}"></a>E${n}`,
      mdCode(paths.get(e.source) ?? e.source, 200),
      md(placeOf(e), 200),
      at,
      mdCode(e.excerpt, 240),
    ];
    return [`| ${cells.map(mdCell).join(' | ')} |`];
  });
  return [
    '| | Source | Place | Time (UTC) | What stands there |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** The definitions behind the marks: GitHub turns [E1] into a link with them. */
export function links(document: ReportDocument): string {
  return Array.from({ length: document.indexed }, (_, i) => `[E${i + 1}]: #e${i + 1}`).join('\n');
}
