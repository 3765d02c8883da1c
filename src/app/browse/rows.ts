import { oneLine, parseTime, type Interval } from '../../base/index.js';
import {
  keyOf,
  ref,
  type AccessRecord,
  type Analysis,
  type ConditionEntry,
  type EventRecord,
  type InstantJson,
  type MessageRecord,
  type Ref,
  type RequestRecord,
  type SourceInfo,
  type TimelineRow,
} from '../../model/index.js';
import { speakerOf, type Case } from '../../world/index.js';
import type { RowDraft, RowOrigin, RowSource } from '../ports.js';
import { changeText } from '../timeline.js';

/** Takes rows in any order, gives them back as sorted columns. The terminal brings it. */
export interface RowSink {
  origin(origin: RowOrigin): number;
  add(row: RowDraft): void;
  finish(): RowSource;
}

/** Everything with a time: the told timeline, and all that the sources said. */
export function rowsOf(analysis: Analysis, world: Case, sink: RowSink): RowSource {
  const origins = world.sources.map((s) => sink.origin(originOf(s)));
  const shifted = new Set(world.sources.filter(isCorrected).map((s) => s.id));
  const told = addTold(analysis, sink, new Map(world.sources.map((s, i) => [`s${s.id}`, origins[i] ?? i])));
  for (const { at, row } of records(world)) {
    const { source, offset, length } = at;
    if (told.has(placeOf(at))) continue;
    sink.add({
      ...row,
      ...(shifted.has(source) ? { quality: 1 as const } : {}),
      source: origins[source] ?? source,
      offset,
      length,
    });
  }
  for (const gap of analysis.capture.gaps) {
    const lo = gap.from === null ? undefined : parseTime(gap.from)?.lo;
    const hi = gap.to === null ? lo : parseTime(gap.to)?.lo;
    if (lo === undefined) continue;
    const text = oneLine(`Not covered: ${gap.why}`);
    sink.add({
      lo,
      hi: hi ?? lo,
      severity: 0,
      kind: 'gap',
      text,
      ...(gap.entity ? { entity: gap.entity } : {}),
    });
  }
  return sink.finish();
}

function originOf(s: SourceInfo): RowOrigin {
  const zone = /^([+-])(\d\d):?(\d\d)$/.exec(s.clock?.zone ?? '');
  const file = s.path.split(/[/!]/).at(-1) ?? s.path;
  const label = s.origin?.program ?? file.replace(/\.(gz|xz|zst|log|txt|jsonl?|ya?ml)(\.\d+)?$/g, '');
  const origin = { id: `s${s.id}`, path: s.path, label: label === '' ? file : label };
  if (!zone) return origin;
  const minutes = Number(zone[2]) * 60 + Number(zone[3]);
  return { ...origin, zone: (zone[1] === '-' ? -1 : 1) * minutes * 60_000_000 };
}

function isCorrected(s: SourceInfo): boolean {
  const offset = s.clock?.offsetMs;
  return offset !== undefined && (offset.lo > 0 || offset.hi < 0);
}

/** Adds the told rows; answers the places that they tell in full, so that those are not told twice. */
function addTold(
  analysis: Analysis,
  sink: RowSink,
  origins: ReadonlyMap<string, number>,
): ReadonlySet<string> {
  const conditions = new Map<string, ConditionEntry>();
  for (const c of [...analysis.background, ...analysis.incidents.flatMap((i) => i.conditions)])
    conditions.set(c.id, c);
  const told = new Set<string>();
  for (const row of analysis.timeline) {
    const when = intervalOf(row.at);
    if (!when) continue;
    const proofs = row.evidence.flatMap((id) => analysis.evidence[id] ?? []);
    const proof = proofs[0];
    const source = proof && origins.get(proof.source);
    if (row.condition === undefined && proof) told.add(`${proof.source} ${proof.offset}`);
    sink.add({
      ...when,
      severity: severityOf(row, conditions.get(row.condition ?? '')),
      kind: row.kind,
      quality: row.at.grade === 'C' || row.at.grade === 'D' ? 2 : 0,
      entity: row.entity,
      times: row.count ?? 1,
      text: row.text,
      ...(proof && source !== undefined ? { source, offset: proof.offset, length: proof.length } : {}),
    });
  }
  return told;
}

function severityOf(row: TimelineRow, condition: ConditionEntry | undefined): 0 | 1 | 2 | 3 {
  if (row.kind === 'recovery' || row.kind === 'context' || row.kind === 'detection') return 1;
  if (condition) return condition.severity;
  return row.kind === 'fault' ? 3 : row.kind === 'symptom' ? 2 : 1;
}

