import type { EventRecord, Ref } from '../../../model/index.js';
import type { ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { AGE, type OutputClock } from '../kubectl/clock.js';
import { eventRecord, seenOf } from '../kubectl/event.js';
import { spanOf } from '../whole-text.js';

/**
 * The Events block: "Type  Reason  Age  From  Message". Rows are found by their age, so that a block
 * pasted with single blanks is read as well; lines that are no row go on the message above them.
 */
const ROW = new RegExp(
  `^\\s*(Normal|Warning|[A-Z]\\w+)\\s+(\\S+)\\s+(${AGE}(?: \\(x\\d+ over ${AGE}\\))?)\\s+(.*)$`,
);
const HEADER = /^\s*Type\s+Reason\s+Age\s+From(?:\s+Message)?\s*$/;
/** The rule below the header, also where a line broke inside the header. */
const RULE = /^\s*(?:Message)?[\s-]+$/;
/** A component alone: the message stands on the next line. */
const COMPONENT = /^[a-z][a-z0-9.-]*(?:, \S+)?$/;

export interface EventRow {
  readonly type: string;
  readonly reason: string;
  readonly age: string;
  readonly component: string;
  readonly host: string | undefined;
  readonly message: string;
  readonly first: Line;
  readonly last: Line;
}

/** True for the header of the block, which some collectors print without the object above it. */
export function isEventsHeader(text: string): boolean {
  return HEADER.test(text);
}

/** Rows of an events block. */
export function eventRows(lines: readonly Line[]): EventRow[] {
  const rows: EventRow[] = [];
  const header = lines.find((l) => isEventsHeader(l.text))?.text ?? '';
  const messageAt = /\S\s{2,}Message/.test(header) ? header.indexOf('Message') : Infinity;
  for (const line of lines) {
    if (line.text.trim() === '' || isEventsHeader(line.text) || RULE.test(line.text)) continue;
    const m = ROW.exec(line.text);
    const open = rows.at(-1);
    if (m) rows.push(rowOf(m, line, messageAt));
    else if (open) rows[rows.length - 1] = continued(open, line);
  }
  return rows;
}

function continued(row: EventRow, line: Line): EventRow {
  if (row.component === '' && row.last === row.first && COMPONENT.test(row.message)) {
    const [component = '', host] = row.message.split(', ');
    return { ...row, component, host, message: line.text.trim(), last: line };
  }
  return { ...row, message: `${row.message}\n${line.text}`, last: line };
}

function rowOf(m: RegExpExecArray, line: Line, messageAt: number): EventRow {
  const [, type = '', reason = '', age = '', rest = ''] = m;
  // A component that is not known leaves its cell blank: the rest is then all message.
  const empty = line.text.length - rest.length >= messageAt;
  const parts = empty ? undefined : /^(\S+?)(?:, (\S+))?\s+(.*)$/.exec(rest);
  return {
    type,
    reason,
    age,
    component: parts?.[1] ?? '',
    host: parts?.[2],
    message: (parts?.[3] ?? rest).trimEnd(),
    first: line,
    last: line,
  };
}

/** Rows as records about one object. */
export function eventRecords(
  rows: readonly EventRow[],
  about: Ref,
  clock: OutputClock,
  context: ReadContext,
): EventRecord[] {
  return rows.map((row) =>
    eventRecord({ ...row, about, seen: seenOf(row.age, clock) }, spanOf(context, row.first, row.last)),
  );
}
