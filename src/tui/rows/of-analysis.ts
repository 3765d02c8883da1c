import type { RowSource } from '../../app/ports.js';
import { groupBy, parseTime, type Interval } from '../../base/index.js';
import {
  keyOf,
  refOfKey,
  type Analysis,
  type ConditionEntry,
  type EvidenceEntry,
  type InstantJson,
  type TimelineRow,
} from '../../model/index.js';
import { RowWriter } from './writer.js';

/** Without the capture, the rows are the told timeline and the proofs that the analysis cites. */
export function rowsOfAnalysis(analysis: Analysis): RowSource {
  const writer = new RowWriter();
  const origins = new Map<string, number>();
  for (const s of analysis.capture.sources) {
    const zone = zoneOf(s.clock?.zone);
    const origin = { id: s.id, path: s.path, label: labelOfPath(s.path) };
    origins.set(s.id, writer.origin(zone === undefined ? origin : { ...origin, zone }));
  }
  const conditions = conditionsById(analysis);
  const told = new Set<string>();
  for (const row of analysis.timeline) {
    const when = intervalOf(row.at);
    if (when === undefined) continue;
    for (const id of row.evidence) told.add(id);
    const proof = row.evidence.map((id) => analysis.evidence[id]).find((e) => e !== undefined);
    writer.add({
      ...when,
      severity: severityOfRow(row, conditions.get(row.condition ?? '')),
      kind: row.kind,
      quality: row.at.grade === 'C' || row.at.grade === 'D' ? 2 : 0,
      entity: row.entity,
      times: row.count ?? 1,
      text: row.text,
      ...placeOf(proof, origins),
    });
  }
  addProofs(writer, analysis, told, origins);
  return writer.finish();
}

/** Evidence that no told row rests on still says something at its time. */
function addProofs(
  writer: RowWriter,
  analysis: Analysis,
  told: ReadonlySet<string>,
  origins: ReadonlyMap<string, number>,
): void {
  const owners = entitiesOfProofs(analysis);
  for (const [id, entry] of Object.entries(analysis.evidence)) {
    const when = entry.at && intervalOf(entry.at);
    if (told.has(id) || when === undefined) continue;
    const owner = owners.get(id);
    writer.add({
      ...when,
      severity: 0,
      kind: 'log',
      text: entry.excerpt,
      ...placeOf(entry, origins),
      ...(owner === undefined ? {} : { entity: refOfKey(owner) }),
    });
  }
}

function entitiesOfProofs(analysis: Analysis): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const c of allConditions(analysis)) {
    for (const id of c.evidence) if (!owners.has(id)) owners.set(id, keyOf(c.entity));
  }
  return owners;
}

interface Place {
  readonly source?: number;
  readonly offset?: number;
  readonly length?: number;
}

function placeOf(entry: EvidenceEntry | undefined, origins: ReadonlyMap<string, number>): Place {
  const source = entry && origins.get(entry.source);
  if (entry === undefined || source === undefined) return {};
  return { source, offset: entry.offset, length: entry.length };
}

/** Severity of a told row: that of its condition, else what its kind says. */
export function severityOfRow(row: TimelineRow, condition: ConditionEntry | undefined): 0 | 1 | 2 | 3 {
  if (row.kind === 'recovery' || row.kind === 'context' || row.kind === 'detection') return 1;
  if (condition !== undefined) return condition.severity;
  return row.kind === 'fault' ? 3 : row.kind === 'symptom' ? 2 : 1;
}

/** Every condition of the analysis, those of incidents first. */
export function allConditions(analysis: Analysis): readonly ConditionEntry[] {
  return [...analysis.incidents.flatMap((i) => i.conditions), ...analysis.background];
}

export function conditionsById(analysis: Analysis): ReadonlyMap<string, ConditionEntry> {
  return new Map(
    [...groupBy(allConditions(analysis), (c) => c.id)].flatMap(([id, [c]]) => (c ? [[id, c]] : [])),
  );
}

/** The interval of an instant of the analysis; undefined when it was never known. */
export function intervalOf(at: InstantJson): Interval | undefined {
  const lo = at.lo === null ? undefined : parseTime(at.lo)?.lo;
  const hi = at.hi === null ? undefined : parseTime(at.hi)?.lo;
  if (lo === undefined && hi === undefined) return undefined;
  return { lo: lo ?? hi ?? 0, hi: Math.max(hi ?? lo ?? 0, lo ?? 0) };
}

/** Last part of a path without its extension, and without a rotation number. */
export function labelOfPath(path: string): string {
  const file = path.split(/[/!]/).at(-1) ?? path;
  return file.replace(/\.(gz|xz|zst|log|txt|json|jsonl|yaml|yml)(\.\d+)?$/g, '') || file;
}

/** Microseconds east of UTC of a zone written "+02:00". */
export function zoneOf(zone: string | undefined): number | undefined {
  const m = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '');
  if (!m) return undefined;
  const minutes = Number(m[2]) * 60 + Number(m[3]);
  return (m[1] === '-' ? -1 : 1) * minutes * 60_000_000;
}
