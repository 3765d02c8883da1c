import { atTime, groupBy, iso, keysIn, lowerFirst, oneLine, sortedBy, type Stamp } from '../base/index.js';
import {
  keyOf,
  labelOf,
  ref,
  type Evidence,
  type Incident,
  type Ref,
  type TimelineRow,
} from '../model/index.js';
import type { Change } from '../world/index.js';
import type { Part } from '../cause/index.js';
import { alertEvidence } from '../measure/index.js';
import type { Composer } from './entries.js';
import { instantJson } from './json.js';

/** Rows of context kept around what the explanation tells: beyond this the reader is better served by browse. */
const MOST_EVENTS = 400;

interface Row {
  readonly at: Stamp;
  readonly row: TimelineRow;
}

/**
 * The chosen timeline: every condition that matters as it began and ended, what people did and said,
 * alerts, and warning events of the entities involved. In order of time.
 */
export function timelineOf(c: Composer, incidents: readonly Incident[]): TimelineRow[] {
  const rows: Row[] = [
    ...c.explanation.incidents.flatMap((i, n) =>
      i.parts.flatMap((p) => conditionRows(c, p, incidents[n]?.id)),
    ),
    ...c.explanation.background
      .filter((p) => p.condition.severity >= 2)
      .flatMap((p) => conditionRows(c, p, undefined)),
    ...changeRows(c),
    ...statementRows(c),
    ...authorRows(c),
    ...alertRows(c),
    ...eventRows(c),
  ];
  const seen = new Set<string>();
  const kept = rows.filter(({ row }) => {
    const id = `${row.at.lo ?? ''} ${keyOf(row.entity)} ${row.text}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
  return sortedBy(
    once(kept),
    (r) => r.at.lo,
    (r) => r.at.hi,
    (r) => keyOf(r.row.entity),
    (r) => r.row.text,
  ).map((r) => r.row);
}

/** The same write as a condition, in the audit log and in the object's own ledger, is one happening. */
const SAME_WRITE = 2_000_000;

/** One row for each change: that of the explanation where there is one, in the words that tell most. */
function once(rows: readonly Row[]): readonly Row[] {
  const changes = groupBy(rows.filter((r) => r.row.kind === 'change'), (r) => keyOf(r.row.entity)); // prettier-ignore
  const gone = new Set<Row>();
  const told = new Map<Row, Row>();
  for (const group of changes.values()) {
    for (const first of sortedBy(group, (r) => (r.row.condition === undefined ? 1 : 0), (r) => r.at.lo)) {
      if (gone.has(first)) continue;
      const same = group.filter((r) => r !== first && !gone.has(r) && !told.has(r) && Math.abs(r.at.lo - first.at.lo) <= SAME_WRITE);
      for (const r of same) gone.add(r);
      if (same.length > 0) told.set(first, together(first, same));
    }
  }
  const alerts = rows.filter((r) => r.row.kind === 'detection' && r.row.condition !== undefined);
  const twice = (r: Row) => r.row.kind === 'detection' && r.row.condition === undefined && alerts.some((a) => saysAlert(a, r));
  return rows.filter((r) => !gone.has(r) && !twice(r)).map((r) => told.get(r) ?? r);
} // prettier-ignore

/** The condition of an alert tells the alert and what it is about: "DiskSlow (node-1)". */
function saysAlert(condition: Row, alert: Row): boolean {
  const { name } = condition.row.entity;
  const same = name === alert.row.entity.name || name.startsWith(`${alert.row.entity.name} (`);
  return same && Math.abs(condition.at.lo - alert.at.lo) <= SAME_WRITE;
}

function together(first: Row, same: readonly Row[]): Row {
  const values = [first, ...same].map((r) => r.row.text).find((t) => t.includes('→'));
  const evidence = [...new Set([first, ...same].flatMap((r) => r.row.evidence))];
  return { ...first, row: { ...first.row, text: values ?? first.row.text, evidence } };
}

const KIND_OF_NATURE = {
  fault: 'fault',
  change: 'change',
  load: 'change',
  weakness: 'context',
  symptom: 'symptom',
  impact: 'symptom',
  observer: 'fault',
} as const;

function conditionRows(c: Composer, p: Part, incident: string | undefined): Row[] {
  const x = p.condition;
  const nature = c.explanation.types.get(x.type)?.nature ?? 'symptom';
  if (x.onset.grade === 'X' || nature === 'weakness') return [];
  const evidence = c.evidence.cite(x.evidence);
  const base = { entity: x.entity, condition: x.id, ...(incident === undefined ? {} : { incident }) };
  const rows: Row[] = [
    {
      at: x.onset,
      row: {
        ...base,
        at: instantJson(x.onset),
        kind: x.entity.kind === 'Alert' ? 'detection' : KIND_OF_NATURE[nature],
        text: rowText(
          x.statement
            .replace(` at ${iso(x.onset.lo)}`, '')
            .replace(` since some time ${atTime(x.onset)}`, '')
            .replace(` ${atTime(x.onset)}`, ''),
        ),
        ...(x.episodes.length > 1 ? { count: x.episodes.length } : {}),
        ...(x.end ? { until: instantJson(x.end) } : {}),
        evidence,
      },
    },
  ];
  if (
    x.end &&
    x.end.grade !== 'X' &&
    x.end.lo > x.onset.hi &&
    x.severity >= 2 &&
    nature !== 'change' &&
    nature !== 'load'
  ) {
    const title = c.explanation.types.get(x.type)?.title ?? x.type;
    rows.push({
      at: x.end,
      row: {
        ...base,
        at: instantJson(x.end),
        kind: 'recovery',
        text: `Ended: ${lowerFirst(title)}`,
        evidence,
      },
    });
  }
  return rows;
}

/** A row has room for what a reader takes in at once: whole sentences as long as they fit. */
function rowText(statement: string): string {
  const first = /^.{40,240}?[.](?= [A-Z])/.exec(statement)?.[0];
  return oneLine(statement.length > 240 && first !== undefined ? first : statement, 300);
}

function changeRows(c: Composer): Row[] {
  return c.world.changes
    .filter((x) => x.byPerson)
    .map((x) => ({
      at: x.at,
      row: {
        at: instantJson(x.at),
        entity: x.entity,
        kind: 'change' as const,
        text: changeText(x),
        evidence: c.evidence.cite(x.evidence),
      },
    }));
}

/** "alice updated Deployment shop/web: spec.replicas 2 → 0" */
export function changeText(x: Change): string {
  const verbs: Readonly<Record<Change['verb'], string>> = {
    create: 'created',
    update: 'changed',
    delete: 'deleted',
    scale: 'scaled',
    evict: 'evicted',
    exec: 'opened a shell in',
    restart: 'restarted',
  };
  const fields = Object.entries(x.values)
    .filter(([path]) => !path.includes('annotations'))
    .slice(0, 3)
    .map(([path, [before, after]]) =>
      before === undefined && (x.verb === 'scale' || x.entity.kind === 'Node')
        ? `${path} → ${after ?? '(none)'}`
        : `${path} ${before ?? '(none)'} → ${after ?? '(none)'}`,
    );
  const what = fields.length > 0 ? `: ${fields.join('; ')}` : '';
  return oneLine(`${x.by} ${verbs[x.verb]} ${labelOf(x.entity)}${what}`, 300);
}

function statementRows(c: Composer): Row[] {
  return c.world.statements.map((s) => {
    const e: Evidence = { ...s.evidence, at: s.at.lo, excerpt: oneLine(s.text, 400) };
    const who: Ref = ref('Person', undefined, s.author ?? 'responder');
    return {
      at: s.at,
      row: {
        at: instantJson(s.at),
        entity: who,
        kind: 'action' as const,
        text: oneLine(s.text, 300),
        evidence: c.evidence.cite([e]),
      },
    };
  });
}

/** What a person knows and no source says: a row with the author's file as its source. */
function authorRows(c: Composer): Row[] {
  return (c.author?.events ?? []).map((e) => ({
    at: e.at,
    row: {
      at: instantJson(e.at),
      entity: ref('Person', undefined, e.by),
      kind: 'action' as const,
      text: e.words,
      evidence: c.evidence.cite([e.evidence]),
    },
  }));
}

function alertRows(c: Composer): Row[] {
  return c.world.alerts.map((a) => {
    const summary = a.annotations['summary'] ?? a.annotations['description'] ?? '';
    return {
      at: a.at,
      row: {
        at: instantJson(a.at),
        entity: ref('Alert', undefined, a.name),
        kind: 'detection' as const,
        text: oneLine(`Alert ${a.name} ${a.state}${summary === '' ? '' : `: ${summary}`}`, 300),
        evidence: c.evidence.cite([alertEvidence(a)]),
      },
    };
  });
}

/** Warning events about entities of the incidents that no condition cites yet. */
function eventRows(c: Composer): Row[] {
  const involved = new Set(
    c.explanation.incidents.flatMap((i) => i.parts.map((p) => keyOf(p.condition.entity))),
  );
  const cited = keysIn(
    c.explanation.incidents.flatMap((i) => i.parts.flatMap((p) => p.condition.evidence)),
    (e) => `${e.source} ${e.offset}`,
  );
  const from = Math.min(...c.explanation.incidents.map((i) => i.faultAt));
  const rows = c.world.events.filter(
    (e) =>
      e.type === 'Warning' &&
      e.last.hi >= from &&
      involved.has(keyOf(e.about)) &&
      !cited.has(`${e.evidence.source} ${e.evidence.offset}`),
  );
  return rows.slice(0, MOST_EVENTS).map((e) => ({
    at: e.first,
    row: {
      at: instantJson(e.first),
      entity: e.about,
      kind: 'context' as const,
      text: oneLine(`${e.reason}: ${e.message}`, 300),
      ...(e.count > 1 ? { count: e.count, until: instantJson(e.last) } : {}),
      evidence: c.evidence.cite([c.world.citeEvent(e)]),
    },
  }));
}
