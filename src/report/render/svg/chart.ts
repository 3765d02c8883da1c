import { unreachable } from '../../../base/index.js';
import type { ChartSpec } from '../../charts/chart.js';
import { barsSvg } from './bars.js';
import { lanesSvg } from './lanes.js';
import { rangesSvg } from './ranges.js';

/** A chart as inline SVG at a width in pixels; colours come from the page's classes. */
export function chartSvg(chart: ChartSpec, width: number, id: string): string {
  switch (chart.kind) {
    case 'lanes':
      return lanesSvg(chart, width, id);
    case 'bars':
      return barsSvg(chart, width);
    case 'ranges':
      return rangesSvg(chart, width);
    default:
      return unreachable(chart);
  }
}
