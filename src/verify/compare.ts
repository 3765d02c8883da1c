import type { Path } from '../base/index.js';
import { keyOf, type Analysis, type ConditionEntry, type Incident, type Ref } from '../model/index.js';
import type { Change } from './change.js';
import type { ConditionPattern, Expectations, IncidentExpectation } from './expectations.js';
import { figureDifference, instantDifference, type Report } from './compare-times.js';
import { chainsInto, fits, linked, matches, say, sayLink } from './patterns.js';
import { repairDifferences } from './compare-repairs.js';
import { rootDifferences } from './compare-roots.js';

/** One difference between what is expected and what was found. */
export interface Difference {
  /** "registry outage: rootCauses[0]" */
  readonly where: string;
  readonly expected: string;
  readonly found: string;
  /** Evidence for what was found, as "path:line excerpt". */
  readonly evidence: readonly string[];
  /** How expected.yaml would have to change to say what was found; absent where only a person may decide. */
  readonly change?: Change;
}

/** All differences; none when the analysis is as expected. Every expectation is checked. */
export function compare(analysis: Analysis, want: Expectations): Difference[] {
  const out: Difference[] = [];
  const report: Report = (where, expected, found, more = {}) => {
    const evidence = (more.evidence ?? []).slice(0, 3).flatMap((id) => cited(analysis, id));
    out.push({ where, expected, found, evidence, ...(more.change ? { change: more.change } : {}) });
  };
  const titles = analysis.incidents.map((i) => i.title).join('; ');
  countDifferences(analysis, want, titles, report);
  for (const i of analysis.incidents) neverBlamed(i, want.neverBlame, 'neverBlame', report);
  for (const [n, e] of want.incidents.entries()) {
    const found = pick(analysis, e);
    if (found) incidentDifferences(found, e, ['incidents', n], report);
    else report(e.name, `an incident about ${e.about ?? 'anything'}`, titles || 'no incident');
  }
  for (const [n, b] of want.background.entries()) {
    const all = [...analysis.background, ...analysis.incidents.flatMap((x) => x.conditions)];
    roleDifference(all, b, `background[${n}]`, ['background', n], report);
  }
  return out;
}

function countDifferences(analysis: Analysis, want: Expectations, titles: string, report: Report): void {
  const n = analysis.incidents.length;
  const found = titles === '' ? String(n) : `${n}: ${titles}`;
  const change = { path: ['count'], set: n };
  if (want.count !== undefined && n !== want.count)
    report('count', `${want.count} incidents`, found, { change });
  if (want.countAtLeast !== undefined && n < want.countAtLeast)
    report('count', `at least ${want.countAtLeast} incidents`, found, { change });
  if (want.countAtMost !== undefined && n > want.countAtMost)
    report('count', `at most ${want.countAtMost} incidents`, found, { change });
}

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

function incidentDifferences(i: Incident, e: IncidentExpectation, path: Path, report: Report): void {
  const at = (part: string): string => `${e.name}: ${part}`;
  const set = (key: string, value: unknown): { change: Change } => ({
    change: { path: [...path, key], set: value },
  });
  if (e.status.length > 0 && !e.status.includes(i.status))
    report(
      at('status'),
      e.status.join(' or '),
      `${i.status} (${i.statusWhy ?? ''})`,
      set('status', i.status),
    );
  if (e.canRecur !== undefined && i.canRecur !== e.canRecur)
    report(at('canRecur'), String(e.canRecur), String(i.canRecur), set('canRecur', i.canRecur));
  const by = i.detection.by;
  if (e.detectedBy.length > 0 && !e.detectedBy.includes(by))
    report(at('detectedBy'), e.detectedBy.join(' or '), by, set('detectedBy', by));
  rootDifferences(i, e, path, report);
  neverBlamed(i, e.neverBlame, at('neverBlame'), report);
  for (const [n, r] of e.roles.entries())
    roleDifference(i.conditions, r, at(`roles[${n}]`), [...path, 'roles', n], report);
  linkDifferences(i, e, path, report);
  for (const [n, s] of e.surfaces.entries())
    surfaceDifference(i, s, at(`surfaces ${s.entity}`), [...path, 'surfaces', n], report);
  for (const f of e.figures) {
    const found = i.figures[f.name as keyof Incident['figures']];
    figureDifference(found, f, at(`figures.${f.name}`), [...path, 'figures', f.name], report);
  }
  for (const t of e.instants) {
    const found = i.instants[t.name as keyof Incident['instants']];
    instantDifference(found, t, at(`instants.${t.name}`), [...path, 'instants', t.name], report);
  }
  for (const [n, key] of e.notAffected.entries()) {
    if (i.notAffected.some((x) => fits(key, keyOf(x.entity)))) continue;
    const found = i.notAffected.map((x) => keyOf(x.entity)).join(', ') || 'none';
    report(at('notAffected'), key, found, { change: { path: [...path, 'notAffected', n], drop: true } });
  }
  repairDifferences(i, e, path, report);
}

