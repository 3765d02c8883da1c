import {
  dig,
  digList,
  digNumber,
  digObject,
  digStrings,
  digText,
  isObject,
  MILLISECOND,
  MINUTE,
  SECOND,
  stampOf,
  type Stamp,
} from '../../../base/index.js';
import type { AlertRecord, Locator } from '../../../model/index.js';
import type { Format } from '../../format.js';
import { jsonHead } from '../../json-head.js';
import { wholeJson, type JsonDocument } from '../json-spans.js';
import { stateOf } from './alert.js';

/**
 * Answers of the Prometheus HTTP API: {"status":"success","data":...}. /api/v1/rules holds the installed
 * alerting rules and their alerts (activeAt is when the condition began, before "for" ran out);
 * /api/v1/alerts the alerts alone; query and query_range series.
 */

function head(paths: readonly string[], score: number): Format['sniff'] {
  return (h) => {
    const keys = jsonHead(h)?.keys;
    const sound = keys !== undefined && (keys.get('status') === 'success' || keys.has('data'));
    return sound && paths.every((p) => keys.has(p)) ? score : 0;
  };
}

/** /api/v1/rules */
export const prometheusRules: Format = {
  id: 'prometheus-rules',
  title: 'Prometheus rules',
  grammar: 'prometheus/prometheus web/api/v1/api.go (rules)',
  samples: [
    '{"status":"success","data":{"groups":[{"name":"pods","file":"/etc/rules.yaml","interval":30,"rules":[{"state":"firing","name":"KubePodNotReady","query":"sum by (pod) (kube_pod_status_phase{phase=\\"Pending\\"}) > 0","duration":900,"labels":{"severity":"warning"},"annotations":{"summary":"not ready"},"alerts":[{"labels":{"alertname":"KubePodNotReady","namespace":"shop","pod":"web-0"},"annotations":{},"state":"firing","activeAt":"2026-07-01T19:10:00.123456789Z","value":"1e+00"}],"health":"ok","type":"alerting"},{"name":"job:up","query":"up","type":"recording"}]}]}}\n',
  ],
  sniff: (h) => (/"rules"\s*:/.test(h.text) ? head(['data.groups'], 0.97)(h) : 0),
  open: (context) =>
    wholeJson(context, (document) => {
      for (const group of digList(document.value, 'data', 'groups')) {
        for (const rule of digList(group, 'rules')) {
          if (digText(rule, 'type') === 'recording') continue;
          const name = digText(rule, 'name');
          if (name === undefined) continue;
          const wait = Math.round((digNumber(rule, 'duration') ?? 0) * SECOND);
          context.emit({
            kind: 'alert-rule',
            name,
            expression: digText(rule, 'query') ?? '',
            wait,
            labels: digStrings(rule, 'labels'),
            evidence: document.locate(rule),
          });
          for (const alert of digList(rule, 'alerts')) {
            const record = activeAlert(alert, wait, document.locate(alert), name);
            if (record) context.emit(record);
          }
        }
      }
    }),
};

/** /api/v1/alerts */
export const prometheusAlerts: Format = {
  id: 'prometheus-alerts',
  title: 'Prometheus alerts',
  grammar: 'prometheus/prometheus web/api/v1/api.go (alerts)',
  samples: [
    '{"status":"success","data":{"alerts":[{"labels":{"alertname":"TargetDown","job":"web"},"annotations":{},"state":"pending","activeAt":"2026-07-01T19:10:00Z","value":"1e+00"}]}}\n',
  ],
  sniff: head(['data.alerts'], 0.97),
  open: (context) =>
    wholeJson(context, ({ value, locate }) => {
      for (const alert of digList(value, 'data', 'alerts')) {
        const record = activeAlert(alert, undefined, locate(alert));
        if (record) context.emit(record);
      }
    }),
};

/**
 * activeAt is the beginning of the condition; the alert fires `wait` later. Where the rule is not known,
 * all that is sure of a firing alert is that it fired after activeAt.
 */
