import type { SurfaceEntry } from '../../model/index.js';
import type { Block, TableRow } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { failuresCharts } from '../charts/counts.js';
import { replicasChart } from '../charts/replicas.js';
import { rangeWords } from '../prose/figure.js';
import { cells, cite, claims, entity, heading, question, say, text } from '../prose/spans.js';
import { between, when } from '../prose/time.js';
import { IMPACT_WORDS, STATUS_WORDS } from '../prose/words.js';
import { alike, firstSentence, namesOf, symptomOf, withoutTwins } from './surface-words.js';
import { section, type SectionMaker } from './section.js';

function lasted(c: IncidentCase, s: SurfaceEntry): string {
  const open = s.to.lo === null;
  const length = between(s.from, open ? c.analysis.capture.asOf : s.to);
  return length === undefined ? 'not known' : rangeWords(length.lo, length.hi, open);
}

function failed(s: SurfaceEntry): string {
  if (s.requests === undefined) return 'not measured';
  const { total, failed: bad } = s.requests;
  const share = total === 0 ? 0 : (bad / total) * 100;
  const said = share > 0 && share < 1 ? 'under 1' : String(Math.round(share));
  return `${bad} of ${total} (${said} %)`;
}

function row(c: IncidentCase, group: readonly SurfaceEntry[]): readonly TableRow[] {
  const [s, ...others] = group;
  if (s === undefined) return [];
  const name = s.host === undefined && others.length === 0 ? [entity(s.entity)] : [text(namesOf(group))];
  const told = cells(
    name,
    [text(c.beside(s.entity, c.plain(firstSentence(symptomOf(s))))), ...cite(s.evidence)],
    when(s.from, c.day),
    s.to.lo === null ? 'open at the capture' : when(s.to, c.day),
    lasted(c, s),
    failed(s),
    IMPACT_WORDS[s.impact].split(':')[0] ?? s.impact,
    STATUS_WORDS[s.status],
  );
  return [told];
}

/** What the incident burned of what the objective allows, per surface. */
function budgets(c: IncidentCase): readonly Block[] {
  const burned = c.incident.surfaces.flatMap((s) => (s.budget ? [{ s, budget: s.budget }] : []));
  if (burned.length === 0) return [];
  const rows = burned.map(({ s, budget }) =>
    cells(
      s.host === undefined ? [entity(s.entity)] : [text(s.host)],
      percents(budget.burned),
      `${Math.round(budget.objective * 1e6) / 1e4} % over ${budget.windowDays} days${budget.assumed ? ' (assumed, the profile names none)' : ''}`,
      [text(budget.basis === 'requests' ? 'failed requests' : 'time, no requests were counted'), ...cite(s.evidence)],
    ),
  ); // prettier-ignore
  return [heading('Error budget'), claims(['Surface', 'Burned', 'Objective', 'Counted by'], rows)];
}

function percents(range: { readonly lo: number; readonly hi: number }): string {
  const [lo, hi] = [range.lo, range.hi].map((x) => String(Math.round(x * 1000) / 10));
  return lo === hi ? `${lo} %` : `${lo} to ${hi} %`;
}

const COLUMNS = ['Surface', 'What was seen', 'From', 'To', 'Lasted', 'Requests failed', 'Extent', 'Status'];

/** A1: who met it, for how long, how much of it. */
export const impact: SectionMaker = (c) => {
  const direct = c.incident.surfaces.filter((s) => s.entity.kind === 'Surface');
  const indirect = withoutTwins(c.incident.surfaces).filter((s) => s.entity.kind !== 'Surface');
  const tables: Block[] = [];
  if (direct.length > 0) tables.push(heading('What users met'), claims(COLUMNS, alike(direct).flatMap((s) => row(c, s)))); // prettier-ignore
  if (indirect.length > 0) tables.push(heading(direct.length === 0 ? 'What failed' : 'What else failed'), claims(COLUMNS, alike(indirect).flatMap((s) => row(c, s)))); // prettier-ignore
  const none = c.incident.surfaces.length === 0;
  const replicas = replicasChart(c);
  return section('impact', 'analysis', 'Impact', [
    none ? say('No surface with a measured failure is in the capture.') : undefined,
    ...tables,
    ...failuresCharts(c).map((chart): Block => ({ kind: 'chart', chart })),
    replicas === undefined ? undefined : { kind: 'chart', chart: replicas },
    ...budgets(c),
    question(
      'How many users met this, what could they not do, and what did it cost?',
      'A capture holds requests and pods, not people, money or tickets.',
    ),
  ]);
};
