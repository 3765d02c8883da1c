import { groupBy } from '../../../base/index.js';

/** What a column of a metrics table holds. */
export interface SeriesName {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A series as Prometheus writes it, which Grafana puts over a column that has no legend: up{pod="web-0"}. */
const SELECTOR = /^(?<name>[a-zA-Z_:][\w:. -]*?)?\s*\{(?<labels>[^{}]*)\}$/;
const LABEL = /([a-zA-Z_]\w*)\s*[=:]\s*"((?:[^"\\]|\\.)*)"/g;
/** What tells one pod from the next is no metric: the ordinal, the five letters that Kubernetes draws. */
const POD_TAIL = /^(?:\d+|[bcdfghjklmnpqrstvwxz2456789]{5})$/;

/**
 * Names of the series in columns: by the labels in the header; else a column "cart-cpu" is cut at its last dash when
 * the part behind it names a metric that several columns have, or one of several of the same subject.
 */
export function seriesNames(columns: readonly string[]): readonly SeriesName[] {
  const cut = columns.map((column) => {
    const parts = /^(.+)-([^-]+)$/.exec(column);
    return parts === null || POD_TAIL.test(parts[2] ?? '') ? undefined : parts;
  });
  const metrics = groupBy(cut, (m) => m?.[2] ?? '');
  const subjects = groupBy(cut, (m) => m?.[1] ?? '');
  return columns.map((column, i): SeriesName => {
    const said = selectorOf(column);
    if (said !== undefined) return said;
    const [, subject, name] = cut[i] ?? [];
    if (subject === undefined || name === undefined) return { name: column, labels: {} };
    const usable = (metrics.get(name)?.length ?? 0) > 1 || (subjects.get(subject)?.length ?? 0) > 1;
    return usable ? { name, labels: { subject } } : { name: column, labels: {} };
  });
}

function selectorOf(column: string): SeriesName | undefined {
  const groups = SELECTOR.exec(column)?.groups;
  if (groups === undefined) return undefined;
  const pairs = [...(groups['labels'] ?? '').matchAll(LABEL)].map((m) => [m[1] ?? '', m[2] ?? ''] as const);
  if (pairs.length === 0) return undefined;
  const { __name__: own, ...labels } = Object.fromEntries(pairs);
  return { name: groups['name'] ?? own ?? 'value', labels };
}