function activeAlert(
  alert: unknown,
  wait: number | undefined,
  evidence: Locator,
  rule?: string,
): AlertRecord | undefined {
  if (!isObject(alert)) return undefined;
  const labels = digStrings(alert, 'labels');
  const name = labels['alertname'] ?? rule;
  const active = stampOf(alert['activeAt']);
  if (name === undefined || !active) return undefined;
  const state = stateOf(digText(alert, 'state'));
  const fires: Stamp =
    wait === undefined
      ? { ...active, grade: 'C' }
      : { lo: active.lo + wait, hi: active.hi + wait, grade: wait === 0 ? 'A' : 'B' };
  return {
    kind: 'alert',
    name,
    labels,
    annotations: digStrings(alert, 'annotations'),
    at: state === 'pending' ? active : fires,
    pendingSince: active,
    state,
    receivers: [],
    system: 'prometheus',
    evidence,
  };
}

/** Instant and range queries. */
export const prometheusQuery: Format = {
  id: 'prometheus-query',
  title: 'Prometheus query result',
  grammar: 'prometheus/prometheus web/api/v1/api.go (query, query_range)',
  samples: [
    '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up","job":"web"},"values":[[1782933600,"1"],[1782933630,"0"]]},{"metric":{"__name__":"ALERTS","alertname":"TargetDown","alertstate":"pending","job":"web"},"values":[[1782933660,"1"],[1782933690,"1"]]},{"metric":{"__name__":"ALERTS","alertname":"TargetDown","alertstate":"firing","job":"web"},"values":[[1782933720,"1"],[1782933750,"1"]]}]}}\n',
    '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"up","job":"web"},"value":[1782933600.5,"1"]}]}}\n',
  ],
  sniff: (h) => {
    const keys = jsonHead(h)?.keys;
    const isPanel = keys !== undefined && /"frames"\s*:/.test(h.text) && /"schema"\s*:/.test(h.text);
    return isPanel && keys.has('results') ? 0.96 : head(['data.resultType', 'data.result'], 0.97)(h);
  },
  open: (context) =>
    wholeJson(context, (document) => {
      const asked = digList(document.value, 'data', 'result').flatMap((s) => seriesOf(s, document));
      const series = [...asked, ...framesOf(document)];
      for (const { labels, points, evidence } of series) {
        const { __name__: name = stemOf(context.path), ...rest } = labels;
        if (name !== 'ALERTS') context.emit({ kind: 'metric', name, labels: rest, points, evidence });
      }
      for (const record of alertsFrom(series)) context.emit(record);
    }),
};

/** What an expression computes has no name of its own; who saves its answer names the file after it. */
function stemOf(path: string): string {
  return /([^/]+?)(?:\.[a-z]+)*$/.exec(path)?.[1] ?? '';
}

interface SampleSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly (readonly [number, number])[];
  readonly evidence: Locator;
}

function seriesOf(series: unknown, document: JsonDocument): SampleSeries[] {
  const values = digList(series, 'values');
  const one = dig(series, 'value');
  const points = (values.length > 0 ? values : [one]).flatMap((pair): [number, number][] => {
    const [at, value] = [dig(pair, 0), dig(pair, 1)];
    if (typeof at !== 'number' || (typeof value !== 'string' && typeof value !== 'number')) return [];
    const number = Number(value);
    return Number.isFinite(number) ? [[Math.round(at * SECOND), number]] : [];
  });
  return points.length === 0
    ? []
    : [{ labels: digStrings(series, 'metric'), points, evidence: document.locate(series) }];
}

