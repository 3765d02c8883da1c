import { lineWidth, span, type Line } from '../text/line.js';
import { inline, wrapLine } from './markdown.js';

/** A row of a table of the draft: its screen lines, and the Markdown that it was made of. */
export interface TableRow {
  readonly source: string;
  readonly lines: readonly Line[];
}

/** Narrower than this a column cannot be read; then each row is told by its own lines. */
const NARROWEST = 9;
const GAP = 2;

/** A Markdown table in columns that fit the screen, long cells on several lines; on a small screen as records. */
export function tableRows(source: readonly string[], width: number): readonly TableRow[] {
  const [head = [], ...rows] = source.filter((line) => !isRule(line)).map(cellsOf);
  const sources = source.filter((line) => !isRule(line));
  const widths = widthsOf([head, ...rows], width);
  if (widths === undefined) {
    return rows.map((cells, i) => ({ source: sources[i + 1] ?? '', lines: record(head, cells, width) }));
  }
  const title = inColumns(head.map((cell) => cell.map((s) => span(s.text, 'dim'))), widths); // prettier-ignore
  return [
    { source: '', lines: title },
    ...rows.map((cells, i) => ({ source: sources[i + 1] ?? '', lines: inColumns(cells, widths) })),
  ];
}

function isRule(line: string): boolean {
  return /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/.test(line);
}

/** Cells between bars; a bar after a backslash is text. */
function cellsOf(line: string): Line[] {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => inline(cell.trim()));
}

/** As wide as the cells need; where that is too much, the widest give way. Undefined when nothing readable is left. */
function widthsOf(rows: readonly (readonly Line[])[], width: number): readonly number[] | undefined {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, c) =>
    Math.max(1, ...rows.map((row) => lineWidth(row[c] ?? []))),
  );
  const room = width - GAP * (columns - 1);
  for (;;) {
    const over = widths.reduce((n, w) => n + w, 0) - room;
    if (over <= 0) return widths;
    const most = Math.max(...widths);
    const second = Math.max(NARROWEST, ...widths.filter((w) => w < most));
    const wide = widths.filter((w) => w === most).length;
    const next = Math.max(second, most - Math.ceil(over / wide));
    if (next < NARROWEST || next === most) return undefined;
    widths.forEach((w, c) => {
      if (w === most) widths[c] = next;
    });
  }
}

function inColumns(cells: readonly Line[], widths: readonly number[]): Line[] {
  const wrapped = widths.map((w, c) => wrapLine(cells[c] ?? [], w));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, i) =>
    widths.flatMap((w, c) => {
      const part = wrapped[c]?.[i] ?? [];
      const last = c === widths.length - 1;
      return last ? part : [...part, span(' '.repeat(Math.max(0, w - lineWidth(part)) + GAP))];
    }),
  );
}

/** One row on a small screen: the first cell as a title, the others with the names of their columns. */
function record(head: readonly Line[], cells: readonly Line[], width: number): Line[] {
  const named = cells.flatMap((cell, c) => {
    const name = (head[c] ?? []).map((s) => span(s.text, 'dim'));
    return wrapLine([...name, span(': '), ...cell], width - 2).map((part) => [span(c === 0 ? '' : '  '), ...part]);
  }); // prettier-ignore
  return [...named, [span(' ')]];
}
