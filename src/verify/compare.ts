import { parseTime, SECOND } from '../base/index.js';
import {
  keyOf,
  type Analysis,
  type ConditionEntry,
  type FigureJson,
  type Incident,
  type InstantJson,
  type Ref,
} from '../model/index.js';
import type { ConditionPattern, Expectations, IncidentExpectation } from './expectations.js';

/** One difference between what is expected and what was found. */
export interface Difference {
  /** "registry outage: rootCauses[0]" */
  readonly where: string;
  readonly expected: string;
  readonly found: string;
  /** Evidence for what was found, as "path:line excerpt". */
  readonly evidence: readonly string[];
}

/** All differences; none when the analysis is as expected. Every expectation is checked. */
export function compare(analysis: Analysis, want: Expectations): Difference[] {
  const out: Difference[] = [];
  const add = (where: string, expected: string, found: string, evidence: readonly string[] = []): void => {
    out.push({ where, expected, found, evidence: evidence.slice(0, 3).flatMap((id) => cited(analysis, id)) });
  };
  const n = analysis.incidents.length;
  const titles = analysis.incidents.map((i) => i.title).join('; ');
  if (want.count !== undefined && n !== want.count)
    add('count', `${want.count} incidents`, `${n}: ${titles}`);
  if (want.countAtLeast !== undefined && n < want.countAtLeast)
    add('count', `at least ${want.countAtLeast} incidents`, `${n}: ${titles}`);
  if (want.countAtMost !== undefined && n > want.countAtMost)
    add('count', `at most ${want.countAtMost} incidents`, `${n}: ${titles}`);
  for (const i of analysis.incidents) neverBlamed(i, want.neverBlame, 'neverBlame', add);
  for (const e of want.incidents) {
    const found = pick(analysis, e);
    if (!found) {
      add(e.name, `an incident about ${e.about ?? 'anything'}`, n === 0 ? 'no incident' : titles);
      continue;
    }
    incidentDifferences(found, e, add);
  }
  for (const [i, b] of want.background.entries()) {
    const all = [...analysis.background, ...analysis.incidents.flatMap((x) => x.conditions)];
    roleDifference(all, b, `background[${i}]`, add);
  }
  return out;
}

type Add = (where: string, expected: string, found: string, evidence?: readonly string[]) => void;

function pick(analysis: Analysis, e: IncidentExpectation): Incident | undefined {
  const about = e.about;
  if (about === undefined) return analysis.incidents[0];
  const has = (refs: readonly Ref[]): boolean => refs.some((r) => fits(about, keyOf(r)));
  return (
    analysis.incidents.find((i) => has(i.rootCauses.map((r) => r.entity))) ??
    analysis.incidents.find((i) => has(i.surfaces.map((s) => s.entity))) ??
    analysis.incidents.find((i) => has(i.conditions.map((c) => c.entity)))
  );
}

function incidentDifferences(i: Incident, e: IncidentExpectation, add: Add): void {
  const at = (part: string): string => `${e.name}: ${part}`;
  if (e.status.length > 0 && !e.status.includes(i.status))
    add(at('status'), e.status.join(' or '), `${i.status} (${i.statusWhy ?? ''})`);
  if (e.canRecur !== undefined && i.canRecur !== e.canRecur)
    add(at('canRecur'), String(e.canRecur), String(i.canRecur));
  if (e.detectedBy.length > 0 && !e.detectedBy.includes(i.detection.by))
    add(at('detectedBy'), e.detectedBy.join(' or '), i.detection.by);
  rootDifferences(i, e, at, add);
  neverBlamed(i, e.neverBlame, at('neverBlame'), add);
  for (const [n, r] of e.roles.entries()) roleDifference(i.conditions, r, at(`roles[${n}]`), add);
  for (const [n, l] of e.links.entries()) {
    if (!linked(i, l.from, l.to))
      add(at(`links[${n}]`), `${say(l.from)} → ${say(l.to)}`, chainsInto(i, l.to));
  }
  for (const [n, l] of e.noLinks.entries()) {
    if (linked(i, l.from, l.to))
      add(at(`noLinks[${n}]`), `no chain ${say(l.from)} → ${say(l.to)}`, 'a chain of accepted links');
  }
  for (const s of e.surfaces) surfaceDifference(i, s, at(`surfaces ${s.entity}`), add);
  for (const f of e.figures)
    figureDifference(i.figures[f.name as keyof Incident['figures']], f, at(`figures.${f.name}`), add);
  for (const t of e.instants)
    instantDifference(
      i.instants[t.name as keyof Incident['instants']],
      t.at,
      t.within,
      at(`instants.${t.name}`),
      add,
    );
  for (const key of e.notAffected) {
    if (!i.notAffected.some((x) => fits(key, keyOf(x.entity))))
      add(at('notAffected'), key, i.notAffected.map((x) => keyOf(x.entity)).join(', ') || 'none');
  }
  repairDifferences(i, e, at, add);
}

