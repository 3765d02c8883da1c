import { counted, unreachable } from '../../base/index.js';
import type { Analysis } from '../../model/index.js';
import type { Block, ReportDocument, Section, TableRow } from '../blocks.js';
import type { ChartSpec } from '../charts/chart.js';
import { SEVERITY_WORDS, STATUS_WORDS } from '../prose/words.js';
import { md, mdCell, mdCode, mdStart } from './escape-markdown.js';
import { evidenceIndex, links } from './markdown-evidence.js';
import { inline, type Inline } from './markdown-inline.js';
import { timelineTable } from './markdown-timeline.js';
import { mermaid } from './mermaid.js';

export interface MarkdownOptions {
  /** Paths of the pictures that exist, relative to the file; a chart without one is told in words. */
  readonly pictures: ReadonlySet<string>;
}

interface Context {
  readonly document: ReportDocument;
  readonly analysis: Analysis;
  readonly options: MarkdownOptions;
  readonly inline: Inline;
}

/** The report as one Markdown file that reads well raw, on GitHub and in a wiki. */
export function renderMarkdown(
  document: ReportDocument,
  analysis: Analysis,
  options: MarkdownOptions = { pictures: new Set() },
): string {
  const x: Context = { document, analysis, options, inline: inline(document) };
  const several = document.drafts.length > 1;
  const parts = [
    `# ${md(document.title)}`,
    `*${md(document.subtitle)}*`,
    ...document.overview.map((s) => sectionText(x, s, 2)),
    ...document.drafts.flatMap((d) => [
      ...(several ? [`---\n\n## Incident ${d.number}: ${md(d.title)}`] : []),
      `**${severity(d.severity)}** · **${status(d.status)}**${d.canRecur ? ' · can happen again' : ''}`,
      ...d.sections.map((s) => sectionText(x, s, several ? 3 : 2)),
    ]),
    '---',
    ...document.appendix.map((s) => sectionText(x, s, 2)),
    links(document),
  ];
  return `${parts.filter((p) => p !== '').join('\n\n')}\n`;
}

function severity(key: string): string {
  return Object.hasOwn(SEVERITY_WORDS, key) ? SEVERITY_WORDS[key as keyof typeof SEVERITY_WORDS] : md(key);
}

function status(key: string): string {
  return Object.hasOwn(STATUS_WORDS, key) ? STATUS_WORDS[key as keyof typeof STATUS_WORDS] : md(key);
}

function sectionText(x: Context, section: Section, level: number): string {
  const title = `${'#'.repeat(level)} ${md(section.title)}`;
  return [title, ...section.blocks.map((b) => blockText(x, b, level + 1))]
    .filter((p) => p !== '')
    .join('\n\n');
}

function blockText(x: Context, block: Block, level: number): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(level)} ${md(block.text)}`;
    case 'paragraph':
      return x.inline(block.spans);
    case 'list':
      return listText(x, block);
    case 'table':
      return tableText(block.columns, block.rows.map((r: TableRow) => r.cells.map((c) => x.inline(c)))); // prettier-ignore
    case 'facts':
      return block.items.map((f) => `- **${md(f.term)}:** ${x.inline(f.spans)}`).join('\n');
    case 'figures':
      return tableText(
        ['Figure', 'Value', 'How it is counted'],
        block.items.map((f) => [
          md(f.label),
          f.value === undefined ? `_____ (${md(f.ask ?? '')})` : `**${md(f.value)}**`,
          md(f.note),
        ]),
      );
    case 'phases':
      return phasesText(block);
    case 'timeline':
      return timelineTable(x.document, block);
    case 'chart':
      return chartText(x, block.chart);
    case 'graph': {
      const { lines, left } = mermaid(block.graph);
      const note = left > 0 ? `\n\n${counted(left, 'more condition')} on the chain ${left === 1 ? 'is' : 'are'} in the list below and in the HTML report.` : ''; // prettier-ignore
      return `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\`${note}`;
    }
    case 'question':
      return `> **To fill in:** ${md(block.ask)}${block.why === undefined ? '' : ` *${md(block.why)}*`}`;
    case 'callout':
      return [`> **${md(block.title)}**`, ...block.body.map((b) => `> ${x.inline(b)}`)].join('\n>\n');
    case 'quote':
      return block.paragraphs.map((p) => `> ${mdStart(md(p))}`).join('\n>\n');
    case 'evidence-index':
      return evidenceIndex(x.document, x.analysis);
    default:
      return unreachable(block);
  }
}

function listText(x: Context, { ordered, items }: Extract<Block, { kind: 'list' }>): string {
  return items
    .flatMap((item, i) => {
      const mark = ordered ? `${i + 1}.` : '-';
      const indent = ' '.repeat(mark.length + 1);
      return [`${mark} ${x.inline(item.spans)}`, ...item.notes.map((note) => `${indent}- ${x.inline(note)}`)];
    })
    .join('\n');
}

/** A table; the columns are told once, cells hold no line breaks. */
export function tableText(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(mdCell).join(' | ')} |`;
  return [line(columns.map((c) => md(c))), `|${' --- |'.repeat(columns.length)}`, ...rows.map(line)].join(
    '\n',
  );
}

function phasesText(block: Extract<Block, { kind: 'phases' }>): string {
  const steps = block.marks.map((m, i) => {
    const phase = block.phases.find((p) => p.mark === i);
    const rest = phase === undefined ? ' →' : ` → *${md(phase.label)}, ${md(phase.words)}* →`;
    return `**${md(m.label)}** ${mdCode(m.clock)}${rest}`;
  });
  return steps.join(' ').replace(/ →$/, '');
}

function chartText(x: Context, chart: ChartSpec): string {
  const path = `charts/${chart.name}.png`;
  const caption = chart.caption === '' ? '' : `\n\n*${md(chart.caption)}*`;
  if (!x.options.pictures.has(path)) return `**${md(chart.title)}.** ${md(chart.alt)}`;
  return `![${md(chart.title)}. ${md(chart.alt, 300)}](${path})${caption}`;
}
