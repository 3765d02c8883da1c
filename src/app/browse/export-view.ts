import { open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { ExportRequest, ExportRow } from '../ports.js';

const EXTENSIONS = { text: 'txt', csv: 'csv', jsonl: 'jsonl' } as const;
const COLUMNS = [
  'at',
  'until',
  'severity',
  'kind',
  'source',
  'path',
  'offset',
  'entity',
  'text',
  'count',
] as const;
const BATCH = 1000;

/** Writes the rows of the view; never over a file that is there. Answers the path. */
export async function exportView(request: ExportRequest, title: string): Promise<string> {
  const base = basename(title).replace(/[^\w.-]+/g, '-');
  const path = request.name ?? `${base}-view.${EXTENSIONS[request.format]}`;
  const file = await open(resolve(path), 'wx').catch((error: unknown) => {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw exists ? new Error(`${path} is there already; give another name`) : error;
  });
  try {
    let lines: string[] = request.format === 'csv' ? [COLUMNS.join(',')] : [];
    for (const row of request.rows) {
      if (lines.push(lineOf(row, request.format)) < BATCH) continue;
      await file.write(`${lines.join('\n')}\n`);
      lines = [];
    }
    if (lines.length > 0) await file.write(`${lines.join('\n')}\n`);
  } finally {
    await file.close();
  }
  return path;
}

function lineOf(row: ExportRow, format: ExportRequest['format']): string {
  if (format === 'jsonl') return JSON.stringify(row);
  if (format === 'csv') return COLUMNS.map((c) => cell(row[c])).join(',');
  const times = row.count > 1 ? ` ×${row.count}` : '';
  return `${row.at}  ${row.kind.padEnd(9)} ${row.entity}  ${row.text}${times}`;
}

/** RFC 4180; a leading =, +, - or @ in a text would run as a formula in a spreadsheet. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
