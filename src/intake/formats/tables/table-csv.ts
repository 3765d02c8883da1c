import type { Format } from '../../format.js';
import { cells, csvHeader, type CsvHeader } from '../csv.js';
import { spanOf, wholeLines } from '../whole-text.js';
import type { Cells } from './columns.js';
import { tableKind } from './kinds.js';
import { readRow } from './tables.js';

/**
 * Tables of objects as CSV, with kubectl's columns: what k9s writes when a view is saved, what people make of
 * `kubectl get` in a spreadsheet.
 */
export const tableCsv: Format = {
  id: 'kubectl-table-csv',
  title: 'table of objects as CSV (k9s)',
  grammar: 'derailed/k9s internal/view/table_helper.go (saveTable)',
  samples: [
    'NAMESPACE,NAME,PF,READY,STATUS,RESTARTS,LAST RESTART,CPU,MEM,IP,NODE,AGE\nshop,web-5d8c7c9b7d-x4z2n,●,0/1,CrashLoopBackOff,12,5m,0,0,10.244.1.7,worker-1,3h12m\n',
    'NAME,STATUS,ROLE,TAINTS,VERSION,PODS,CPU,MEM,AGE\nworker-1,NotReady,worker,2,v1.31.0,12,0,0,30d\n',
  ],
  deferred: true,
  sniff(head) {
    const header = csvHeader(head.lines);
    return header === undefined || kindOf(header) === undefined ? 0 : 0.96;
  },
  open: (context) =>
    wholeLines(context, (lines) => {
      const filled = lines.filter(({ text }) => text.trim() !== '');
      const header = csvHeader(filled.slice(0, 2).map(({ text }) => text));
      const kind = header === undefined ? undefined : kindOf(header);
      if (header === undefined || kind === undefined) return;
      for (const line of filled.slice(header.at + 1)) {
        readRow(rowOf(header, line.text), kind, spanOf(context, line), context, undefined);
      }
    }),
};

/** k9s calls some columns otherwise. */
const NAMES: Readonly<Record<string, string>> = { ROLE: 'ROLES' };

function namesOf({ columns }: CsvHeader): readonly string[] {
  return columns.map((name) => NAMES[name] ?? name);
}

/** Columns in capitals, as kubectl and k9s head their tables; anything else is another table. */
function kindOf(header: CsvHeader): string | undefined {
  const names = namesOf(header);
  if (names.length < 4 || !(names.includes('NAME') || names.includes('OBJECT'))) return undefined;
  if (!names.every((name) => /^[A-Z%][A-Z0-9 ()/:%-]*$/.test(name))) return undefined;
  return tableKind({ names, starts: [], aligned: true }, undefined);
}

function rowOf(header: CsvHeader, text: string): Cells {
  const values = cells(text, header.separator);
  return Object.fromEntries(namesOf(header).map((name, i) => [name, values[i] ?? '']));
}