function intervalOf(at: InstantJson): Interval | undefined {
  const lo = at.lo === null ? undefined : parseTime(at.lo)?.lo;
  const hi = at.hi === null ? undefined : parseTime(at.hi)?.lo;
  const known = lo ?? hi;
  return known === undefined ? undefined : { lo: known, hi: hi ?? known };
}

interface Said {
  readonly at: { readonly source: number; readonly offset: number; readonly length: number };
  readonly row: RowDraft;
}

/** What the sources said, each with its place. */
function* records(c: Case): Generator<Said> {
  for (const e of c.events) yield { at: e.evidence, row: eventRow(e) };
  const speakers = new Map<string, Ref | undefined>();
  for (const m of c.messages) {
    const { program, node, pod, container } = m.origin;
    const key = `${program} ${node ?? ''} ${pod ? keyOf(pod) : ''} ${container ?? ''}`;
    if (!speakers.has(key)) speakers.set(key, pod ?? speakerOf(c, m.origin));
    yield { at: m.evidence, row: messageRow(m, speakers.get(key)) };
  }
  const made = new Set(c.changes.flatMap((x) => x.evidence.slice(0, 1).map(placeOf)));
  for (const r of c.requests)
    if (!made.has(placeOf(r.evidence))) yield { at: r.evidence, row: requestRow(r) };
  for (const a of c.access) yield { at: a.evidence, row: accessRow(a) };
  for (const a of c.alerts) {
    const text = oneLine(
      `${a.name} ${a.state}: ${a.annotations['summary'] ?? a.annotations['description'] ?? ''}`,
    );
    const row = { lo: a.at.lo, hi: a.at.hi, severity: 2, kind: 'alert', text } as const;
    yield { at: a.evidence, row: { ...row, entity: ref('Alert', undefined, a.name) } };
  }
  for (const s of c.statements) {
    const text = oneLine(s.author === undefined ? s.text : `${s.author}: ${s.text}`);
    yield { at: s.evidence, row: { lo: s.at.lo, hi: s.at.hi, severity: 1, kind: 'note', text } };
  }
  for (const x of c.changes) {
    const at = x.evidence[0];
    if (x.byPerson || !at) continue;
    const row = { lo: x.at.lo, hi: x.at.hi, severity: 0, kind: 'change', entity: x.entity } as const;
    yield { at, row: { ...row, text: changeText(x) } };
  }
}

function placeOf(at: Said['at']): string {
  return `s${at.source} ${at.offset}`;
}

function eventRow(e: EventRecord): RowDraft {
  return {
    lo: e.first.lo,
    hi: e.last.hi,
    severity: e.type === 'Warning' ? 2 : 0,
    kind: 'event',
    entity: e.about,
    times: e.count,
    text: oneLine(`${e.reason}: ${e.message}`, 1000),
  };
}

function accessRow(a: AccessRecord): RowDraft {
  const where = `${a.host ?? a.entrance}${a.path ?? ''} → ${a.backend ?? '?'}${a.server === undefined ? '' : `/${a.server}`}`;
  const codes = Object.entries(a.statuses).map(([status, n]) => (n > 1 ? `${status} ×${n}` : status));
  const flags = a.flags === undefined ? '' : ` ${a.flags}`;
  const text = oneLine(`${where}: ${codes.join(', ')}${flags}`);
  return { lo: a.at.lo, hi: a.until.hi, severity: a.failed ? 2 : 0, times: a.count, text, kind: 'request' };
}

const LOG_SEVERITY = { fatal: 3, error: 2, warning: 1, info: 0 } as const;

function messageRow(m: MessageRecord, entity: Ref | undefined): RowDraft {
  return {
    lo: m.at.lo,
    hi: m.until.hi,
    severity: LOG_SEVERITY[m.severity],
    kind: 'log',
    times: m.count,
    text: oneLine(m.text, 1000),
    ...(entity ? { entity } : {}),
  };
}

function requestRow(r: RequestRecord): RowDraft {
  const what = `${r.user} ${r.verb} ${keyOf(r.about)}${r.subresource === undefined ? '' : `/${r.subresource}`}`;
  return {
    lo: r.at.lo,
    hi: r.until.hi,
    severity: r.code >= 500 ? 2 : r.code >= 400 ? 1 : 0,
    kind: 'request',
    entity: r.about,
    text: oneLine(`${what}: ${r.code}${r.message === undefined ? '' : ` ${r.message}`}`, 1000),
  };
}
