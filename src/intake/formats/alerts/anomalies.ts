import { digList, digNumber, digText, isObject } from '../../../base/index.js';
import { seenAt } from '../captured.js';
import type { AlertRecord, Locator, ReportRecord } from '../../../model/index.js';
import type { Format, ReadContext } from '../../format.js';
import { UNTIMED } from '../../hints.js';
import { jsonHead } from '../../json-head.js';
import { wholeJson } from '../json-spans.js';
import { zonedStamp, zoneOf } from '../local-time.js';

/**
 * The result of an anomaly check over metrics and requests: {"status","alerts":[{type, name, time_range,
 * evidence[]} | {url, entry_service, raw_error, occurrences}]}. The check looked at a window of time: the
 * anomaly was seen within it, when it began is not told.
 */
export const anomalyReport: Format = {
  id: 'anomaly-report',
  title: 'Report of an anomaly check',
  grammar: 'own',
  samples: [
    '{"status":"has_anomalies","alert_count":2,"alerts":[{"type":"Service","name":"cart","time_range":"2026-07-01 21:57:17 ~ 2026-07-01 21:59:12","status":"ABNORMAL","evidence":["LATENCY_DEGRADATION [Slow Response] | cart-p50latency: Normal=18.07ms -> Current=392.23ms (+2070.7%)"]},{"request_method":"POST","entry_service":"cart","url":"/api/v1/cart","occurrences":1,"raw_error":"HTTPError(\'500 Server Error\')"}]}\n',
    '{"status":"clean","message":"no errors found","alerts":[]}\n',
  ],
  deferred: true,
  sniff(head) {
    const keys = jsonHead(head)?.keys;
    if (!keys) return 0;
    if (keys.has('alerts[].time_range') || keys.has('alerts[].raw_error')) return 0.95;
    if (keys.has('alerts') && keys.has('status') && !keys.has('alerts[]')) return 0.8;
    // An empty object says nothing by itself: only a place for alerts makes it "no alerts".
    return keys.size === 0 && head.whole && head.text.trim() === '{}' && /alert/i.test(head.path) ? 0.5 : 0;
  },
  open: (context) =>
    wholeJson(context, ({ value, locate }) => {
      const alerts = digList(value, 'alerts');
      const newest = alerts
        .flatMap((a) => rangeOf(a, undefined)?.hi ?? [])
        .reduce((x, y) => Math.max(x, y), -Infinity);
      const zone = zoneOf(context, Number.isFinite(newest) ? newest : undefined);
      if (Number.isFinite(newest)) context.describe({ zone: zone ?? 'unknown' });
      for (const alert of alerts) {
        const records = [...anomaliesOf(alert, zone, locate(alert)), ...failedRequest(alert, locate(alert))];
        for (const record of records) context.emit(record);
      }
      if (alerts.length === 0) context.emit(nothing(value, context, locate(value)));
    }),
};

function nothing(value: unknown, context: ReadContext, evidence: Locator): ReportRecord {
  return {
    kind: 'report',
    topic: 'other',
    at: seenAt(context),
    data: { alerts: [] },
    text: digText(value, 'message') ?? 'no alerts',
    evidence,
  };
}

function rangeOf(
  alert: unknown,
  zone: string | undefined,
): { readonly lo: number; readonly hi: number } | undefined {
  const [from, to] = (digText(alert, 'time_range') ?? '').split(' ~ ');
  const a = zonedStamp(from ?? '', zone);
  const b = zonedStamp(to ?? '', zone);
  return a && b ? { lo: a.lo, hi: b.hi } : undefined;
}

/** One alert for each line of evidence, named by the class in capitals in front of it. */
function anomaliesOf(alert: unknown, zone: string | undefined, evidence: Locator): AlertRecord[] {
  const window = rangeOf(alert, zone);
  const kind = (digText(alert, 'entity_type') ?? digText(alert, 'type') ?? '').toLowerCase();
  const subject = digText(alert, 'entity_name') ?? digText(alert, 'name');
  if (!window || subject === undefined) return [];
  return digList(alert, 'evidence').flatMap((text): AlertRecord[] => {
    if (typeof text !== 'string') return [];
    const name = /^([A-Z][A-Z0-9_]+)/.exec(text)?.[1] ?? digText(alert, 'metric_category') ?? 'anomaly';
    return [
      {
        kind: 'alert',
        name,
        labels: kind === '' ? { subject } : { [kind]: subject },
        annotations: { description: text },
        at: { ...window, grade: 'B' },
        state: 'firing',
        receivers: [],
        system: 'anomaly-check',
        evidence,
      },
    ];
  });
}

/** A request that the check made or saw fail; when, it does not say. */
function failedRequest(alert: unknown, evidence: Locator): AlertRecord[] {
  const error = digText(alert, 'raw_error');
  if (!isObject(alert) || error === undefined) return [];
  const service = digText(alert, 'entry_service');
  const path = digText(alert, 'url');
  const occurrences = digNumber(alert, 'occurrences');
  return [
    {
      kind: 'alert',
      name: 'RequestFailed',
      labels: {
        ...(service === undefined ? {} : { service }),
        ...(path === undefined ? {} : { path }),
        ...(occurrences === undefined ? {} : { occurrences: String(occurrences) }),
      },
      annotations: { description: error },
      at: UNTIMED,
      state: 'firing',
      receivers: [],
      system: 'anomaly-check',
      evidence,
    },
  ];
}
