import { SECOND } from '../../../base/index.js';
import type { Analysis, EvidenceEntry } from '../../../model/index.js';
import type { ReportDocument } from '../../blocks.js';
import { marksOf } from '../../charts/window.js';
import { termsOf } from '../../case.js';
import { keptGoing } from '../../keeps.js';
import { lagWords } from '../../prose/figure.js';
import { dayOf, microsOf, shortTimes, spanOf } from '../../prose/time.js';
import { labelled, ROLE_WORDS, strengthOf } from '../../prose/words.js';
import { visible, visibleLine } from '../../visible.js';
import { Numbering } from './numbering.js';
import { rowColumns } from './rows-data.js';
import { labelWords, readable } from '../../prose/names.js';

/**
 * What the page's script works on, as JSON in the page. Names that repeat are numbered, rows are kept in
 * columns, excerpts share a budget: the report of a large capture has to open in a browser.
 */
const EXCERPTS_BUDGET = 6_000_000;
const EXCERPT = 600;
const EXCERPT_SHORT = 160;

const MS = SECOND / 1000;

/** Milliseconds since the epoch with up to three decimals, or null. */
function ms(micros: number | undefined): number | null {
  return micros === undefined ? null : micros / MS;
}

/** Everything of the analysis that can be opened, as plain data. */
export function pageData(document: ReportDocument, analysis: Analysis): unknown {
  const entities = new Numbering();
  const sources = new Numbering();
  const terms = termsOf(analysis, ...analysis.incidents);
  const numbersOf = (ids: readonly string[]) => ids.flatMap((id) => document.numbers.get(id) ?? []);
  const day = dayOf(analysis.incidents[0]?.window.from);
  const conditionIndex = new Map<string, number>();
  const conditions = analysis.incidents.flatMap((incident, i) =>
    incident.conditions.map((c) => {
      conditionIndex.set(`${i}/${c.id}`, conditionIndex.size);
      return {
        id: c.id,
        i,
        e: entities.of(visibleLine(labelWords(c.entity), 300)),
        c: visibleLine(labelled(c), 120),
        s: visible(readable(shortTimes(c.statement, day)), 2000),
        f: ms(spanOf(c.onset)?.lo),
        t: ms(spanOf(c.end)?.hi),
        r: c.role,
        v: c.severity,
        b: visible(readable(shortTimes(terms(c.because ?? ''), day)), 2000),
        k: c.count ?? 1,
        x: numbersOf(c.evidence),
      };
    }),
  );
  const kept = new Set(
    analysis.incidents.flatMap((i) => [...keptGoing(i.links.filter((l) => l.verdict === 'accepted'))]),
  );
  const links = analysis.incidents.flatMap((incident, i) =>
    incident.links.flatMap((l) => {
      const from = conditionIndex.get(`${i}/${l.from}`);
      const to = conditionIndex.get(`${i}/${l.to}`);
      if (from === undefined || to === undefined) return [];
      return [{ f: from, t: to, m: visible(l.mechanism, 1000), w: visible(readable(shortTimes(l.why, day)), 1000), l: lagWords(l.lag, kept.has(l)), s: strengthOf(l), v: l.verdict }]; // prettier-ignore
    }),
  );
  const incidents = analysis.incidents.map((incident) => ({
    id: incident.id,
    from: ms(spanOf(incident.window.from)?.lo ?? spanOf(incident.instants.impact)?.lo),
    to: ms(spanOf(incident.window.to)?.hi),
    marks: marksOf(incident).map((m) => ({ at: m.at, label: m.label, tone: m.tone })),
  }));
  const rows = rowColumns(analysis, {
    entities,
    numbersOf,
    condition: (i, id) => conditionIndex.get(`${i}/${id}`),
  });
  const evidence = evidenceData(document, analysis, sources);
  return {
    asOf: ms(spanOf(analysis.capture.asOf)?.hi),
    roles: ROLE_WORDS,
    incidents,
    conditions,
    links,
    rows,
    evidence,
    entities: entities.names,
    sources: sources.names,
  };
}

function evidenceData(document: ReportDocument, analysis: Analysis, sources: Numbering): unknown {
  const paths = new Map(analysis.capture.sources.map((s) => [s.id, s.path] as const));
  let left = EXCERPTS_BUDGET;
  return [...document.numbers.keys()].map((id) => {
    const e = analysis.evidence[id];
    if (e === undefined) return [0, 0, '', 0, 0, null, '', null];
    const room = left > EXCERPTS_BUDGET / 4 || document.indexed === 0 ? EXCERPT : EXCERPT_SHORT;
    const excerpt = visible(e.excerpt, left > 0 ? room : 60);
    left -= excerpt.length;
    const source = sources.of(visibleLine(paths.get(e.source) ?? e.source, 400));
    const pointer = e.pointer === undefined ? '' : visibleLine(e.pointer, 300);
    const around = left > 0 ? aroundData(e) : null;
    left -= around === null ? 0 : around[1].length + 480;
    return [source, e.line ?? 0, pointer, e.offset, e.length, ms(microsOf(e.at?.lo)), excerpt, around];
  });
}

/** The line as it stands in the log, between its neighbours. */
function aroundData(e: EvidenceEntry): readonly [readonly string[], string, readonly string[]] | null {
  if (e.around === undefined) return null;
  const lines = (all: readonly string[]) => all.slice(0, 3).map((l) => visibleLine(l, 300));
  return [lines(e.around.before), visibleLine(e.around.line, EXCERPT), lines(e.around.after)];
}

/** JSON that may stand in a script element: nothing in it can end the element or the line. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
} // prettier-ignore