/** Loops, preventions and responses. */
function repairDifferences(
  i: Incident,
  e: IncidentExpectation,
  at: (part: string) => string,
  add: Add,
): void {
  for (const l of e.loops) {
    const found = i.loops.some(
      (x) =>
        (l.kinds.length === 0 || l.kinds.includes(x.kind)) &&
        (l.about === undefined || x.members.some((m) => fits(l.about ?? '', keyOfCondition(i, m)))),
    );
    if (!found)
      add(
        at('loops'),
        `${l.kinds.join(' or ')} loop about ${l.about ?? 'anything'}`,
        i.loops.map((x) => `${x.kind}: ${x.statement}`).join('; ') || 'none',
      );
  }
  for (const p of e.preventions) {
    const near = i.preventions.filter(
      (x) =>
        (p.about === undefined || fits(p.about, keyOf(x.entity))) &&
        (p.removes.length === 0 || p.removes.some((t) => x.removes?.startsWith(t) === true)),
    );
    if (!near.some((x) => p.verdicts.length === 0 || p.verdicts.includes(x.verdict))) {
      add(
        at('preventions'),
        `${p.removes.join(' or ')} of ${p.about ?? 'anything'}: ${p.verdicts.join(' or ')}`,
        near.map((x) => `${x.verdict}: ${x.change}`).join('; ') || 'not weighed',
      );
    }
  }
  for (const r of e.responses) {
    const near = i.responses.filter((x) => r.about === undefined || fits(r.about, keyOf(x.entity)));
    const ok = near.some(
      (x) =>
        (r.effects.length === 0 || r.effects.includes(x.effect)) &&
        (r.kinds.length === 0 || r.kinds.includes(x.kind)),
    );
    if (!ok)
      add(
        at('responses'),
        `${r.about ?? 'any'}: ${[...r.kinds, ...r.effects].join(' ')}`,
        near.map((x) => `${x.change}: ${x.kind}, ${x.effect}`).join('; ') || 'none',
      );
  }
}

/** Root causes must appear, and in the order of the list. */
function rootDifferences(i: Incident, e: IncidentExpectation, at: (part: string) => string, add: Add): void {
  let last = 0;
  for (const [n, want] of e.rootCauses.entries()) {
    const found = i.rootCauses.find((r) => matches(want, r.entity, r.condition));
    const all = i.rootCauses.map((r) => `${r.rank}. ${keyOf(r.entity)} ${r.condition}`).join('; ') || 'none';
    if (!found) add(at(`rootCauses[${n}]`), say(want), all, i.rootCauses[0]?.evidence);
    else if (found.rank < last)
      add(at(`rootCauses[${n}]`), `${say(want)} after the one before it`, all, found.evidence);
    else last = found.rank;
  }
  if (!e.onlyRoots) return;
  for (const r of i.rootCauses) {
    if (!e.rootCauses.some((want) => matches(want, r.entity, r.condition)))
      add(
        at('onlyRoots'),
        'no other root cause',
        `${keyOf(r.entity)} ${r.condition}: ${r.statement}`,
        r.evidence,
      );
  }
}

function neverBlamed(i: Incident, keys: readonly string[], where: string, add: Add): void {
  for (const r of i.rootCauses) {
    const key = keys.find((k) => fits(k, keyOf(r.entity)));
    if (key !== undefined)
      add(
        where,
        `${key} is never a root cause`,
        `${keyOf(r.entity)} ${r.condition}: ${r.statement}`,
        r.evidence,
      );
  }
}

function roleDifference(
  conditions: readonly ConditionEntry[],
  want: ConditionPattern & { readonly roles: readonly string[] },
  where: string,
  add: Add,
): void {
  const near = conditions.filter((c) => matches(want, c.entity, c.condition));
  if (near.some((c) => want.roles.includes(c.role) || want.roles.some((r) => c.tags.includes(r)))) return;
  add(
    where,
    `${say(want)} as ${want.roles.join(' or ')}`,
    near.map((c) => `${c.condition} of ${keyOf(c.entity)} as ${c.role}`).join('; ') || 'not told',
    near[0]?.evidence,
  );
}

