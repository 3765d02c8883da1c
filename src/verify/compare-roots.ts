import { sortedBy, type Path } from '../base/index.js';
import { keyOf, type Incident, type RootCauseEntry } from '../model/index.js';
import type { Change } from './change.js';
import { instantDifference, type Report } from './compare-times.js';
import type { IncidentExpectation } from './expectations.js';
import { matches, say } from './patterns.js';

/** Root causes must appear, in the order of the list, and with no more confidence than is allowed. */
export function rootDifferences(i: Incident, e: IncidentExpectation, path: Path, report: Report): void {
  const list = [...path, 'rootCauses'];
  const all = i.rootCauses.map((r) => `${r.rank}. ${keyOf(r.entity)} ${r.condition}`).join('; ') || 'none';
  const held = e.rootCauses.map((want) => i.rootCauses.find((r) => matches(want, r.entity, r.condition)));
  const spare = i.rootCauses.filter((r) => !held.includes(r));
  let last = 0;
  for (const [n, want] of e.rootCauses.entries()) {
    const where = `${e.name}: rootCauses[${n}]`;
    const found = held[n];
    if (!found) {
      const change = replacement([...list, n], spare.shift());
      report(where, say(want), all, { evidence: i.rootCauses[0]?.evidence ?? [], change });
      continue;
    }
    if (want.confidence.length > 0 && !want.confidence.includes(found.confidence))
      report(`${where}.confidence`, want.confidence.join(' or '), found.confidence, {
        evidence: found.evidence,
        change: { path: [...list, n, 'confidence'], set: found.confidence },
      });
    if (want.onset)
      instantDifference(found.onset, want.onset, `${where}.onset`, [...list, n, 'onset'], report);
    if (found.rank < last)
      report(where, `${say(want)} after the one before it`, all, {
        evidence: found.evidence,
        change: { path: list, order: byRank(held) },
      });
    else last = found.rank;
  }
  if (e.onlyRoots) strangers(i, e, [...list], spare, report);
}

/** Root causes that no entry asks for. One that already stands in for a missing entry is not added twice. */
function strangers(
  i: Incident,
  e: IncidentExpectation,
  list: Path,
  spare: readonly RootCauseEntry[],
  report: Report,
): void {
  for (const r of i.rootCauses) {
    if (e.rootCauses.some((want) => matches(want, r.entity, r.condition))) continue;
    const found = `${keyOf(r.entity)} ${r.condition}: ${r.statement}`;
    report(`${e.name}: onlyRoots`, 'no other root cause', found, {
      evidence: r.evidence,
      ...(spare.includes(r) ? { change: { path: list, add: entry(r) } } : {}),
    });
  }
}

function replacement(path: Path, found: RootCauseEntry | undefined): Change {
  return found ? { path, set: entry(found) } : { path, drop: true };
}

function entry(r: RootCauseEntry): { entity: string; condition: string[] } {
  return { entity: keyOf(r.entity), condition: [r.condition] };
}

/** Indices of the list in the order of the ranks found; what was not found goes last. */
function byRank(held: readonly (RootCauseEntry | undefined)[]): number[] {
  return sortedBy(
    held.map((r, n) => ({ n, rank: r?.rank ?? Infinity })),
    (x) => x.rank,
    (x) => x.n,
  ).map((x) => x.n);
}
