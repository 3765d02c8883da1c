import type { Line } from '../lines.js';

/** Tables of separated values (RFC 4180), and what spreadsheets make of them: semicolons, tabs, a "sep=;" line. */
export type Separator = ',' | ';' | '\t';

const SEPARATORS: readonly Separator[] = [',', ';', '\t'];
/** Excel's own line on top, which Grafana's "Download for Excel" writes. */
const PREAMBLE = /^\ufeff?"?sep=(?<mark>[,;\t])"?\s*$/;

/** Cells of a line; quoted ones may hold separators. */
export function cells(line: string, separator: Separator = ','): string[] {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim());
  return [...line.matchAll(QUOTED[separator])].map((m) => (m[1]?.replace(/""/g, '"') ?? m[2] ?? '').trim());
}

const QUOTED: Readonly<Record<Separator, RegExp>> = {
  ',': /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g,
  ';': /(?:^|;)(?:"((?:[^"]|"")*)"|([^;]*))/g,
  '\t': /(?:^|\t)(?:"((?:[^"]|"")*)"|([^\t]*))/g,
};

/** How the columns of a table are named and kept apart. */
export interface CsvHeader {
  readonly columns: readonly string[];
  readonly separator: Separator;
  /** Where the header stands among the lines: below a "sep=" line, the second. */
  readonly at: 0 | 1;
}

/** The header of a table, cut where it gives the most columns; undefined for a text without columns. */
export function csvHeader(lines: readonly string[]): CsvHeader | undefined {
  const said = PREAMBLE.exec(lines[0] ?? '')?.groups?.['mark'];
  const at = said === undefined ? 0 : 1;
  const line = (lines[at] ?? '').replace(/^\ufeff/, '');
  const cut = SEPARATORS.filter((mark) => said === undefined || mark === said)
    .map((separator): CsvHeader => ({ columns: cells(line, separator), separator, at }))
    .filter(({ columns }) => columns.length > 1);
  const [best, ...others] = cut;
  return others.reduce<CsvHeader | undefined>(
    (most, other) => (most !== undefined && most.columns.length >= other.columns.length ? most : other),
    best,
  );
}

/** A row of a table, and the lines that it stands in. */
export interface CsvRow {
  readonly text: string;
  readonly first: Line;
  readonly last: Line;
}

/** A quoted cell may hold line ends: a row goes on while its quotes are odd in number. */
export function csvRows(lines: readonly Line[]): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  let open: CsvRow | undefined;
  for (const line of lines) {
    const row: CsvRow = open === undefined ? { text: line.text, first: line, last: line } : { ...open, text: `${open.text}\n${line.text}`, last: line }; // prettier-ignore
    const isOpen = (row.text.split('"').length - 1) % 2 === 1;
    open = isOpen ? row : undefined;
    if (!isOpen && row.text.trim() !== '') rows.push(row);
  }
  return open === undefined ? rows : [...rows, open];
}
