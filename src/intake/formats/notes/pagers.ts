import {
  dig,
  digFlag,
  digList,
  digNumber,
  digText,
  groupBy,
  isCredible,
  isObject,
  MILLISECOND,
  shift,
  stampOf,
  type Stamp,
} from '../../../base/index.js';
import type { AlertRecord, Locator, StatementRecord } from '../../../model/index.js';
import type { Format, ReadContext } from '../../format.js';
import { jsonHead } from '../../json-head.js';
import { everyJson, type JsonDocument } from '../json-spans.js';

/** A list under one of these names, or the document itself. */
function itemsOf(value: unknown, ...names: string[]): readonly unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  for (const name of names) if (Array.isArray(dig(value, name))) return digList(value, name);
  return isObject(value) ? names.flatMap((name) => (isObject(value[name]) ? [value[name]] : [])) : [];
}

/**
 * PagerDuty's REST API: incidents (what was paged, when it was acknowledged and resolved), log entries
 * (each of these steps for itself) and notes that people added.
 */
export const pagerDuty: Format = {
  id: 'pagerduty',
  title: 'PagerDuty incidents, log entries, notes',
  grammar: 'PagerDuty/api-schema reference/REST/openapiv3.json',
  samples: [
    '{"incidents":[{"incident_number":7,"title":"KubePodNotReady shop/web-0","status":"resolved","urgency":"high","created_at":"2026-07-01T19:40:00Z","resolved_at":"2026-07-01T20:10:00Z","last_status_change_at":"2026-07-01T20:10:00Z","service":{"summary":"shop"},"acknowledgements":[{"at":"2026-07-01T19:43:10Z","acknowledger":{"summary":"Alice"}}],"html_url":"https://x.pagerduty.com/incidents/Q1","id":"Q1"}],"limit":25}\n',
    '{"log_entries":[{"id":"R1","type":"trigger_log_entry","created_at":"2026-07-01T19:40:00Z","agent":{"summary":"Prometheus"},"channel":{"summary":"KubePodNotReady","type":"api"},"incident":{"id":"Q1","summary":"[#7] KubePodNotReady"}},{"id":"R2","type":"acknowledge_log_entry","created_at":"2026-07-01T19:43:10Z","agent":{"summary":"Alice"},"incident":{"id":"Q1","summary":"[#7] KubePodNotReady"}},{"id":"R3","type":"annotate_log_entry","created_at":"2026-07-01T19:50:00Z","agent":{"summary":"Alice"},"channel":{"summary":"rolled back web"},"incident":{"id":"Q1"}}]}\n',
  ],
  sniff(head) {
    const keys = jsonHead(head)?.keys;
    if (!keys) return 0;
    const has = (path: string): boolean =>
      keys.has(path) || keys.has(`incidents[].${path}`) || keys.has(`[].${path}`);
    if (has('incident_number') && has('created_at')) return 0.97;
    const type = keys.get('log_entries[].type') ?? keys.get('[].type') ?? '';
    const webhook = keys.get('event.event_type') ?? keys.get('messages[].event') ?? '';
    if (/^incident\.\w+$/.test(webhook)) return 0.97;
    return /_log_entry$/.test(type) ? 0.97 : 0;
  },
  open: (context) =>
    everyJson(context, (documents) => {
      const logs: unknown[] = [];
      const places = new Map<unknown, Locator>();
      for (const { value, locate } of documents) {
        const entries = itemsOf(value, 'log_entries', 'incidents', 'incident');
        for (const entry of entries.filter((e) => /_log_entry/.test(digText(e, 'type') ?? ''))) {
          logs.push(entry);
          places.set(entry, locate(entry));
        }
        for (const posted of webhooksIn(value)) {
          const entry = posted.entry;
          logs.push(entry);
          places.set(entry, locate(posted.message));
        }
        for (const incident of entries.filter((e) => dig(e, 'incident_number') !== undefined)) {
          const record = incidentOf(incident, locate(incident));
          if (record) context.emit(record);
        }
      }
      const nowhere: Locator = { source: context.source, offset: 0, length: 0 };
      for (const record of fromLog(logs, (entry) => places.get(entry) ?? nowhere)) context.emit(record);
    }),
};