/** What a panel of Grafana asked for (/api/ds/query, the panel's inspector): a column of times, and one for each series. */
function framesOf(document: JsonDocument): SampleSeries[] {
  const results = Object.values(digObject(document.value, 'results') ?? {});
  return results
    .flatMap((result) => digList(result, 'frames'))
    .flatMap((frame): SampleSeries[] => {
      const fields = digList(frame, 'schema', 'fields');
      const columns = digList(frame, 'data', 'values');
      const time = fields.findIndex((field) => digText(field, 'type') === 'time');
      const times = columns[time];
      if (!Array.isArray(times)) return [];
      return fields.flatMap((field, i): SampleSeries[] => {
        const values = columns[i];
        if (digText(field, 'type') !== 'number' || !Array.isArray(values)) return [];
        const points = values.flatMap((value: unknown, n): [number, number][] => {
          const at: unknown = times[n];
          return typeof value === 'number' && typeof at === 'number'
            ? [[Math.round(at * MILLISECOND), value]]
            : [];
        });
        const said = digText(field, 'config', 'displayNameFromDS') ?? digText(frame, 'schema', 'name');
        const labels = { ...(said === undefined ? {} : { __name__: said }), ...digStrings(field, 'labels') };
        return points.length === 0 ? [] : [{ labels, points, evidence: document.locate(frame) }];
      });
    });
}

/** The step where a result has one sample of everything: the longest that rules are evaluated at. */
const MAX_STEP = 5 * MINUTE;
/** A pause longer than this many steps between samples is an end of the alert. */
const STEPS = 2.5;

/**
 * The ALERTS series is 1 while an alert is pending or fires. Its first sample comes within one step of
 * the change: the change lies between the step before and that sample.
 */
function alertsFrom(series: readonly SampleSeries[]): AlertRecord[] {
  const newest = series.reduce((at, s) => Math.max(at, s.points.at(-1)?.[0] ?? 0), 0);
  const common = series.reduce((step, s) => Math.min(step, stepOf(s.points) || MAX_STEP), MAX_STEP);
  const alerts = series.filter((s) => s.labels['__name__'] === 'ALERTS');
  return alerts
    .filter((s) => s.labels['alertstate'] === 'firing')
    .flatMap((s) => {
      const step = stepOf(s.points) || common;
      return stretches(s.points, step).map(([from, to]): AlertRecord => {
        const labels = Object.fromEntries(
          Object.entries(s.labels).filter(([k]) => k !== '__name__' && k !== 'alertstate'),
        );
        const pending = pendingBefore(alerts, labels, from, step);
        const last = to + step * STEPS >= newest;
        return {
          kind: 'alert',
          name: s.labels['alertname'] ?? '',
          labels,
          annotations: {},
          at: { lo: from - step, hi: from, grade: 'B' },
          state: last ? 'firing' : 'resolved',
          receivers: [],
          system: 'prometheus',
          ...(pending ? { pendingSince: pending } : {}),
          ...(last ? {} : { ended: { lo: to, hi: to + step, grade: 'B' } }),
          evidence: s.evidence,
        };
      });
    });
}

function stepOf(points: SampleSeries['points']): number {
  const gaps = points.slice(1).map(([at], i) => at - (points[i]?.[0] ?? at));
  return gaps.reduce((least, gap) => (least === 0 ? gap : Math.min(least, gap)), 0);
}

function stretches(points: SampleSeries['points'], step: number): [number, number][] {
  const out: [number, number][] = [];
  for (const [at] of points) {
    const open = out.at(-1);
    if (open && at - open[1] <= step * STEPS) open[1] = at;
    else out.push([at, at]);
  }
  return out;
}

function pendingBefore(
  alerts: readonly SampleSeries[],
  labels: Readonly<Record<string, string>>,
  fired: number,
  step: number,
): Stamp | undefined {
  const id = Object.entries(labels);
  const pending = alerts.find(
    (s) =>
      s.labels['alertstate'] === 'pending' &&
      id.every(([k, v]) => s.labels[k] === v) &&
      Object.keys(s.labels).length === id.length + 2,
  );
  if (!pending) return undefined;
  const own = stepOf(pending.points) || step;
  const before = stretches(pending.points, own).filter(([, to]) => to <= fired && fired - to <= own * STEPS);
  const from = before.at(-1)?.[0];
  return from === undefined ? undefined : { lo: from - own, hi: from, grade: 'B' };
}
