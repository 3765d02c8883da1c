import type { BrowsePort, MarkName, RowSource, Session } from '../../app/ports.js';
import {
  groupBy,
  inWords,
  MINUTE,
  parseTime,
  SECOND,
  sortedBy,
  type Instant,
  type Interval,
} from '../../base/index.js';
import {
  keyOf,
  labelOf,
  type Analysis,
  type ConditionEntry,
  type Incident,
  type InstantJson,
  type LinkEntry,
} from '../../model/index.js';
import {
  allConditions,
  conditionsById,
  intervalOf,
  tableOf,
  type ExtraRow,
  type RowTable,
} from '../rows/index.js';
import { MARK_NAMES } from './session.js';

/** A named instant of the incident, as found or as a person set it. */
export interface Mark {
  readonly name: MarkName;
  readonly label: string;
  /** One letter for the histogram and the lanes. */
  readonly letter: string;
  readonly at: Interval;
  readonly byHand: boolean;
}

/** Questions that the program answers at once; absent ones are not offered. */
export type Abilities = Pick<BrowsePort, 'describe' | 'owners' | 'owned' | 'labels'> & {
  readonly pager: boolean;
  readonly objects: boolean;
};

/** All that is looked at: changes only when the program answers anew or the author marks something. */
export interface Scene {
  readonly title: string;
  readonly analysis: Analysis;
  readonly report: string;
  /** Ids of evidence by the marks of the draft. */
  readonly proofs: readonly string[];
  /** What a person must know of the capture before anything else. */
  readonly notice: string | undefined;
  readonly rows: RowSource;
  readonly table: RowTable;
  readonly incident: Incident | undefined;
  readonly conditions: ReadonlyMap<string, ConditionEntry>;
  readonly byEntity: ReadonlyMap<string, readonly ConditionEntry[]>;
  /** "source offset" → the conditions that rest on what stands there. */
  readonly byPlace: ReadonlyMap<string, readonly ConditionEntry[]>;
  /** "source offset" → the excerpt that the analysis cites from there. */
  readonly byWords: ReadonlyMap<string, string>;
  readonly links: readonly LinkEntry[];
  readonly marks: readonly Mark[];
  readonly t0: Instant | undefined;
  /** The stretch of time that the histogram spans. */
  readonly horizon: Interval;
  readonly abilities: Abilities;
}

export type SceneParts = Pick<
  Scene,
  'title' | 'analysis' | 'report' | 'proofs' | 'notice' | 'rows' | 'abilities'
>;

/** Puts the scene together for one of the incidents under the author's decisions. */
export function sceneOf(parts: SceneParts, session: Session, incidentIndex: number): Scene {
  const { analysis } = parts;
  const incident = analysis.incidents[incidentIndex];
  const marks = marksOf(incident, session);
  const table = tableOf(parts.rows, [
    ...gapRows(analysis),
    ...marks.map(markRow),
    ...session.events.flatMap(eventRow),
  ]);
  const byEntity = new Map<string, ConditionEntry[]>();
  for (const c of allConditions(analysis)) {
    const key = keyOf(c.entity);
    byEntity.set(key, [...(byEntity.get(key) ?? []), c]);
  }
  return {
    ...parts,
    table,
    incident,
    conditions: conditionsById(analysis),
    byEntity,
    byPlace: placesOf(analysis),
    byWords: new Map(Object.values(analysis.evidence).map((e) => [placeKey(e.source, e.offset), e.excerpt])),
    links: analysis.incidents.flatMap((i) => i.links),
    marks,
    t0: (marks.find((m) => m.name === 't0') ?? marks[0])?.at.lo,
    horizon: horizonOf(table, analysis.incidents),
  };
}

const MARK_WORDS: Readonly<Record<MarkName, { readonly label: string; readonly letter: string }>> = {
  t0: { label: 'T0 trigger', letter: 'T' },
  impact: { label: 'impact begins', letter: 'I' },
  detect: { label: 'detected', letter: 'D' },
  acknowledge: { label: 'acknowledged', letter: 'K' },
  diagnose: { label: 'diagnosed', letter: 'G' },
  mitigate: { label: 'mitigating action', letter: 'A' },
  restore: { label: 'restored', letter: 'R' },
};

function marksOf(incident: Incident | undefined, session: Session): readonly Mark[] {
  const found = foundInstants(incident);
  const marks = MARK_NAMES.flatMap((name): Mark[] => {
    const typed = session.marks[name];
    const hand = typed === undefined ? undefined : parseTime(typed);
    if (hand) return [{ name, ...MARK_WORDS[name], at: { lo: hand.lo, hi: hand.hi }, byHand: true }];
    const at = found[name] && intervalOf(found[name]);
    return at ? [{ name, ...MARK_WORDS[name], at, byHand: false }] : [];
  });
  return sortedBy(
    marks,
    (m) => m.at.lo,
    (m) => MARK_NAMES.indexOf(m.name),
  );
}