function surfaceDifference(
  i: Incident,
  want: IncidentExpectation['surfaces'][number],
  where: string,
  add: Add,
): void {
  const s = i.surfaces.find((x) => fits(want.entity, keyOf(x.entity)));
  if (!s) {
    add(where, 'a surface', i.surfaces.map((x) => keyOf(x.entity)).join(', ') || 'none');
    return;
  }
  if (want.impact.length > 0 && !want.impact.includes(s.impact))
    add(`${where}.impact`, want.impact.join(' or '), s.impact, s.evidence);
  if (want.from) instantDifference(s.from, want.from.at, want.from.within, `${where}.from`, add);
  if (want.to) instantDifference(s.to, want.to.at, want.to.within, `${where}.to`, add);
}

function instantDifference(
  found: InstantJson | undefined,
  at: string,
  within: number,
  where: string,
  add: Add,
): void {
  const want = parseTime(at);
  if (!want) {
    add(where, 'a time in expected.yaml', at);
    return;
  }
  const lo = found?.lo === undefined || found.lo === null ? undefined : parseTime(found.lo);
  const hi = found?.hi === undefined || found.hi === null ? undefined : parseTime(found.hi);
  const ok =
    lo !== undefined &&
    hi !== undefined &&
    lo.lo - within * SECOND <= want.hi &&
    want.lo <= hi.hi + within * SECOND &&
    hi.lo - lo.lo <= 4 * within * SECOND + 120 * SECOND;
  if (!ok)
    add(
      where,
      `${at} ± ${within} s`,
      found?.lo === null || found === undefined
        ? 'unknown'
        : `${found.lo ?? ''} to ${found.hi ?? ''} (${found.grade})`,
    );
}

function figureDifference(
  found: FigureJson | null | undefined,
  want: { readonly seconds: number; readonly within: number },
  where: string,
  add: Add,
): void {
  const ok = found && found.lo - want.within <= want.seconds && want.seconds <= found.hi + want.within;
  if (!ok)
    add(
      where,
      `${want.seconds} s ± ${want.within}`,
      found
        ? `${found.lo} to ${found.hi} s (${found.from} to ${found.to}, ${found.grade}${found.open ? ', open' : ''})`
        : 'not known',
    );
}

/** A chain of accepted links from one pattern to the other. */
function linked(i: Incident, from: ConditionPattern, to: ConditionPattern): boolean {
  const byId = new Map(i.conditions.map((c) => [c.id, c]));
  const is = (p: ConditionPattern, id: string): boolean => {
    const c = byId.get(id);
    return c !== undefined && matches(p, c.entity, c.condition);
  };
  const links = i.links.filter((l) => l.verdict === 'accepted');
  const queue = i.conditions.filter((c) => matches(from, c.entity, c.condition)).map((c) => c.id);
  const seen = new Set(queue);
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const l of links) {
      if (l.from !== at) continue;
      if (is(to, l.to)) return true;
      if (!seen.has(l.to)) {
        seen.add(l.to);
        queue.push(l.to);
      }
    }
  }
  return false;
}

function chainsInto(i: Incident, to: ConditionPattern): string {
  const byId = new Map(i.conditions.map((c) => [c.id, c]));
  const into = i.links.filter((l) => {
    const c = byId.get(l.to);
    return l.verdict === 'accepted' && c !== undefined && matches(to, c.entity, c.condition);
  });
  const causes = into
    .flatMap((l) => byId.get(l.from) ?? [])
    .map((c) => `${c.condition} of ${keyOf(c.entity)}`);
  return causes.length === 0 ? `nothing leads to ${say(to)}` : `caused by ${[...new Set(causes)].join(', ')}`;
}

function keyOfCondition(i: Incident, id: string): string {
  const c = i.conditions.find((x) => x.id === id);
  return c ? keyOf(c.entity) : '';
}

function matches(p: ConditionPattern, entity: Ref, condition: string): boolean {
  return (
    (p.entity === undefined || fits(p.entity, keyOf(entity))) &&
    (p.conditions.length === 0 || p.conditions.includes(condition))
  );
}

/** An entity key with "*" for any run of characters; several, separated by " or ". */
export function fits(pattern: string, key: string): boolean {
  return pattern.split(' or ').some((one) => {
    const source = one
      .trim()
      .split('*')
      .map((s) => s.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*');
    return new RegExp(`^${source}$`).test(key);
  });
}

function say(p: ConditionPattern): string {
  return `${p.conditions.length > 0 ? `${p.conditions.join(' or ')} of ` : ''}${p.entity ?? 'anything'}`;
}

function cited(analysis: Analysis, id: string): string[] {
  const e = analysis.evidence[id];
  if (!e) return [];
  const path = analysis.capture.sources.find((s) => s.id === e.source)?.path ?? e.source;
  return [`${path}${e.line === undefined ? `@${e.offset}` : `:${e.line}`} ${e.excerpt}`];
}
