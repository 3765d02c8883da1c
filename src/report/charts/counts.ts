import { listed } from '../../base/index.js';
import type { Series } from '../../model/index.js';
import type { IncidentCase } from '../case.js';
import type { BarsChart, ChartTone } from './chart.js';
import { laneName } from './replicas.js';
import { chartName, marksOf, seriesOf, windowOf } from './window.js';

const MINUTE = 60_000;
const COLOURS: readonly ChartTone[] = ['series-1', 'series-2', 'series-3', 'action', 'change', 'detection'];

function toneOf(series: Series, index: number): ChartTone {
  const title = series.title.toLowerCase();
  if (/warn/.test(title)) return 'symptom';
  if (/normal|info/.test(title)) return 'context';
  if (/error|fatal|fail|critical|severe/.test(title)) return 'fault';
  return COLOURS[index % COLOURS.length] ?? 'series-1';
}

interface Words {
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  readonly unit: string;
  readonly percent?: boolean;
}

/** "Warning events per minute" → "Warning": the chart's title says the rest. */
function shortTitle(series: Series): string {
  return series.entity === undefined
    ? series.title.replace(/ (?:events|restarts|requests)? ?per minute$/i, '')
    : laneName(series);
}

function bars(
  c: IncidentCase,
  group: Series['group'],
  shape: Series['shape'],
  words: Words,
): BarsChart | undefined {
  const window = windowOf(c);
  const found = seriesOf(c, group, shape);
  if (window === undefined || found.length === 0) return undefined;
  const stacks = found.slice(0, COLOURS.length).map(({ series, points }, i) => ({
    label: shortTitle(series),
    tone: words.percent === true ? ('fault' as const) : toneOf(series, i),
    points: points.filter(([t, v]) => t + MINUTE > window.from && t < window.to && v > 0),
  }));
  if (stacks.every((s) => s.points.length === 0)) return undefined;
  const peak = (s: (typeof stacks)[number]) => Math.max(0, ...s.points.map(([, v]) => v));
  const said = (v: number) => (words.percent === true ? `${Math.round(v * 100)} %` : String(v));
  return {
    kind: 'bars',
    name: chartName(c, words.name),
    title: words.title,
    alt: `At most ${listed(stacks.map((s) => `${said(peak(s))}${words.percent === true ? '' : ` ${s.label}`}`))} in one minute.`,
    caption: words.caption,
    ...window,
    unit: words.unit,
    width: MINUTE,
    marks: marksOf(c.incident),
    stacks,
    percent: words.percent === true,
  };
}

/** Events per minute by their type. */
export function eventsChart(c: IncidentCase): BarsChart | undefined {
  return bars(c, 'events', 'count', {
    name: 'events-per-minute',
    title: 'Events per minute',
    caption: 'What the cluster itself reported. A count is a lower bound: repeats are dropped by the client.',
    unit: 'events',
  });
}

/** Share of failed requests, one chart per surface. */
export function failuresCharts(c: IncidentCase): readonly BarsChart[] {
  const shares = seriesOf(c, 'requests', 'share');
  return shares.slice(0, 6).flatMap(({ series }, i) => {
    const one = { ...c, analysis: { ...c.analysis, series: [series] } };
    const chart = bars(one, 'requests', 'share', {
      name: shares.length > 1 ? `failed-requests-${i + 1}` : 'failed-requests',
      title: `Failed requests: ${laneName(series).replace(/^share of failed requests (?:at|of|to) /i, '')}`,
      caption: 'Share of the requests of each minute that the edge answered with an error.',
      unit: 'share',
      percent: true,
    });
    return chart === undefined ? [] : [chart];
  });
}

/** Restarts per minute. */
export function restartsChart(c: IncidentCase): BarsChart | undefined {
  return bars(c, 'restarts', 'count', {
    name: 'restarts',
    title: 'Container restarts per minute',
    caption: '',
    unit: 'restarts',
  });
}