function foundInstants(incident: Incident | undefined): Partial<Record<MarkName, InstantJson>> {
  const i = incident?.instants ?? {};
  const found: Partial<Record<MarkName, InstantJson | undefined>> = {
    t0: i.trigger ?? i.fault,
    impact: i.impact,
    detect: i.detect ?? i.alert,
    acknowledge: i.acknowledge,
    diagnose: i.diagnose,
    mitigate: i.act,
    restore: i.restore ?? i.resolve,
  };
  return Object.fromEntries(Object.entries(found).filter(([, at]) => at !== undefined));
}

function markRow(mark: Mark): ExtraRow {
  const wide = mark.at.hi - mark.at.lo;
  const within = wide > 2 * SECOND ? ` (within ${inWords(wide)})` : '';
  const text = `${mark.label}${within}${mark.byHand ? ' (set by hand)' : ''}`;
  return { lo: mark.at.lo, hi: mark.at.hi, kind: 'mark', severity: 1, text };
}

function eventRow(event: Session['events'][number]): ExtraRow[] {
  const at = parseTime(event.at);
  return at ? [{ lo: at.lo, hi: at.hi, kind: 'note', severity: 1, text: event.text }] : [];
}

/** Silence is told where it begins: what cannot be seen from here on, and what it would have shown. */
function gapRows(analysis: Analysis): readonly ExtraRow[] {
  const paths = new Map(analysis.capture.sources.map((s) => [s.id, s.path]));
  return analysis.capture.gaps.flatMap((gap): ExtraRow[] => {
    const lo = gap.from === null ? undefined : parseTime(gap.from)?.lo;
    const hi = gap.to === null ? undefined : parseTime(gap.to)?.lo;
    const at = lo ?? hi;
    if (at === undefined) return [];
    const who = gap.entity === undefined ? paths.get(gap.source ?? '') : labelOf(gap.entity);
    const text = `no word of ${who ?? 'a source'}: ${gap.why}; would tell ${gap.wouldTell}`;
    const row = { lo: at, hi: Math.max(at, hi ?? at), kind: 'gap', severity: 1, text } as const;
    return [gap.entity === undefined ? row : { ...row, entity: gap.entity }];
  });
}

function placesOf(analysis: Analysis): ReadonlyMap<string, readonly ConditionEntry[]> {
  const pairs = allConditions(analysis).flatMap((c) =>
    c.evidence.flatMap((id) => {
      const e = analysis.evidence[id];
      return e === undefined ? [] : [{ key: placeKey(e.source, e.offset), condition: c }];
    }),
  );
  const groups = groupBy(pairs, ({ key }) => key);
  return new Map([...groups].map(([key, found]) => [key, found.map((p) => p.condition)]));
}

export function placeKey(source: string, offset: number): string {
  return `${source} ${String(offset)}`;
}

/** A capture's oldest stamp may be an object made a year ago; then the picture would be one full column. */
const HORIZON_TIMES = 12;
const SHORTEST_CORE = 10 * MINUTE;
/** Without an incident, the share of rows that may lie before the picture's left edge. */
const HORIZON_CUT = 0.05;

/** All of time where that shows something; else the incidents with room on both sides. */
function horizonOf(table: RowTable, incidents: readonly Incident[]): Interval {
  const whole = { lo: table.from, hi: Math.max(table.to, table.from + 1) };
  const core = coreOf(table, incidents, whole);
  const length = Math.max(core.hi - core.lo, SHORTEST_CORE);
  if (whole.hi - whole.lo <= length * HORIZON_TIMES) return whole;
  const room = Math.floor(length / 2);
  return { lo: Math.max(whole.lo, core.lo - room), hi: Math.min(whole.hi, core.hi + room) };
}

function coreOf(table: RowTable, incidents: readonly Incident[], whole: Interval): Interval {
  const windows = incidents.flatMap((i) => {
    const from = intervalOf(i.window.from);
    return from ? [{ lo: from.lo, hi: intervalOf(i.window.to)?.hi ?? whole.hi }] : [];
  });
  if (windows.length > 0) {
    return { lo: Math.min(...windows.map((w) => w.lo)), hi: Math.max(...windows.map((w) => w.hi)) };
  }
  const { source } = table;
  return { lo: source.lo[Math.floor(source.count * HORIZON_CUT)] ?? whole.lo, hi: whole.hi };
}
