import type { AlertReplayEntry } from '../../model/index.js';
import type { Block, Span } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { alertsChart } from '../charts/alerts.js';
import { figureWords } from '../prose/figure.js';
import { cells, cite, claims, heading, question, say, table, text } from '../prose/spans.js';
import { spanOf, when } from '../prose/time.js';
import { section, type SectionMaker } from './section.js';

const PACK_WORDS = { captured: 'in force', stock: 'stock rules', proposed: 'proposed' } as const;

function noticed(c: IncidentCase): readonly Span[] {
  const { detection, figures } = c.incident;
  if (spanOf(detection.at) === undefined) {
    return [text('No source says when this was noticed, or by whom.'), ...cite(detection.evidence)];
  }
  const heard = detection.alerts.some((a) => a.pack === 'captured' && spanOf(a.fires) !== undefined);
  const reached = detection.alerts.some((a) => a.pack === 'captured' && a.heard !== null);
  const time = figures.timeToDetect;
  const after = time === null ? '' : `, ${figureWords(time)} after ${START_WORDS[time.from.replace(/^t_/, '')] ?? 'the impact began'}`;
  const at = when(detection.at, c.day);
  const said = {
    person: `A person noticed at ${at}${after}.${heard ? '' : ' The capture holds no alert that fired.'}`,
    alert: !heard
      ? `A note says that alerts came at ${at}${after}; the capture holds none of them.`
      : reached
        ? `An alert told of it at ${at}${after}.`
        : `The first alert fired at ${at}${after}; none is shown to have reached anyone.`,
    unknown: `It was noticed at ${at}${after}.`,
  }[detection.by];
  const basis = detection.why === undefined ? '' : ` What this rests on: ${c.plain(detection.why).replace(/\.$/, '')}.`;
  return [text(`${said}${basis}`), ...cite(detection.evidence)];
} // prettier-ignore

/** The beginning of a figure inside "3 min after ...". */
const START_WORDS: Readonly<Record<string, string>> = { fault: 'the first fault' };

function fired(c: IncidentCase, a: AlertReplayEntry): string {
  const at = spanOf(a.heard ?? a.fires);
  if (at === undefined) return a.pack === 'captured' ? 'not seen' : 'would not have fired';
  return when(a.heard ?? a.fires, c.day);
}

const PACK_NAMES = {
  captured: 'Rules that were in force',
  stock: 'Stock rules (kubernetes-mixin and its like)',
  proposed: 'Rules proposed here',
} as const;

/** Side by side, what each set of rules would have made of the time to detect. */
function packs(c: IncidentCase): readonly Block[] {
  const all = c.incident.detection.byPack ?? [];
  if (all.length === 0) return [];
  const rows = all.map((x) =>
    cells(
      PACK_NAMES[x.pack],
      x.alert ?? 'none would have paged',
      x.timeToDetect === null ? 'not within the incident' : figureWords(x.timeToDetect),
    ),
  );
  return [
    heading('Who would have told, and how soon'),
    table(['Rules', 'First page', 'From impact until heard'], rows),
  ];
}

/** A8: how it was noticed, and how it could have been. */
export const detection: SectionMaker = (c) => {
  const { alerts, by } = c.incident.detection;
  const chart = alertsChart(c);
  const told = alerts.every((a) => (a.evidence ?? []).length > 0) ? claims : table;
  const rows = alerts.map((a) =>
    cells(
      [text(a.name), ...cite(a.evidence)],
      PACK_WORDS[a.pack],
      a.severity ?? 'not stated',
      fired(c, a),
      c.plain(a.why),
    ),
  );
  return section('detection', 'analysis', 'Detection', [
    { kind: 'paragraph', spans: noticed(c) },
    chart === undefined ? undefined : { kind: 'chart', chart },
    ...packs(c),
    ...(rows.length === 0 ? [] : [heading('Alerts, replayed'), told(['Alert', 'Pack', 'Severity', 'Heard at', 'Why then'], rows)]),
    rows.length === 0 ? say('No alert or alert rule is in the capture, so none could be replayed.') : undefined,
    by === 'alert' ? undefined : question('What drew someone’s attention, and when exactly?', 'The capture holds telemetry, not attention.'),
  ]); // prettier-ignore
};
