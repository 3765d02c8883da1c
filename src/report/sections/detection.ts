import { groupBy, inWords, listed, SECOND } from '../../base/index.js';
import type { AlertReplayEntry } from '../../model/index.js';
import type { Block, Span, TableRow } from '../blocks.js';
import type { IncidentCase } from '../case.js';
import { alertsChart } from '../charts/alerts.js';
import { figureWords } from '../prose/figure.js';
import { readable } from '../prose/names.js';
import { cells, cite, claims, heading, question, say, table, text } from '../prose/spans.js';
import { spanOf, when } from '../prose/time.js';
import { section, type SectionMaker } from './section.js';

function noticed(c: IncidentCase): readonly Span[] {
  const { detection, figures } = c.incident;
  if (spanOf(detection.at) === undefined) {
    return [text('No source says when this was noticed, or by whom.'), ...cite(detection.evidence)];
  }
  const heard = detection.alerts.some((a) => a.pack === 'captured' && spanOf(a.fires) !== undefined);
  const reached = detection.alerts.some((a) => a.pack === 'captured' && a.heard !== null);
  const time = figures.timeToDetect;
  const start = time === null ? '' : (START_WORDS[time.from.replace(/^t_/, '')] ?? 'the impact began');
  const after = time === null ? '' : !time.open && time.hi < 1 ? `, as soon as ${start.replace(/^the first fault$/, 'the fault was there')}` : `, ${figureWords(time)} after ${start}`;
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

/** When someone was, or would have been, told. */
function told(c: IncidentCase, a: AlertReplayEntry): string {
  if (a.heard !== null && spanOf(a.heard) !== undefined) return when(a.heard, c.day);
  if (spanOf(a.fires) !== undefined) return `no one (fires ${when(a.fires, c.day)})`;
  return a.pack === 'captured' && a.waits === undefined ? 'not seen' : 'does not fire';
}

/** "waits 15 min": how long its condition must hold before it fires. */
function waiting(a: AlertReplayEntry): string {
  if (a.waits === undefined) return 'not stated';
  return a.waits === 0 ? 'not at all' : inWords(a.waits * SECOND);
}

function alertRow(c: IncidentCase, a: AlertReplayEntry, timed: boolean): TableRow {
  const about = a.about === undefined ? '' : `${readable(a.about)}: `;
  const why = about === '' ? c.plain(a.why) : `${about}${c.plain(a.why).replace(/^[A-Z]/, (x) => x.toLowerCase())}`;
  return cells([text(a.name), ...cite(a.evidence)], a.severity ?? 'not stated', ...(timed ? [waiting(a)] : []), told(c, a), why);
} // prettier-ignore

/** Where the rules of a pack are written, and which of them nobody has unless they switch them on. */
function origins(alerts: readonly AlertReplayEntry[]): readonly Block[] {
  const off = (a: AlertReplayEntry) => (a.enabled === false && a.pack === 'stock' ? ', not switched on by default' : '');
  const groups = [...groupBy(alerts.filter((a) => a.rule !== undefined), (a) => `${a.rule ?? ''}${off(a)}`)];
  const parts = groups.map(([from, list]) => (groups.length === 1 ? from : `${listed(list.map((a) => a.name))} (${from})`));
  return parts.length === 0 ? [] : [say(`Origin: ${parts.join('; ')}.`)];
} // prettier-ignore

/** The alerts of a pack and what came, or would have come, of each. */
function packTable(c: IncidentCase, pack: AlertReplayEntry['pack']): readonly Block[] {
  const alerts = c.incident.detection.alerts.filter((a) => a.pack === pack);
  if (alerts.length === 0) return [];
  const make = alerts.every((a) => (a.evidence ?? []).length > 0) ? claims : table;
  const timed = alerts.some((a) => a.waits !== undefined);
  const columns = ['Alert', 'Severity', ...(timed ? ['Waits'] : []), 'Tells someone at', 'What it saw'];
  return [heading(PACK_NAMES[pack]), make(columns, alerts.map((a) => alertRow(c, a, timed))), ...origins(alerts)];
} // prettier-ignore

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
      x.timeToDetect === null ? '—' : figureWords(x.timeToDetect),
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
  return section('detection', 'analysis', 'Detection', [
    { kind: 'paragraph', spans: noticed(c) },
    chart === undefined ? undefined : { kind: 'chart', chart },
    ...packs(c),
    ...(['captured', 'stock', 'proposed'] as const).map((pack) => packTable(c, pack)),
    alerts.length === 0 ? say('No alert or alert rule is in the capture, so none could be replayed.') : undefined,
    by === 'alert' ? undefined : question('What drew someone’s attention, and when exactly?', 'The capture holds telemetry, not attention.'),
  ]); // prettier-ignore
};
