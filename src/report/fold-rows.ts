import { counted, groupBy, SECOND } from '../base/index.js';
import type { TimelineRow } from '../model/index.js';
import { labelWords } from './prose/names.js';
import { spanOf } from './prose/time.js';

/**
 * A printed timeline tells one happening once: a person who set up twelve objects in a second, or what was found to be
 * over between the same two snapshots. The interactive timeline and analysis.json keep each row.
 */
const FEW = 3;
const RUN = 30 * SECOND;
const WIDE = 60 * SECOND;
const NAMED = 4;

/** The rows with such groups folded, in their order. */
export function foldedRows(rows: readonly TimelineRow[]): readonly TimelineRow[] {
  return foldSetUp(foldOver(rows));
}

const BY_HAND = /^(\S+) (created|changed|deleted) ([^:]+)$/;

/** Consecutive changes of one person that are part of no incident. */
function foldSetUp(rows: readonly TimelineRow[]): readonly TimelineRow[] {
  const out: TimelineRow[] = [];
  let run: TimelineRow[] = [];
  const end = () => {
    out.push(...(run.length < FEW ? run : [oneOf(run)]));
    run = [];
  };
  for (const row of rows) {
    const last = run.at(-1);
    if (last !== undefined && !(setsUp(row) && doing(row) === doing(last) && gap(last, row) <= RUN)) end();
    if (setsUp(row)) run.push(row);
    else out.push(row);
  }
  end();
  return out;
}

function setsUp(row: TimelineRow): boolean {
  return row.kind === 'change' && row.condition === undefined && row.incident === undefined && BY_HAND.test(row.text);
} // prettier-ignore

function doing(row: TimelineRow): string {
  const [, who = '', verb = ''] = BY_HAND.exec(row.text) ?? [];
  return `${who} ${verb}`;
}

function gap(a: TimelineRow, b: TimelineRow): number {
  return (spanOf(b.at)?.lo ?? Infinity) - (spanOf(a.at)?.lo ?? 0);
}

function oneOf(run: readonly TimelineRow[]): TimelineRow {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a run has rows');
  const names = [...new Set(run.map((r) => labelWords(r.entity)))];
  const left = names.length - NAMED;
  const shown = `${names.slice(0, NAMED).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
  const at = { lo: first.at.lo, hi: last.at.hi, grade: first.at.grade };
  return {
    at,
    kind: 'change',
    entity: SEVERAL,
    text: `${doing(first)} ${counted(names.length, 'object')}: ${shown}`,
    evidence: run.flatMap((r) => r.evidence.slice(0, 1)),
  };
}

/** Stands where one row tells of several things. */
const SEVERAL = { kind: '', name: 'several' } as const;

/** What was seen to be over between the same two observations, which lie apart. */
function foldOver(rows: readonly TimelineRow[]): readonly TimelineRow[] {
  const key = (r: TimelineRow) => `${r.at.lo ?? ''} ${r.at.hi ?? ''} ${r.incident ?? ''}`;
  const over = rows.filter((r) => r.kind === 'recovery' && wide(r) && r.text.startsWith('Ended: '));
  const groups = groupBy(over, key);
  const done = new Set<string>();
  return rows.flatMap((r) => {
    const group = over.includes(r) ? (groups.get(key(r)) ?? []) : [];
    if (group.length < FEW) return [r];
    if (done.has(key(r))) return [];
    done.add(key(r));
    const parts = [...groupBy(group, (g) => g.text.slice('Ended: '.length))].map(([what, of]) => `${what} (${names(of)})`);
    const entity = new Set(group.map((g) => labelWords(g.entity))).size === 1 ? r.entity : SEVERAL;
    return [{ ...r, entity, text: `Ended by then: ${parts.join('; ')}`, evidence: group.flatMap((g) => g.evidence.slice(0, 1)) }];
  });
} // prettier-ignore

function wide(r: TimelineRow): boolean {
  const span = spanOf(r.at);
  return span !== undefined && span.hi - span.lo >= WIDE;
}

function names(rows: readonly TimelineRow[]): string {
  const all = [...new Set(rows.map((r) => labelWords(r.entity)))];
  return all.length > NAMED ? `${all.slice(0, NAMED - 1).join(', ')} and ${all.length - NAMED + 1} more` : all.join(', ');
} // prettier-ignore