/** What PagerDuty posts (webhooks of version 3 and 2), as the log entries that the API has of the same. */
function webhooksIn(value: unknown): readonly { readonly entry: unknown; readonly message: unknown }[] {
  const messages = Array.isArray(value) ? (value as unknown[]) : [value, ...digList(value, 'messages')];
  return messages.flatMap((message) => {
    const event = dig(message, 'event');
    const word = /^incident\.(trigger|acknowledge|resolve|annotate)/.exec(
      digText(event, 'event_type') ?? digText(message, 'event') ?? '',
    )?.[1];
    const about = dig(event, 'data') ?? dig(message, 'incident');
    if (word === undefined || !isObject(about)) return [];
    const said = word === 'annotate' ? digText(about, 'content') : undefined;
    const title = digText(about, 'title') ?? digText(about, 'incident', 'summary');
    const entry = {
      type: `${word}_log_entry`,
      created_at: digText(event, 'occurred_at') ?? digText(message, 'created_on'),
      agent: { summary: digText(event, 'agent', 'summary') },
      channel: { summary: said ?? title },
      incident: { id: digText(about, 'incident', 'id') ?? digText(about, 'id'), summary: title },
    };
    return [{ entry, message }];
  });
}

function incidentOf(value: unknown, evidence: Locator): AlertRecord | undefined {
  const name = digText(value, 'title') ?? digText(value, 'summary');
  const at = stampOf(dig(value, 'created_at'));
  if (name === undefined || !at) return undefined;
  const resolved = digText(value, 'status') === 'resolved';
  const ended = resolved
    ? (stampOf(dig(value, 'resolved_at')) ?? stampOf(dig(value, 'last_status_change_at')))
    : undefined;
  const acknowledged = earliest(
    digList(value, 'acknowledgements').flatMap((a) => stampOf(dig(a, 'at')) ?? []),
  );
  return pagerRecord('pagerduty', name, at, evidence, {
    acknowledged,
    ended,
    resolved,
    labels: {
      number: digNumber(value, 'incident_number'),
      service: digText(value, 'service', 'summary'),
      urgency: digText(value, 'urgency'),
    },
  });
}

/** Entries of one incident make one alert; notes are what a person said. */
function fromLog(
  logs: readonly unknown[],
  locate: (value: unknown) => Locator,
): (AlertRecord | StatementRecord)[] {
  const incidents = new Map<string, unknown[]>();
  const statements: StatementRecord[] = [];
  for (const entry of logs) {
    const at = stampOf(dig(entry, 'created_at'), 'D');
    const text = digText(entry, 'channel', 'summary') ?? digText(entry, 'channel', 'content');
    const author = digText(entry, 'agent', 'summary');
    if (digText(entry, 'type')?.startsWith('annotate') && at && text !== undefined) {
      statements.push({
        kind: 'statement',
        at,
        text,
        ...(author === undefined ? {} : { author }),
        evidence: locate(entry),
      });
    }
    const id = digText(entry, 'incident', 'id') ?? '';
    incidents.set(id, [...(incidents.get(id) ?? []), entry]);
  }
  const alerts = [...incidents.values()].flatMap((entries): AlertRecord[] => {
    const times = (type: string): Stamp | undefined =>
      earliest(
        entries.flatMap((e) =>
          digText(e, 'type')?.startsWith(type) ? (stampOf(dig(e, 'created_at')) ?? []) : [],
        ),
      );
    const trigger = entries.find((e) => digText(e, 'type')?.startsWith('trigger'));
    const at = times('trigger');
    const name = digText(trigger, 'channel', 'summary') ?? digText(trigger, 'incident', 'summary');
    if (!at || name === undefined) return [];
    const ended = times('resolve');
    return [
      pagerRecord('pagerduty', name, at, locate(trigger), {
        acknowledged: times('acknowledge'),
        ended,
        resolved: ended !== undefined,
        labels: {},
      }),
    ];
  });
  return [...alerts, ...statements];
}

/**
 * Opsgenie alerts. The report's times are milliseconds after creation.
 */
export const opsgenie: Format = {
  id: 'opsgenie',
  title: 'Opsgenie alerts',
  grammar: 'opsgenie/opsgenie-oas (Alert, AlertReport)',
  samples: [
    '{"data":[{"id":"70413a06","tinyId":"1791","alias":"x","message":"KubePodNotReady","status":"closed","acknowledged":true,"count":3,"createdAt":"2026-07-01T19:40:00.123Z","updatedAt":"2026-07-01T20:10:00Z","lastOccurredAt":"2026-07-01T19:55:00Z","source":"prometheus","owner":"alice@example.org","priority":"P1","tags":["shop"],"report":{"ackTime":190000,"closeTime":1800000,"acknowledgedBy":"alice@example.org","closedBy":"alice@example.org"}}],"took":0.1,"requestId":"r"}\n',
  ],
  sniff(head) {
    const keys = jsonHead(head)?.keys;
    const has = (path: string): boolean =>
      ['', 'data[].', 'data.', '[].'].some((at) => keys?.has(at + path) === true);
    const isWebhook = keys?.has('action') === true && keys.has('alert.alertId');
    const isLog =
      keys?.has('data[].log') === true && keys.has('data[].owner') && keys.has('data[].createdAt');
    return (has('tinyId') && has('createdAt')) || isWebhook || isLog ? 0.97 : 0;
  },
  open: (context) =>
    everyJson(context, (documents) => {
      for (const record of opsgenieWebhooks(documents)) context.emit(record);
      for (const document of documents) readOpsgenie(document, context);
    }),
};

