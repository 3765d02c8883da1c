import { counted, iso, listed } from '../../base/index.js';
import type { Explanation } from '../../cause/index.js';
import { keyOf, labelOf, type AuthorEntry, type AuthorRemark, type Condition } from '../../model/index.js';
import type { EvidenceIndex } from '../evidence-index.js';
import type { Decisions, OnFinding, Said } from './decisions.js';
import { incidentOf, standing } from './instants.js';
import type { Judged } from './verdicts.js';

/** What the entries are told from. */
export interface Ground {
  readonly decisions: Decisions;
  readonly judged: Judged;
  readonly evidence: EvidenceIndex;
  /** Names of clocks that no source goes by. */
  readonly unknownClocks: readonly string[];
  /** Clocks set after the capture was read: the terminal moves none until it is opened anew. */
  readonly lateClocks: readonly string[];
}

/** Every decision of the author and what came of it, in the order in which a reader asks for them. */
export function authorEntries(g: Ground): readonly AuthorEntry[] {
  const { decisions: d } = g;
  return [
    ...d.rejected.flatMap((x) => onFinding(g, 'rejected', x, (c) => rejection(g, c))),
    ...d.pinned.flatMap((x) => onFinding(g, 'pinned', x, (c) => pinning(g, c))),
    ...instantEntries(g),
    ...d.notes.flatMap((x) => onFinding(g, 'note', x, (c) => noting(g, c))),
    ...d.events.map((x) => ({ ...entry(g, 'event', iso(x.at.lo), x), what: 'A row of the timeline.' })),
    ...d.skew.map((x) => ({ ...entry(g, 'skew', x.name, x), ...clockOutcome(g, x.name, x.seconds) })),
    ...d.unread.map((x) => ({ ...entry(g, 'unread', x.about, x), outcome: 'not-applied' as const, what: `It was not read: ${x.why}.` })),
  ];
} // prettier-ignore

function entry(g: Ground, kind: AuthorEntry['kind'], about: string, said: Said): Omit<AuthorEntry, 'what'> {
  return {
    kind,
    about,
    outcome: 'honoured',
    by: said.by,
    ...(said.words === undefined ? {} : { words: said.words }),
    evidence: g.evidence.cite([said.evidence]),
  };
}

type Told = Pick<AuthorEntry, 'what'> & Partial<AuthorEntry>;

function onFinding(g: Ground, kind: AuthorEntry['kind'], x: OnFinding, tell: (c: Condition) => Told): readonly AuthorEntry[] {
  const base = entry(g, kind, x.finding, x);
  const found = g.judged.named.find(x.finding);
  if (found.length === 0) return [{ ...base, outcome: 'not-found', what: missing(g, x.finding) }];
  return found.map((c) => ({
    ...base,
    entity: c.entity,
    evidence: [...base.evidence, ...g.evidence.cite(c.evidence.slice(0, 3))],
    ...tell(c),
  }));
} // prettier-ignore

function missing(g: Ground, name: string): string {
  const near = g.judged.named.near(name).slice(0, 3);
  const hint = near.length === 0 ? '' : ` Of the same kind there ${near.length === 1 ? 'is' : 'are'}: ${listed(near.map((c) => `${c.id} (${labelOf(c.entity)})`))}.`; // prettier-ignore
  return `No finding of this analysis has this name, so nothing was changed.${hint}`;
}

/** Where a condition stands in an explanation. */
function placeIn(explanation: Explanation, id: string): { readonly number: number; readonly role: string; readonly root: boolean } | undefined {
  for (const [n, i] of explanation.incidents.entries()) {
    const part = i.parts.find((p) => p.condition.id === id);
    if (part) return { number: n + 1, role: part.role, root: i.roots.some((r) => r.condition.id === id) };
  }
  return undefined;
} // prettier-ignore

function rejection(g: Ground, c: Condition): Told {
  const was = placeIn(g.judged.before, c.id);
  const said = `"${c.statement.replace(/[.]$/, '')}"`;
  if (!was) return { what: `${said} was part of no incident. It is left out.` };
  if (!was.root) return { what: `${said} was told as ${was.role}. It is left out, and the causes were sought without it.`, ...inIncident(successor(g, was.number)) }; // prettier-ignore
  const next = successor(g, was.number);
  const roots = next === undefined ? [] : (g.judged.after.incidents[next - 1]?.roots ?? []);
  const now =
    next === undefined
      ? 'Without it no incident is left here'
      : roots.length === 0
        ? 'Without it the cause is not known'
        : `Without it the ${roots.length === 1 ? 'cause is' : 'causes are'} ${listed(roots.map((r) => `${r.condition.type} of ${keyOf(r.condition.entity)}`))}`;
  return { what: `${said} was a root cause. ${now}.`, ...inIncident(next) };
}

