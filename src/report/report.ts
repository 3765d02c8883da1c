import type { Analysis } from '../model/index.js';
import type { ReportDocument } from './blocks.js';
import type { ChartSpec } from './charts/chart.js';
import { compose } from './compose.js';
import { renderHtml } from './render/html/page.js';
import { renderAnalysis, renderDocument } from './render/json.js';
import { renderMarkdown } from './render/markdown.js';
import { pngDrawer } from './render/png.js';
import { markdownTemplate } from './templates/markdown.js';
import { TEMPLATES } from './templates/named.js';
import { applyTemplate } from './templates/template.js';

/** md and its pictures; html; json is analysis.json; document is the draft as data; png the pictures alone. */
export type ReportFormat = 'md' | 'html' | 'json' | 'png' | 'document';

export const REPORT_FORMATS: readonly ReportFormat[] = ['md', 'html', 'json', 'png', 'document'];

export interface ReportOptions {
  readonly formats: readonly ReportFormat[];
  /** Name of a template that ships with us, or the text of a team's own Markdown template. */
  readonly template?: string | { readonly markdown: string };
}

/** Names of the templates that ship with us. */
export const TEMPLATE_NAMES: readonly string[] = [...TEMPLATES.keys()];

function inTemplate(document: ReportDocument, template: ReportOptions['template']): ReportDocument {
  if (template === undefined) return document;
  const found = typeof template === 'string' ? TEMPLATES.get(template) : markdownTemplate(template.markdown);
  return found === undefined ? document : applyTemplate(document, found);
}

/** A file of the report; the path is relative to the folder that the report goes to. */
export interface ReportFile {
  readonly path: string;
  readonly bytes: Buffer | string;
}

function chartsOf(document: ReportDocument): readonly ChartSpec[] {
  const sections = [
    ...document.overview,
    ...document.drafts.flatMap((d) => d.sections),
    ...document.appendix,
  ];
  return sections.flatMap((s) => s.blocks).flatMap((b) => (b.kind === 'chart' ? [b.chart] : []));
}

async function pictures(document: ReportDocument): Promise<readonly ReportFile[]> {
  const charts = chartsOf(document);
  if (charts.length === 0) return [];
  const draw = await pngDrawer();
  if (draw === undefined) return [];
  return charts.map((chart) => ({ path: `charts/${chart.name}.png`, bytes: draw(chart) }));
}

/** Renders an analysis, fresh or saved; writes nothing. The same analysis gives the same bytes. */
export async function renderReport(
  analysis: Analysis,
  options: ReportOptions,
): Promise<readonly ReportFile[]> {
  const wanted = new Set(options.formats);
  const document = inTemplate(compose(analysis), options.template);
  const drawn = wanted.has('md') || wanted.has('png') ? await pictures(document) : [];
  const files: ReportFile[] = [];
  if (wanted.has('md')) {
    const bytes = renderMarkdown(document, analysis, { pictures: new Set(drawn.map((f) => f.path)) });
    files.push({ path: 'report.md', bytes });
  }
  if (wanted.has('html')) files.push({ path: 'report.html', bytes: renderHtml(document, analysis) });
  if (wanted.has('json')) files.push({ path: 'analysis.json', bytes: renderAnalysis(analysis) });
  if (wanted.has('document')) files.push({ path: 'document.json', bytes: renderDocument(document) });
  return [...files, ...drawn];
}
