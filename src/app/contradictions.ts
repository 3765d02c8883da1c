import { HOUR, iso, largest, oneLine, type Interval } from '../base/index.js';
import type { ExplainedIncident } from '../cause/index.js';
import { keyOf, ref, type ClockClash, type Incident } from '../model/index.js';
import { edges } from '../world/index.js';
import type { Composer } from './entries.js';

/** Words of a note that claim errors at the entrance. */
const CLAIMS_ERRORS = /\b5\d\d\b|5xx|\bdown\b|outage|errors? at|users? (?:see|report)/i;

/** How far around a note the edge log is asked: notes are written after the fact. */
const AROUND = 120_000_000;

/** Claims that do not go together. Both are kept; the report does not choose silently. */
export function contradictionsOf(c: Composer, i: ExplainedIncident): Incident['contradictions'] {
  return [...noteAgainstEdge(c, i), ...clockClashes(c, i)];
}

/** Stamps of a host before and after an incident may still be those that the incident is dated by. */
const NEAR = HOUR;

/**
 * A clock that was set during the capture: two claims about its offset that cannot both be true. Told with the
 * incidents that happened near them or on that host, whose times rest on such stamps.
 */
function clockClashes(c: Composer, i: ExplainedIncident): Incident['contradictions'] {
  const last = lastOf(c, i);
  return c.world.clashes.flatMap((clash) => {
    const isNear = clash.claims.some(({ at }) => at >= i.faultAt - NEAR && at <= last + NEAR);
    if (!isNear && !isOn(c, i, clash)) return [];
    const cited = clash.claims.map(({ evidence, at, excerpt }) => ({ ...evidence, at, excerpt }));
    return [
      {
        claims: clash.claims.map(({ text }) => `clock of ${clash.host}: ${text}`),
        why: `The clock of ${clash.host} was set, or jumped, between these two: one offset cannot make both true. Its stamps are left as they are, so what is dated by them may be off by the difference.`,
        evidence: c.evidence.cite(cited),
      },
    ];
  });
}

/** True when something in the incident is the host, or ran on it. */
function isOn(c: Composer, i: ExplainedIncident, { host }: ClockClash): boolean {
  const there = new Set(c.world.origins(ref('Node', undefined, host), 'runs-on').map(({ key }) => key));
  return i.parts.some(({ condition: { entity } }) => entity.name === host || there.has(keyOf(entity)));
}

function lastOf(c: Composer, i: ExplainedIncident): number {
  return largest(i.parts.map((p) => p.condition.end?.hi ?? c.world.asOf.hi));
}

/** A note that speaks of errors at the edge while the edge log of the same minutes shows none. */
function noteAgainstEdge(c: Composer, i: ExplainedIncident): Incident['contradictions'] {
  const entrances = edges(c.world);
  if (entrances.length === 0) return [];
  const last = lastOf(c, i);
  return c.world.statements.flatMap((s) => {
    if (!/5xx|\b50[0-9]\b/i.test(s.text) || !CLAIMS_ERRORS.test(s.text)) return [];
    if (/\b(gone|over|200|works)\b/i.test(s.text)) return [];
    if (s.at.hi < i.faultAt - AROUND || s.at.lo > last + AROUND) return [];
    const window: Interval = { lo: s.at.lo - AROUND, hi: s.at.hi + AROUND };
    const runs = c.world.access.filter((a) => a.at.lo <= window.hi && a.until.hi >= window.lo);
    const failed = runs.filter((a) => a.failed).reduce((n, a) => n + a.count, 0);
    const total = runs.reduce((n, a) => n + a.count, 0);
    if (total === 0 || failed > 0) return [];
    const first = runs[0];
    const cited = c.evidence.cite([
      { ...s.evidence, at: s.at.lo, excerpt: oneLine(s.text, 300) },
      ...(first
        ? [
            {
              ...first.evidence,
              at: first.at.lo,
              excerpt: [first.entrance, first.backend, ...Object.keys(first.statuses)].join(' '),
            },
          ]
        : []),
    ]);
    return [
      {
        claims: [
          `note: ${oneLine(s.text, 200)}`,
          `edge log: ${total} requests around that time, none failed`,
        ],
        why: `The edge log counts requests one by one and shows no failure around ${iso(s.at.lo)}; the note may speak of another entrance, or of a dashboard.`,
        evidence: cited,
      },
    ];
  });
}
