import { SECOND, parseTime, shift, type Stamp } from '../../../base/index.js';
import type { Format, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { cells, csvHeader } from '../csv.js';
import { spanOf, wholeLines } from '../whole-text.js';
import { pagerRecord } from './pagers.js';

/** Downloads of pagers as CSV: PagerDuty's incidents report, Opsgenie's alert export. One row an alert. */
export const pagerCsv: Format = {
  id: 'pager-csv',
  title: 'PagerDuty incidents, Opsgenie alerts as CSV',
  grammar: 'support.pagerduty.com/docs/incidents-report; support.atlassian.com/opsgenie alert export',
  samples: [
    'id,incident_number,description,service_name,created_on,resolved_on,seconds_to_first_ack,seconds_to_resolve,urgency\nPQ1,77,KubePodCrashLooping web,shop,2026-07-01T19:40:00Z,2026-07-01T20:10:00Z,190,1800,high\n',
    'Alert ID,Alias,TinyID,Message,Status,Acknowledged,CreatedAt,UpdatedAt,Count,Owner,Priority\n70413a06,x,1791,"KubePodNotReady, shop/web-0",closed,true,1782933761123,1782935561123,3,alice@example.org,P1\n',
  ],
  sniff(head) {
    const columns = csvHeader(head.lines)?.columns ?? [];
    const has = (...names: readonly string[]): boolean => names.every((name) => columns.includes(name));
    const isPager =
      has('incident_number', 'description', 'created_on') || has('TinyID', 'Message', 'CreatedAt');
    return isPager ? 0.98 : 0;
  },
  open: (context) => wholeLines(context, (lines) => readRows(lines, context)),
};

function readRows(all: readonly Line[], context: ReadContext): void {
  const lines = all.filter(({ text }) => text.trim() !== '');
  const header = csvHeader(lines.slice(0, 2).map(({ text }) => text));
  if (header === undefined) return;
  for (const line of lines.slice(header.at + 1)) {
    const values = cells(line.text, header.separator);
    const row = Object.fromEntries(header.columns.map((name, i) => [name, values[i] ?? '']));
    const at = timeOf(row['created_on'] ?? row['CreatedAt']);
    const name = row['description'] ?? row['Message'] ?? '';
    if (at === undefined || name === '') {
      context.problem({ message: 'a row without time or title', offset: line.offset, line: line.line });
      continue;
    }
    const isPagerDuty = row['incident_number'] !== undefined;
    const evidence = spanOf(context, line);
    context.emit(
      isPagerDuty
        ? pagerRecord('pagerduty', name, at, evidence, incidentOf(row, at))
        : pagerRecord('opsgenie', name, at, evidence, alertOf(row)),
    );
  }
}

type Row = Readonly<Record<string, string>>;
type Parts = Parameters<typeof pagerRecord>[4];

function incidentOf(row: Row, at: Stamp): Parts {
  const wait = Number(row['seconds_to_first_ack'] ?? '');
  const ended = timeOf(row['resolved_on']);
  return {
    acknowledged: wait > 0 ? shift(at, wait * SECOND) : undefined,
    ended,
    resolved: ended !== undefined,
    labels: { number: row['incident_number'], service: row['service_name'], urgency: row['urgency'] },
  };
}

/** When it was acknowledged the export does not say; the last update of a closed alert is its closing. */
function alertOf(row: Row): Parts {
  const resolved = row['Status'] === 'closed';
  return {
    acknowledged: undefined,
    ended: resolved ? timeOf(row['UpdatedAt']) : undefined,
    resolved,
    labels: { priority: row['Priority'], alias: row['Alias'] },
  };
}

/** ISO 8601, or milliseconds since the epoch. */
function timeOf(text = ''): Stamp | undefined {
  if (/^\d{13}$/.test(text)) return { lo: Number(text) * 1000, hi: Number(text) * 1000 + 1000, grade: 'A' };
  const time = parseTime(text);
  return time === undefined ? undefined : { lo: time.lo, hi: time.hi, grade: 'A' };
}
