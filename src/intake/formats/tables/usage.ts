import type { Stamp } from '../../../base/index.js';
import type { Locator, MetricRecord } from '../../../model/index.js';
import { compact, printed } from '../kubectl/shape.js';
import type { Cells } from './columns.js';

/**
 * `kubectl top`: the newest sample of metrics-server, a minute old at most. Kept under the names of the
 * resource metrics API's own exposition (kubelet /metrics/resource).
 */
export function usageRecords(
  cells: Cells,
  namespace: string | undefined,
  captured: Stamp | undefined,
  evidence: Locator,
): MetricRecord[] {
  const node = cells['CPU%'] !== undefined || cells['CPU(%)'] !== undefined;
  const subject = node ? 'node' : 'pod';
  const name = cells['POD'] ?? cells['NAME'] ?? '';
  const container = cells['POD'] === undefined ? undefined : cells['NAME'];
  const where = node ? undefined : (printed(cells['NAMESPACE']) ?? namespace);
  const labels = compact({ namespace: where, [subject]: name, container }) as Record<string, string>;
  const at = captured?.hi ?? 0;
  const record = (metric: string, value: number | undefined): MetricRecord[] =>
    value === undefined ? [] : [{ kind: 'metric', name: metric, labels, points: [[at, value]], evidence }];
  return [
    ...record(`${subject}_cpu_usage_cores`, cores(cells['CPU(cores)'])),
    ...record(`${subject}_memory_working_set_bytes`, bytes(cells['MEMORY(bytes)'])),
    ...record(`${subject}_cpu_usage_percent`, percent(cells['CPU%'] ?? cells['CPU(%)'])),
    ...record(`${subject}_memory_usage_percent`, percent(cells['MEMORY%'] ?? cells['MEMORY(%)'])),
  ];
}

function cores(text: string | undefined): number | undefined {
  const m = /^(\d+)(m?)$/.exec(text ?? '');
  return m ? Number(m[1]) / (m[2] === 'm' ? 1000 : 1) : undefined;
}

const UNITS: Readonly<Record<string, number>> = { '': 1, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };

function bytes(text: string | undefined): number | undefined {
  const m = /^(\d+)([KMGT]i)?$/.exec(text ?? '');
  return m ? Number(m[1]) * (UNITS[m[2] ?? ''] ?? 1) : undefined;
}

function percent(text: string | undefined): number | undefined {
  const m = /^(\d+)%$/.exec(text ?? '');
  return m ? Number(m[1]) : undefined;
}
