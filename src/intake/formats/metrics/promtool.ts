import { SECOND } from '../../../base/index.js';
import type { Format, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { spanOf, wholeLines } from '../whole-text.js';
import { seriesNames } from './series.js';

/** `promtool query instant` and `range`: "up{job="web"} => 1 @[1782933600]", the samples of a range below each other. */
export const promtoolQuery: Format = {
  id: 'promtool-query',
  title: 'promtool query',
  grammar: 'prometheus/common model (Sample.String, SampleStream.String)',
  samples: [
    'up{instance="10.0.0.1:9100", job="node"} => 1 @[1782933600.5]\nup{instance="10.0.0.2:9100", job="node"} => 0 @[1782933600.5]\n',
    'up{instance="10.0.0.2:9100", job="node"} =>\n1 @[1782933600]\n0 @[1782933660]\n',
  ],
  sniff({ lines }) {
    const [first = '', second = ''] = lines.filter((line) => line.trim() !== '');
    const series = SERIES.exec(first);
    return series !== null && (series[2] !== '' || POINT.test(second)) ? 0.95 : 0;
  },
  open: (context) =>
    wholeLines(context, (lines) => {
      emit(groupsOf(lines), context);
    }),
};

const SERIES = /^([a-zA-Z_:][\w:]*(?:\{.*\})?|\{.*\}) =>\s*(.*)$/;
const POINT = /^(\S+) @\[(\d+(?:\.\d+)?)\]$/;

interface Group {
  readonly selector: string;
  readonly points: [number, number][];
  readonly first: Line;
  last: Line;
}

function emit(groups: readonly Group[], context: ReadContext): void {
  for (const { selector, points, first, last } of groups) {
    const [series] = seriesNames([selector]);
    if (series === undefined || points.length === 0) continue;
    context.emit({ kind: 'metric', ...series, points, evidence: spanOf(context, first, last) });
  }
}

function groupsOf(lines: readonly Line[]): readonly Group[] {
  const groups: Group[] = [];
  for (const line of lines) {
    const series = SERIES.exec(line.text);
    if (series !== null) groups.push({ selector: series[1] ?? '', points: [], first: line, last: line });
    const open = groups.at(-1);
    const point = POINT.exec((series?.[2] ?? line.text).trim());
    const value = Number(point?.[1]);
    if (open === undefined || point === null || !Number.isFinite(value)) continue;
    open.points.push([Math.round(Number(point[2]) * SECOND), value]);
    open.last = line;
  }
  return groups;
}

/** `promtool tsdb dump`: a line for each sample, with the time in milliseconds. */
export const promtoolDump: Format = {
  id: 'promtool-dump',
  title: 'promtool tsdb dump',
  grammar: 'prometheus cmd/promtool/tsdb.go (dumpSamples, formatSeriesSet): "%s %g %d\\n"',
  samples: [
    '{__name__="up", instance="10.0.0.1:9100", job="node"} 1 1782933600500\n{__name__="up", instance="10.0.0.1:9100", job="node"} 0 1782933660500\n{__name__="up", instance="10.0.0.2:9100", job="node"} 1 1782933600500\n',
  ],
  sniff({ lines, whole }) {
    const filled = (whole ? lines : lines.slice(0, -1)).filter((line) => line.trim() !== '');
    return filled.length > 0 && filled.every((line) => SAMPLE.test(line)) ? 0.97 : 0;
  },
  open: (context) =>
    wholeLines(context, (lines) => {
      emit(dumped(lines), context);
    }),
};

const SAMPLE = /^(\{__name__="[^"]+".*\}) (\S+) (-?\d{1,16})$/;

function dumped(lines: readonly Line[]): readonly Group[] {
  const groups: Group[] = [];
  for (const line of lines) {
    const [, selector, text, time] = SAMPLE.exec(line.text) ?? [];
    if (selector === undefined) continue;
    let open = groups.at(-1);
    if (open?.selector !== selector) {
      open = { selector, points: [], first: line, last: line };
      groups.push(open);
    }
    open.last = line;
    const value = Number(text);
    if (Number.isFinite(value)) open.points.push([Number(time) * 1000, value]);
  }
  return groups;
}
