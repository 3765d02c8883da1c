import type { ChartConfiguration } from 'chart.js';
import { unreachable } from '../../../base/index.js';
import type { ChartSpec } from '../../charts/chart.js';
import { bars } from './bars.js';
import { lanes } from './lanes.js';
import { ranges } from './ranges.js';

/** Height of the picture in pixels: what the content needs. */
export function chartHeight(chart: ChartSpec): number {
  switch (chart.kind) {
    case 'lanes':
      return 116 + chart.lanes.length * 38;
    case 'bars':
      return 296;
    case 'ranges':
      return 90 + chart.rows.length * 30;
    default:
      return unreachable(chart);
  }
}

/** The configuration of a chart at a number of device pixels per pixel. */
export function chartConfiguration(chart: ChartSpec, scale: number): ChartConfiguration {
  switch (chart.kind) {
    case 'lanes':
      return lanes(chart, scale);
    case 'bars':
      return bars(chart, scale);
    case 'ranges':
      return ranges(chart, scale);
    default:
      return unreachable(chart);
  }
}
