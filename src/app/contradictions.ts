import { iso, largest, oneLine, type Interval } from '../base/index.js';
import type { ExplainedIncident } from '../cause/index.js';
import type { Incident } from '../model/index.js';
import { edges } from '../world/index.js';
import type { Composer } from './entries.js';

/** Words of a note that claim errors at the entrance. */
const CLAIMS_ERRORS = /\b5\d\d\b|5xx|\bdown\b|outage|errors? at|users? (?:see|report)/i;

/** How far around a note the edge log is asked: notes are written after the fact. */
const AROUND = 120_000_000;

/**
 * Claims that do not go together: a note that speaks of errors at the edge while the edge log of the same
 * minutes shows none. Both are kept; the report does not choose silently.
 */
export function contradictionsOf(c: Composer, i: ExplainedIncident): Incident['contradictions'] {
  const entrances = edges(c.world);
  if (entrances.length === 0) return [];
  const last = largest(i.parts.map((p) => p.condition.end?.hi ?? c.world.asOf.hi));
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
