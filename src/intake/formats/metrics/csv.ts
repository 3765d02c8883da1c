import { groupBy } from '../../../base/index.js';
import type { Format, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { zonedStamp, zoneOf } from '../local-time.js';
import { spanOf, wholeLines } from '../whole-text.js';

const TIME_COLUMN = /^(?:time|timestamp|date|datetime|ts|_time)$/i;

/**
 * Metrics as a table of comma-separated values: the first column a time, each further column a series
 * named "<subject>-<metric>". Subjects may hold dashes: what stands behind the last dash is the metric.
 */
export const metricsCsv: Format = {
  id: 'metrics-csv',
  title: 'Metrics as CSV',
  grammar: 'RFC 4180',
  samples: [
    'time,cart-cpu,cart-mem,web-1-cpu,web-1-mem\n2026-07-01 19:58:00,0.022,86544384.0,0.03,4843110.0\n2026-07-01 19:58:05,0.023,86544384.0,,4843110.0\n',
    'timestamp,value\n1782933761,1.5\n1782933791,2.5\n',
  ],
  deferred: true,
  sniff(head) {
    const [first = '', second = ''] = head.lines;
    const columns = cells(first.replace(/^\ufeff/, ''));
    if (!TIME_COLUMN.test(columns[0] ?? '') || columns.length < 2) return 0;
    const row = cells(second);
    if (second === '' || instantOf(row[0] ?? '', undefined) === undefined) return 0;
    // A wide header may fill the head, so that the row is cut.
    const numbers = row.slice(1, -1).filter((c) => c === '' || Number.isFinite(Number(c))).length;
    return numbers >= (row.length - 2) * 0.8 ? 0.95 : 0;
  },
  open: (context) => wholeLines(context, (lines) => readCsv(lines, context)),
};

/** Cells of a line; quoted ones may hold commas. */
export function cells(line: string): string[] {
  if (!line.includes('"')) return line.split(',').map((c) => c.trim());
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) =>
    (m[1]?.replace(/""/g, '"') ?? m[2] ?? '').trim(),
  );
}

/** Microseconds of a printed time, or of seconds or milliseconds since the epoch. */
function instantOf(text: string, zone: string | undefined): number | undefined {
  if (/^\d{10}(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1e6);
  if (/^\d{13}$/.test(text)) return Number(text) * 1e3;
  return zonedStamp(text, zone)?.lo;
}

function readCsv(lines: readonly Line[], context: ReadContext): void {
  const [header, ...rows] = lines.filter((l) => l.text.trim() !== '');
  const last = rows.at(-1);
  if (!header || !last) return;
  const columns = cells(header.text);
  const newest = instantOf(cells(last.text)[0] ?? '', undefined);
  const printed = zonedStamp(cells(last.text)[0] ?? '', undefined) !== undefined;
  const zone = printed ? zoneOf(context, newest) : undefined;
  if (printed) context.describe({ zone: zone ?? 'unknown' });
  const points = columns.map((): [number, number][] => []);
  for (const row of rows) {
    const values = cells(row.text);
    const at = instantOf(values[0] ?? '', zone);
    if (at === undefined) {
      context.problem({ message: 'a row without a time', offset: row.offset, line: row.line });
      continue;
    }
    values.slice(1).forEach((text, i) => {
      const value = Number(text);
      if (text !== '' && Number.isFinite(value)) points[i + 1]?.push([at, value]);
    });
  }
  const names = seriesNames(columns.slice(1));
  columns.slice(1).forEach((column, i) => {
    const series = points[i + 1] ?? [];
    const { name, subject } = names[i] ?? { name: column, subject: undefined };
    if (series.length === 0) return;
    context.emit({
      kind: 'metric',
      name,
      labels: subject === undefined ? {} : { subject },
      points: series.toSorted((a, b) => a[0] - b[0]),
      evidence: spanOf(context, header, last),
    });
  });
}

/** A column is cut at its last dash when the part behind it names a metric of several columns or none has. */
function seriesNames(
  columns: readonly string[],
): { readonly name: string; readonly subject: string | undefined }[] {
  const cut = columns.map((c) => /^(.+)-([^-]+)$/.exec(c));
  const metrics = groupBy(cut, (m) => m?.[2] ?? '');
  const subjects = groupBy(cut, (m) => m?.[1] ?? '');
  return columns.map((column, i) => {
    const [, subject, name] = cut[i] ?? [];
    if (subject === undefined || name === undefined) return { name: column, subject: undefined };
    const usable = (metrics.get(name)?.length ?? 0) > 1 || (subjects.get(subject)?.length ?? 0) > 1;
    return usable ? { name, subject } : { name: column, subject: undefined };
  });
}
