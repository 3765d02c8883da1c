import { sortedBy } from '../base/index.js';
import type { Told, ToldIncident } from './told.js';

/** One thing that is told differently than before. Absent: it was not, or is no longer, told. */
export interface Drift {
  /** "incident Outage of x: role of image-not-found of Pod/a/b" */
  readonly what: string;
  readonly before?: string;
  readonly now?: string;
}

/** What the analysis of today says differently than that of before, incident by incident. */
export function driftOf(before: Told, now: Told): Drift[] {
  const pairs = paired(before.incidents, now.incidents);
  const met = new Set(pairs.map(([, n]) => n));
  return [
    ...pairs.flatMap(([b, n]) => (n ? incidentDrift(b, n) : [{ what: 'incident', before: headline(b) }])),
    ...now.incidents.filter((n) => !met.has(n)).map((n) => ({ what: 'incident', now: headline(n) })),
  ];
}

/** As a person reads it. */
export function driftLines(drift: readonly Drift[]): string[] {
  return drift.flatMap((d) => {
    if (d.before === undefined) return [`  new: ${d.what}: ${d.now ?? ''}`];
    if (d.now === undefined) return [`  gone: ${d.what}: ${d.before}`];
    return [`  ${d.what}`, `    before: ${d.before}`, `    now:    ${d.now}`];
  });
}

function headline(i: ToldIncident): string {
  return `${i.title} (${i.status}; ${i.roots.map((r) => r.name).join(', ') || 'no root cause'})`;
}

/** Each incident of before with the one of now that shares most of its conditions, each of now once. */
function paired(
  before: readonly ToldIncident[],
  now: readonly ToldIncident[],
): (readonly [ToldIncident, ToldIncident | undefined])[] {
  const likeness = before.flatMap((b, bi) =>
    now.map((n, ni) => ({ b, n, bi, ni, shared: sharedWeight(b, n) })),
  );
  const partner = new Map<ToldIncident, ToldIncident>();
  const taken = new Set<ToldIncident>();
  const best = sortedBy(
    likeness.filter((x) => x.shared > 0),
    (x) => -x.shared,
    (x) => x.bi,
    (x) => x.ni,
  );
  for (const { b, n } of best) {
    if (partner.has(b) || taken.has(n)) continue;
    partner.set(b, n);
    taken.add(n);
  }
  return before.map((b) => [b, partner.get(b)] as const);
}

/** Roots and surfaces say which incident it is; of the rest every condition counts one. */
function sharedWeight(b: ToldIncident, n: ToldIncident): number {
  const roots = new Set(n.roots.map((r) => r.name));
  const surfaces = new Set(n.surfaces);
  return (
    1000 * b.roots.filter((r) => roots.has(r.name)).length +
    1000 * b.surfaces.filter((s) => surfaces.has(s)).length +
    Object.keys(b.roles).filter((c) => c in n.roles).length
  );
}

function incidentDrift(b: ToldIncident, n: ToldIncident): Drift[] {
  const at = `incident ${n.title}`;
  const plain = [
    { what: `${at}: title`, before: b.title, now: n.title },
    { what: `${at}: status`, before: b.status, now: n.status },
    { what: `${at}: severity`, before: b.severity, now: n.severity },
    { what: `${at}: root causes`, before: rootsLine(b), now: rootsLine(n) },
    {
      what: `${at}: surfaces`,
      before: b.surfaces.join(', ') || 'none',
      now: n.surfaces.join(', ') || 'none',
    },
  ].filter((d) => d.before !== d.now);
  return [
    ...plain,
    ...mapDrift(`${at}: role of`, b.roles, n.roles),
    ...mapDrift(`${at}: link`, b.links, n.links),
    ...mapDrift(`${at}: figure`, b.figures, n.figures),
  ];
}

function rootsLine(i: ToldIncident): string {
  return i.roots.map((r, k) => `${k + 1}. ${r.name} (${r.confidence})`).join('; ') || 'none';
}

function mapDrift(
  what: string,
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): Drift[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].flatMap((name) => {
    const b = before[name];
    const n = now[name];
    if (b === n) return [];
    return [
      {
        what: `${what} ${name}`,
        ...(b === undefined ? {} : { before: b }),
        ...(n === undefined ? {} : { now: n }),
      },
    ];
  });
}