function linkDifferences(i: Incident, e: IncidentExpectation, path: Path, report: Report): void {
  for (const [n, l] of e.links.entries()) {
    if (linked(i, l)) continue;
    const change: Change = { path: [...path, 'links', n], drop: true };
    report(`${e.name}: links[${n}]`, sayLink(l), chainsInto(i, l.to), { change });
  }
  for (const [n, l] of e.noLinks.entries()) {
    if (linked(i, l))
      report(`${e.name}: noLinks[${n}]`, `no chain ${sayLink(l)}`, 'a chain of accepted links');
  }
}

function neverBlamed(i: Incident, keys: readonly string[], where: string, report: Report): void {
  for (const r of i.rootCauses) {
    const key = keys.find((k) => fits(k, keyOf(r.entity)));
    if (key === undefined) continue;
    const found = `${keyOf(r.entity)} ${r.condition}: ${r.statement}`;
    report(where, `${key} is never a root cause`, found, { evidence: r.evidence });
  }
}

function roleDifference(
  conditions: readonly ConditionEntry[],
  want: ConditionPattern & { readonly roles: readonly string[] },
  where: string,
  path: Path,
  report: Report,
): void {
  const near = conditions.filter((c) => matches(want, c.entity, c.condition));
  if (near.some((c) => want.roles.includes(c.role) || want.roles.some((r) => c.tags.includes(r)))) return;
  const first = near[0];
  report(
    where,
    `${say(want)} as ${want.roles.join(' or ')}`,
    near.map((c) => `${c.condition} of ${keyOf(c.entity)} as ${c.role}`).join('; ') || 'not told',
    {
      ...(first ? { evidence: first.evidence } : {}),
      change: first ? { path: [...path, 'role'], set: first.role } : { path, drop: true },
    },
  );
}

function surfaceDifference(
  i: Incident,
  want: IncidentExpectation['surfaces'][number],
  where: string,
  path: Path,
  report: Report,
): void {
  const s = i.surfaces.find((x) => fits(want.entity, keyOf(x.entity)));
  if (!s) {
    const found = i.surfaces.map((x) => keyOf(x.entity)).join(', ') || 'none';
    report(where, 'a surface', found, { change: { path, drop: true } });
    return;
  }
  if (want.impact.length > 0 && !want.impact.includes(s.impact))
    report(`${where}.impact`, want.impact.join(' or '), s.impact, {
      evidence: s.evidence,
      change: { path: [...path, 'impact'], set: s.impact },
    });
  if (want.from) instantDifference(s.from, want.from, `${where}.from`, [...path, 'from'], report);
  if (want.to) instantDifference(s.to, want.to, `${where}.to`, [...path, 'to'], report);
}

function cited(analysis: Analysis, id: string): string[] {
  const e = analysis.evidence[id];
  if (!e) return [];
  const path = analysis.capture.sources.find((s) => s.id === e.source)?.path ?? e.source;
  return [`${path}${e.line === undefined ? `@${e.offset}` : `:${e.line}`} ${e.excerpt}`];
}
