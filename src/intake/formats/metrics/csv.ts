import { byNumber, groupBy } from '../../../base/index.js';
import type { Format, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { cells, csvHeader, type CsvHeader } from '../csv.js';
import { zonedStamp, zoneOf } from '../local-time.js';
import { spanOf, wholeLines } from '../whole-text.js';
import { seriesNames } from './series.js';
import { NO_VALUE, cellValue } from './value.js';

const TIME_COLUMN = /^(?:time|timestamp|date|datetime|ts|_time)$/i;
const VALUE_COLUMN = /^(?:_?value|Value #[A-Z]|metric_value)$/i;
const NAME_COLUMN = /^(?:__name__|metric|metric_name|_measurement|series)$/i;

/**
 * Metrics as a table. Wide: the first column a time, each further one a series, named "<subject>-<metric>" or by its
 * labels (Grafana's panel inspector). Long: one row a sample, with a column for the value and words for whose it is.
 */
export const metricsCsv: Format = {
  id: 'metrics-csv',
  title: 'Metrics as CSV',
  grammar: 'RFC 4180; Grafana panel inspector, "Download CSV" and "Download for Excel"',
  samples: [
    'time,cart-cpu,cart-mem,web-1-cpu,web-1-mem\n2026-07-01 19:58:00,0.022,86544384.0,0.03,4843110.0\n2026-07-01 19:58:05,0.023,86544384.0,,4843110.0\n',
    'timestamp,value\n1782933761,1.5\n1782933791,2.5\n',
    'sep=;\n"Time";"{namespace=""shop"", pod=""web-0""}";"{namespace=""shop"", pod=""web-1""}"\n"2026-07-01 19:58:00";"1.50 GiB";"512 MiB"\n"2026-07-01 19:58:30";"";"640 MiB"\n',
    '"Series";"Time";"Value"\n"web-0";"2026-07-01T19:58:00+00:00";0.25\n"web-1";"2026-07-01T19:58:00+00:00";0.5\n',
  ],
  deferred: true,
  sniff(head) {
    const header = csvHeader(head.lines);
    const second = head.lines[(header?.at ?? 0) + 1] ?? '';
    if (header === undefined || second === '') return 0;
    const row = cells(second, header.separator);
    if (longColumns(header, row) !== undefined) return 0.95;
    if (!TIME_COLUMN.test(header.columns[0] ?? '')) return 0;
    if (instantOf(row[0] ?? '', undefined) === undefined) return 0;
    // A wide header may fill the head, so that the row is cut.
    const numbers = row.slice(1, -1).filter((c) => NO_VALUE.test(c) || cellValue(c, '') !== undefined).length;
    return numbers >= (row.length - 2) * 0.8 ? 0.95 : 0;
  },
  open: (context) => wholeLines(context, (lines) => readCsv(lines, context)),
};

/** Microseconds of a printed time, or of seconds or milliseconds since the epoch. */
function instantOf(text: string, zone: string | undefined): number | undefined {
  if (/^\d{10}(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1e6);
  if (/^\d{13}$/.test(text)) return Number(text) * 1e3;
  return zonedStamp(text, zone)?.lo;
}

interface LongColumns {
  readonly time: number;
  readonly value: number;
}

/** Where time and value stand in a table of one sample a row; a table of time and value alone is a wide one too. */
function longColumns({ columns }: CsvHeader, row: readonly string[]): LongColumns | undefined {
  const time = columns.findIndex((name) => TIME_COLUMN.test(name));
  const value = columns.findIndex((name) => VALUE_COLUMN.test(name));
  if (time < 0 || value < 0 || columns.length < 3) return undefined;
  if (instantOf(row[time] ?? '', undefined) === undefined) return undefined;
  const isValue = (text: string): boolean => NO_VALUE.test(text) || cellValue(text, '') !== undefined;
  if (!isValue(row[value] ?? '')) return undefined;
  const words = row.filter((text, i) => i !== time && i !== value && Number.isNaN(Number(text)));
  return words.length > 0 ? { time, value } : undefined;
}

function readCsv(lines: readonly Line[], context: ReadContext): void {
  const filled = lines.filter((l) => l.text.trim() !== '');
  const header = csvHeader(filled.slice(0, 2).map(({ text }) => text));
  const rows = filled.slice((header?.at ?? 0) + 1);
  const [first, last] = [filled[header?.at ?? 0], rows.at(-1)];
  if (header === undefined || first === undefined || last === undefined) return;
  const long = longColumns(header, cells(rows[0]?.text ?? '', header.separator));
  const timeColumn = long?.time ?? 0;
  const stamps = [rows[0], last].map((row) => cells(row?.text ?? '', header.separator)[timeColumn] ?? '');
  const newest = stamps.map((text) => instantOf(text, undefined) ?? 0).reduce((a, b) => Math.max(a, b), 0);
  const printed = stamps.every((text) => zonedStamp(text, undefined) !== undefined);
  const zone = printed ? zoneOf(context, newest) : undefined;
  if (printed) context.describe({ zone: zone ?? 'unknown' });
  const samples = rows.flatMap((row): readonly Row[] => {
    const values = cells(row.text, header.separator);
    const at = instantOf(values[timeColumn] ?? '', zone);
    if (at !== undefined) return [{ at, values, line: row }];
    context.problem({ message: 'a row without a time', offset: row.offset, line: row.line });
    return [];
  });
  if (long === undefined) emitColumns(header, samples, { first, last }, context);
  else emitGroups(header, samples, long, context);
}

interface Row {
  readonly at: number;
  readonly values: readonly string[];
  readonly line: Line;
}

function pointsOf(rows: readonly Row[], column: number, metric: string): [number, number][] {
  return rows
    .flatMap(({ at, values }): [number, number][] => {
      const value = cellValue(values[column] ?? '', metric);
      return value === undefined ? [] : [[at, value]];
    })
    .toSorted((a, b) => byNumber(a[0], b[0]));
}

function emitColumns(
  { columns }: CsvHeader,
  rows: readonly Row[],
  { first, last }: { readonly first: Line; readonly last: Line },
  context: ReadContext,
): void {
  seriesNames(columns.slice(1)).forEach(({ name, labels }, i) => {
    const points = pointsOf(rows, i + 1, name);
    if (points.length === 0) return;
    context.emit({ kind: 'metric', name, labels, points, evidence: spanOf(context, first, last) });
  });
}

function emitGroups(
  { columns }: CsvHeader,
  rows: readonly Row[],
  { time, value }: LongColumns,
  context: ReadContext,
): void {
  const words = columns.flatMap((name, i) => (i === time || i === value ? [] : [{ name, i }]));
  const idOf = ({ values }: Row): string => words.map(({ i }) => values[i] ?? '').join('\u0000');
  for (const group of groupBy(rows, idOf).values()) {
    const [head, tail] = [group[0], group.at(-1)];
    if (head === undefined || tail === undefined) continue;
    const named = words.find((word) => NAME_COLUMN.test(word.name));
    const own = seriesNames([head.values[named?.i ?? -1] ?? 'value'])[0] ?? { name: 'value', labels: {} };
    const others = words.flatMap((word) => {
      const said = head.values[word.i] ?? '';
      return word === named || said === '' ? [] : [[word.name, said] as const];
    });
    const labels = { ...own.labels, ...Object.fromEntries(others) };
    const evidence = spanOf(context, head.line, tail.line);
    const points = pointsOf(group, value, own.name);
    if (points.length > 0) context.emit({ kind: 'metric', name: own.name, labels, points, evidence });
  }
}