/** The answer of the API: alerts, or what was done with one. */
function readOpsgenie({ value, locate }: JsonDocument, context: ReadContext): void {
  for (const entry of digList(value, 'data')) {
    const text = digText(entry, 'log');
    const at = stampOf(dig(entry, 'createdAt'), 'D');
    const author = digText(entry, 'owner');
    if (text === undefined || at === undefined) continue;
    context.emit({
      kind: 'statement',
      at,
      text,
      ...(author === undefined ? {} : { author }),
      evidence: locate(entry),
    });
  }
  const items = dig(value, 'tinyId') === undefined ? itemsOf(value, 'data') : [value];
  for (const item of items) {
    const name = digText(item, 'message');
    const at = stampOf(dig(item, 'createdAt'));
    if (name === undefined || !at) continue;
    const after = (key: string): Stamp | undefined => {
      const ms = digNumber(item, 'report', key);
      return ms === undefined || ms <= 0 ? undefined : shift(at, Math.round(ms * MILLISECOND));
    };
    const resolved = digText(item, 'status') === 'closed';
    context.emit(
      pagerRecord('opsgenie', name, at, locate(item), {
        acknowledged: digFlag(item, 'acknowledged') === false ? undefined : after('ackTime'),
        ended: resolved ? (after('closeTime') ?? stampOf(dig(item, 'updatedAt'))) : undefined,
        resolved,
        labels: {
          priority: digText(item, 'priority'),
          source: digText(item, 'source'),
          alias: digText(item, 'alias'),
        },
      }),
    );
  }
}

/** What Opsgenie posts of an alert: created, acknowledged, closed. Its times are numbers, of milliseconds or nanoseconds. */
function opsgenieWebhooks(documents: readonly JsonDocument[]): readonly AlertRecord[] {
  const steps = documents.flatMap(({ value, locate }) =>
    isObject(dig(value, 'alert')) && digText(value, 'action') !== undefined
      ? [{ value, at: locate(value) }]
      : [],
  );
  const alerts = groupBy(steps, ({ value }) => digText(value, 'alert', 'alertId') ?? '');
  return [...alerts.values()].flatMap((own): AlertRecord[] => {
    const [first] = own;
    const name = digText(first?.value, 'alert', 'message');
    const at = numbered(dig(first?.value, 'alert', 'createdAt'));
    if (first === undefined || name === undefined || at === undefined) return [];
    const when = (action: string): Stamp | undefined => {
      const step = own.find(({ value }) => digText(value, 'action') === action)?.value;
      return step === undefined ? undefined : numbered(dig(step, 'alert', 'updatedAt'));
    };
    const ended = when('Close');
    const labels = {
      priority: digText(first.value, 'alert', 'priority'),
      source: digText(first.value, 'alert', 'source'),
    };
    const parts = { acknowledged: when('Acknowledge'), ended, resolved: ended !== undefined, labels };
    return [pagerRecord('opsgenie', name, at, first.at, parts)];
  });
}

/** 1782934560000, 1782934560000000000 */
function numbered(value: unknown): Stamp | undefined {
  if (typeof value !== 'number') return stampOf(value);
  const ms = value > 1e16 ? value / 1e6 : value;
  const lo = Math.round(ms) * MILLISECOND;
  return isCredible(lo) ? { lo, hi: lo + MILLISECOND, grade: 'A' } : undefined;
}

interface PagerParts {
  readonly acknowledged: Stamp | undefined;
  readonly ended: Stamp | undefined;
  readonly resolved: boolean;
  readonly labels: Readonly<Record<string, string | number | undefined>>;
}

/** An alert as a pager keeps it. */
export function pagerRecord(
  system: string,
  name: string,
  at: Stamp,
  evidence: Locator,
  parts: PagerParts,
): AlertRecord {
  const labels = Object.entries(parts.labels).flatMap(([k, v]) => (v === undefined ? [] : [[k, String(v)]]));
  return {
    kind: 'alert',
    name,
    labels: Object.fromEntries(labels) as Record<string, string>,
    annotations: {},
    at,
    state: parts.resolved ? 'resolved' : 'firing',
    receivers: [system],
    system,
    ...(parts.acknowledged ? { acknowledged: parts.acknowledged } : {}),
    ...(parts.ended ? { ended: parts.ended } : {}),
    evidence,
  };
}

function earliest(stamps: readonly Stamp[]): Stamp | undefined {
  return stamps.reduce<Stamp | undefined>((a, b) => (a && a.lo <= b.lo ? a : b), undefined);
}
