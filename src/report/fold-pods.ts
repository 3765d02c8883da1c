import { groupBy, SECOND, sortedBy } from '../base/index.js';
import { keyOf, type Ref, type TimelineRow } from '../model/index.js';
import { clockOf, spanOf } from './prose/time.js';

/** What a printed row is folded by: the workload that a pod is told under, and the type of a condition by its id. */
export interface FoldedBy {
  readonly thing: (ref: Ref) => Ref;
  readonly type: (conditionId: string) => string | undefined;
  readonly day: string;
}

/** Rows of a printed timeline under the workload: pods that met the same are one row, and so is one fact seen twice. */
export function foldPods(rows: readonly TimelineRow[], by: FoldedBy): readonly TimelineRow[] {
  return together(alike(repeats(rows, by), by), by);
}

const lo = (r: TimelineRow) => spanOf(r.at)?.lo ?? Infinity;
const hi = (r: TimelineRow) => spanOf(r.at)?.hi ?? Infinity;

/** The same event of the pods of a workload again and again, with ids of its own each time: once, counted. */
function repeats(rows: readonly TimelineRow[], by: FoldedBy): readonly TimelineRow[] {
  const said = (r: TimelineRow) => r.text.slice(0, 80).replace(/[0-9a-f]{8,}.*|\d+/g, '');
  const groups = groupBy(
    rows.filter((r) => r.kind === 'context' && r.condition === undefined),
    (r) => [keyOf(by.thing(r.entity)), said(r)].join('\u0000'),
  );
  const told = new Map<TimelineRow, TimelineRow>();
  const gone = new Set<TimelineRow>();
  for (const group of groups.values()) {
    const [first] = group;
    const last = sortedBy(group, (r) => -(spanOf(r.until ?? r.at)?.hi ?? 0))[0];
    if (group.length < 2 || first === undefined || last === undefined) continue;
    for (const r of group) if (r !== first) gone.add(r);
    const count = group.reduce((n, r) => n + (r.count ?? 1), 0);
    told.set(first, { ...first, count, until: last.until ?? last.at, evidence: evidenceOf(first, group) });
  }
  return rows.flatMap((r) => (gone.has(r) ? [] : [told.get(r) ?? r]));
}

const NAMED = 3;

/** The same condition on several pods of a workload: told when it began at the first, ended when it ended at the last. */
function alike(rows: readonly TimelineRow[], by: FoldedBy): readonly TimelineRow[] {
  const key = (r: TimelineRow): string => {
    const type = r.condition === undefined ? undefined : by.type(r.condition);
    return type === undefined || keyOf(by.thing(r.entity)) === keyOf(r.entity) ? '' : [r.incident ?? '', keyOf(by.thing(r.entity)), type, r.kind === 'recovery'].join('\u0000');
  }; // prettier-ignore
  const groups = groupBy(rows, key);
  const told = new Map<TimelineRow, TimelineRow>();
  const gone = new Set<TimelineRow>();
  for (const [k, group] of groups) {
    if (k === '' || group.length < 2) continue;
    const ordered = sortedBy(group, lo);
    const kept = ordered[0]?.kind === 'recovery' ? sortedBy(group, (r) => -hi(r))[0] : ordered[0];
    if (kept === undefined) continue;
    for (const r of group) if (r !== kept) gone.add(r);
    told.set(kept, kept.kind === 'recovery' ? lastOf(kept, group) : firstOf(kept, ordered, by));
  }
  return rows.flatMap((r) => (gone.has(r) ? [] : [told.get(r) ?? r]));
}

function lastOf(last: TimelineRow, group: readonly TimelineRow[]): TimelineRow {
  const pods = new Set(group.map((r) => keyOf(r.entity))).size;
  const text = pods > 1 ? `${last.text} (the last of ${pods})` : last.text;
  return { ...last, text, evidence: evidenceOf(last, group) };
}

function firstOf(first: TimelineRow, ordered: readonly TimelineRow[], by: FoldedBy): TimelineRow {
  const others = ordered.filter((r) => r !== first);
  const names = others.map(
    (r) =>
      `${keyOf(r.entity) === keyOf(first.entity) ? 'again' : r.entity.name} ${first.kind === 'change' ? 'at' : 'from'} ${clock(r, by)}`,
  );
  const left = names.length - NAMED;
  const shown = left > 0 ? [...names.slice(0, NAMED - 1), `${left + 1} more`] : names;
  const ends = ordered.flatMap((r) => (r.until === undefined ? [] : [r.until]));
  const until =
    ends.length < ordered.length ? undefined : sortedBy(ends, (e) => -(spanOf(e)?.hi ?? Infinity))[0];
  return {
    at: first.at,
    entity: first.entity,
    kind: first.kind,
    text: `${first.text} Also ${shown.join(', ')}.`,
    evidence: evidenceOf(first, ordered),
    ...(first.incident === undefined ? {} : { incident: first.incident }),
    ...(first.condition === undefined ? {} : { condition: first.condition }),
    ...(until === undefined ? {} : { until }),
  };
}

function clock(r: TimelineRow, by: FoldedBy): string {
  const span = spanOf(r.at);
  return span === undefined ? 'a time not known' : clockOf(span.lo, by.day);
}

function evidenceOf(first: TimelineRow, group: readonly TimelineRow[]): readonly string[] {
  return [...new Set([...first.evidence, ...group.flatMap((r) => r.evidence.slice(0, 1))])].slice(0, 6);
}

/** Stamps of one happening in two places differ by this much at most. */
const AT_ONCE = 1.5 * SECOND;

/**
 * A container that ended and its crash loop, an image that is not there and its failed pull: what rests on no proof of
 * its own beside a row of the same thing and second is that row. Ends of one thing at one time are one row.
 */
function together(rows: readonly TimelineRow[], by: FoldedBy): readonly TimelineRow[] {
  const gone = new Set<TimelineRow>();
  const told = new Map<TimelineRow, TimelineRow>();
  const groups = groupBy(
    rows.filter((r) => r.condition !== undefined),
    (r) => [r.incident ?? '', keyOf(by.thing(r.entity)), r.kind === 'recovery'].join('\u0000'),
  );
  for (const group of groups.values()) {
    for (const r of group) {
      if (gone.has(r)) continue;
      const near = group.filter((o) => o !== r && !gone.has(o) && !told.has(o) && Math.abs(lo(o) - lo(r)) <= AT_ONCE && Math.abs(hi(o) - hi(r)) <= AT_ONCE); // prettier-ignore
      const same =
        r.kind === 'recovery'
          ? near
          : near.filter((o) => FELT.has(o.kind) && FELT.has(r.kind) && within(o, r));
      if (same.length === 0) continue;
      for (const o of same) gone.add(o);
      if (r.kind === 'recovery') told.set(r, ended(r, same));
    }
  }
  return rows.flatMap((r) => (gone.has(r) ? [] : [told.get(r) ?? r]));
}

const FELT: ReadonlySet<string> = new Set(['fault', 'symptom']);

/** The one rests on nothing that the other does not rest on. */
function within(a: TimelineRow, b: TimelineRow): boolean {
  return a.evidence.length < b.evidence.length && a.evidence.every((e) => b.evidence.includes(e));
}

function ended(first: TimelineRow, same: readonly TimelineRow[]): TimelineRow {
  const parts = [first, ...same].map((r) => r.text.replace(/^Ended: /, ''));
  const evidence = [first, ...same].flatMap((r) => r.evidence.slice(0, 1));
  return { ...first, text: `Ended: ${[...new Set(parts)].join('; ')}`, evidence: [...new Set(evidence)] };
}
