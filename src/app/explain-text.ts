import { byText, clean, groupBy, rangeInWords, SECOND } from '../base/index.js';
import {
  keyOf,
  labelOf,
  type Analysis,
  type ConditionEntry,
  type Incident,
  type LinkEntry,
  type Ref,
} from '../model/index.js';

export type Told =
  { readonly ok: true; readonly lines: readonly string[] } | { readonly ok: false; readonly why: string };

/** The chain backwards from one entity, one arrow a line, as a responder would tell it. */
export function explainLines(analysis: Analysis, text: string): Told {
  const all = [...analysis.incidents.flatMap((i) => i.conditions), ...analysis.background];
  const refs = distinct(all.map((x) => x.entity));
  const found = matching(refs, text);
  if (found.length === 0) {
    return {
      ok: false,
      why: `nothing is known to have happened to "${text}"; entities with findings: ${refs.slice(0, 12).map(shortKey).join(', ')}`,
    };
  }
  if (found.length > 1)
    return { ok: false, why: `"${text}" fits several: ${found.slice(0, 12).map(shortKey).join(', ')}` };
  const entity = found[0];
  if (!entity) return { ok: false, why: 'not found' };
  const lines: string[] = [];
  for (const incident of analysis.incidents) {
    for (const x of incident.conditions.filter((c) => keyOf(c.entity) === keyOf(entity))) {
      lines.push(...told(analysis, incident, x), '');
    }
  }
  for (const x of analysis.background.filter((c) => keyOf(c.entity) === keyOf(entity))) {
    lines.push(headline(x), `   ${x.role}: ${x.because ?? ''}`, ...proof(analysis, x, '   '), '');
  }
  return { ok: true, lines: lines.map(clean) };
}

function told(analysis: Analysis, incident: Incident, start: ConditionEntry): string[] {
  const byId = new Map(incident.conditions.map((x) => [x.id, x]));
  const into = groupBy(
    incident.links.filter((l) => l.verdict === 'accepted'),
    (l) => l.to,
  );
  const lines = [headline(start), ...proof(analysis, start, '   ')];
  const seen = new Set([start.id]);
  const walk = (id: string, depth: number): void => {
    const links = [...(into.get(id) ?? [])].sort((a, b) => b.strength - a.strength || byText(a.id, b.id));
    for (const l of links) {
      const cause = byId.get(l.from);
      if (!cause) continue;
      const pad = '   '.repeat(depth);
      lines.push(
        `${pad}└─ because ${l.mechanism} (${lagWords(l)}, strength ${l.strength.toFixed(2)})`,
        `${pad}   ${headline(cause)}`,
      );
      if (seen.has(cause.id)) {
        lines.push(`${pad}   (told above)`);
        continue;
      }
      seen.add(cause.id);
      lines.push(...proof(analysis, cause, `${pad}      `));
      walk(cause.id, depth + 1);
    }
    if (links.length === 0 && depth > 0) lines.push(`${'   '.repeat(depth)}   = ${byId.get(id)?.role ?? ''}`);
  };
  walk(start.id, 0);
  const refuted = incident.links.filter((l) => l.verdict === 'refuted' && l.to === start.id).slice(0, 3);
  for (const l of refuted)
    lines.push(
      `   not because of ${labelOf(byId.get(l.from)?.entity ?? { kind: '?', name: l.from })}: ${l.why}`,
    );
  return lines;
}

function headline(x: ConditionEntry): string {
  return `${x.onset.lo ?? 'time unknown'}  ${labelOf(x.entity)}: ${x.statement}  [${x.condition}, ${x.role}]`;
}

function proof(analysis: Analysis, x: ConditionEntry, pad: string): string[] {
  return x.evidence.slice(0, 2).flatMap((id) => {
    const e = analysis.evidence[id];
    if (!e) return [];
    const path = analysis.capture.sources.find((s) => s.id === e.source)?.path ?? e.source;
    return [
      `${pad}${path}${e.line === undefined ? ` @${e.offset}` : `:${e.line}`}  ${e.excerpt.slice(0, 140)}`,
    ];
  });
}

function lagWords(l: LinkEntry): string {
  if (l.lag.hi === 0 && l.lag.lo === 0) return 'at once or unknown';
  if (l.lag.hi < 0) return 'seen earlier';
  return `${rangeInWords(Math.max(0, l.lag.lo) * SECOND, l.lag.hi * SECOND)} later`;
}

function distinct(refs: readonly Ref[]): Ref[] {
  const byKey = new Map(refs.map((r) => [keyOf(r), r]));
  return [...byKey.keys()].sort(byText).flatMap((k) => byKey.get(k) ?? []);
}

function shortKey(r: Ref): string {
  return `${r.kind.toLowerCase()}/${r.namespace === undefined ? '' : `${r.namespace}/`}${r.name}`;
}

/** Exact key first, then name, then any part. */
function matching(refs: readonly Ref[], text: string): Ref[] {
  const wanted = text.toLowerCase();
  const exact = refs.filter(
    (r) => shortKey(r).toLowerCase() === wanted || `${r.kind}/${r.name}`.toLowerCase() === wanted,
  );
  if (exact.length > 0) return exact;
  const named = refs.filter((r) => r.name.toLowerCase() === wanted);
  if (named.length > 0) return named;
  return refs.filter((r) => shortKey(r).toLowerCase().includes(wanted));
}