/** The incident of today that shares most with one of before. */
function successor(g: Ground, before: number): number | undefined {
  const ids = new Set(g.judged.before.incidents[before - 1]?.parts.map((p) => p.condition.id));
  let best: { readonly n: number; readonly shared: number } | undefined;
  for (const [n, i] of g.judged.after.incidents.entries()) {
    const shared = i.parts.filter((p) => ids.has(p.condition.id)).length;
    if (shared > (best?.shared ?? 0)) best = { n: n + 1, shared };
  }
  return best?.n;
}

function inIncident(number: number | undefined): Partial<AuthorEntry> {
  return number === undefined ? {} : { incident: `incident-${number}` };
}

function pinning(g: Ground, c: Condition): Told {
  if (g.judged.rejected.has(c.id)) {
    return { outcome: 'not-applied', what: 'It is rejected as well, and the rejection stands.' };
  }
  const now = placeIn(g.judged.after, c.id);
  if (!now) return { what: 'It belongs to no incident, and stays listed among what was seen.' };
  const kept = g.judged.kept.has(c.id);
  const part = now.root ? 'a root cause' : now.role;
  const why = kept ? `It stays ${part} because it is pinned; the ranking alone would not keep it there.` : `It is told as ${part}, by the ranking too.`; // prettier-ignore
  return { what: why, ...inIncident(now.number) };
}

function noting(g: Ground, c: Condition): Told {
  if (g.judged.rejected.has(c.id)) return { what: 'The note stands here, as the finding is rejected.' };
  const now = placeIn(g.judged.after, c.id);
  return { what: 'The note stands at the finding.', ...inIncident(now?.number) };
}

function instantEntries(g: Ground): readonly AuthorEntry[] {
  const { instants } = g.decisions;
  const stands = standing(instants);
  const incident = incidentOf(g.judged.after, stands);
  const number = incident === undefined ? undefined : g.judged.after.incidents.indexOf(incident) + 1;
  return instants.map((x) => {
    const base = entry(g, 'instant', x.mark, x);
    if (!stands.includes(x)) return { ...base, outcome: 'not-applied', what: 'A later entry for the same instant stands.' };
    if (number === undefined) return { ...base, outcome: 'not-applied', what: 'There is no incident that it could be an instant of.' };
    const end = 'the figures that begin or end there are computed from it, grade D';
    return { ...base, what: `Set to ${iso(x.at.lo)}; ${end}.`, ...inIncident(number) };
  });
} // prettier-ignore

function clockOutcome(g: Ground, name: string, seconds: number): Told {
  if (g.unknownClocks.includes(name)) {
    return { outcome: 'not-found', what: 'No source or node of the capture goes by this name, so no clock was moved.' }; // prettier-ignore
  }
  if (g.lateClocks.includes(name)) {
    return { outcome: 'not-applied', what: 'The clock is moved when the capture is opened the next time.' };
  }
  return { what: `Its stamps were moved by ${seconds > 0 ? '+' : ''}${counted(seconds, 'second')} before anything was concluded.` }; // prettier-ignore
}

/** What the author said of each finding, by its id. */
export function remarks(g: Ground): ReadonlyMap<string, AuthorRemark> {
  const { decisions, judged, evidence } = g;
  const out = new Map<string, { pinned?: true; notes: AuthorRemark['notes'][number][] }>();
  const at = (id: string) => {
    const remark = out.get(id) ?? { notes: [] };
    out.set(id, remark);
    return remark;
  };
  for (const p of decisions.pinned) for (const c of judged.named.find(p.finding)) at(c.id).pinned = true;
  for (const n of decisions.notes) {
    for (const c of judged.named.find(n.finding)) {
      at(c.id).notes.push({ text: n.words, by: n.by, evidence: evidence.cite([n.evidence]) });
    }
  }
  return out;
}
