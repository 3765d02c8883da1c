import type { Path } from '../base/index.js';
import { keyOf, type Incident } from '../model/index.js';
import type { Report } from './compare-times.js';
import type { IncidentExpectation } from './expectations.js';
import { fits, keyOfCondition } from './patterns.js';

/** Loops, preventions, responses, contradictions. */
export function repairDifferences(i: Incident, e: IncidentExpectation, path: Path, report: Report): void {
  loopDifferences(i, e, path, report);
  preventionDifferences(i, e, path, report);
  responseDifferences(i, e, path, report);
  for (const [n, claim] of e.contradictions.entries()) {
    const claims = i.contradictions.flatMap((c) => c.claims);
    if (claims.some((c) => fits(claim, c))) continue;
    const change = { path: [...path, 'contradictions', n], drop: true } as const;
    report(`${e.name}: contradictions`, claim, claims.join('; ') || 'none', { change });
  }
}

function loopDifferences(i: Incident, e: IncidentExpectation, path: Path, report: Report): void {
  for (const [n, l] of e.loops.entries()) {
    const about = l.about;
    const near = i.loops.filter(
      (x) => about === undefined || x.members.some((m) => fits(about, keyOfCondition(i, m))),
    );
    if (near.some((x) => l.kinds.length === 0 || l.kinds.includes(x.kind))) continue;
    const at = [...path, 'loops', n];
    const kind = near[0]?.kind;
    report(
      `${e.name}: loops`,
      `${l.kinds.join(' or ')} loop about ${about ?? 'anything'}`,
      i.loops.map((x) => `${x.kind}: ${x.statement}`).join('; ') || 'none',
      {
        change: kind === undefined ? { path: at, drop: true } : { path: [...at, 'kind'], set: kind },
      },
    );
  }
}

function preventionDifferences(i: Incident, e: IncidentExpectation, path: Path, report: Report): void {
  for (const [n, p] of e.preventions.entries()) {
    const about = p.about;
    const near = i.preventions.filter(
      (x) =>
        (about === undefined || fits(about, keyOf(x.entity))) &&
        (p.removes.length === 0 || p.removes.some((t) => x.removes?.startsWith(t) === true)),
    );
    if (near.some((x) => p.verdicts.length === 0 || p.verdicts.includes(x.verdict))) continue;
    const at = [...path, 'preventions', n];
    const first = near[0];
    report(
      `${e.name}: preventions`,
      `${p.removes.join(' or ')} of ${about ?? 'anything'}: ${p.verdicts.join(' or ')}`,
      near.map((x) => `${x.verdict}: ${x.change}`).join('; ') || 'not weighed',
      { change: first ? { path: [...at, 'verdict'], set: first.verdict } : { path: at, drop: true } },
    );
  }
}

function responseDifferences(i: Incident, e: IncidentExpectation, path: Path, report: Report): void {
  for (const [n, r] of e.responses.entries()) {
    const about = r.about;
    const near = i.responses.filter((x) => about === undefined || fits(about, keyOf(x.entity)));
    const ok = near.some(
      (x) =>
        (r.effects.length === 0 || r.effects.includes(x.effect)) &&
        (r.kinds.length === 0 || r.kinds.includes(x.kind)),
    );
    if (ok) continue;
    const at = [...path, 'responses', n];
    const first = near[0];
    const found = near.map((x) => `${x.change}: ${x.kind}, ${x.effect}`).join('; ') || 'none';
    report(`${e.name}: responses`, `${about ?? 'any'}: ${[...r.kinds, ...r.effects].join(' ')}`, found, {
      change: first
        ? {
            path: at,
            set: { about: about ?? keyOf(first.entity), kind: first.kind, effect: first.effect },
          }
        : { path: at, drop: true },
    });
  }
}
