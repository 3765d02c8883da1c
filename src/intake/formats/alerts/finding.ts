import { parse } from 'yaml';
import {
  dig,
  digList,
  digNumber,
  digStrings,
  digText,
  isObject,
  MILLISECOND,
  type Stamp,
} from '../../../base/index.js';
import {
  kindOfResource,
  ref,
  type AlertRecord,
  type EventRecord,
  type Locator,
  type Ref,
} from '../../../model/index.js';
import type { Format, ReadContext } from '../../format.js';
import { UNTIMED } from '../../hints.js';
import { jsonHead } from '../../json-head.js';
import { zonedStamp } from '../local-time.js';
import { wholeBytes } from '../whole-text.js';
import { alertOf } from './alert.js';

/**
 * A finding of an alert enricher (Robusta and what works beside it): one alert with its subject, as JSON
 * or YAML. The finding itself (aggregation_key, subject_name), the wrapped Alertmanager alert (raw), or
 * the request to look into it (subject, context.issue_type). "evidence" may hold a table of the
 * subject's events with times in epoch milliseconds.
 */
export const alertFinding: Format = {
  id: 'alert-finding',
  title: 'Finding of an alert enricher',
  grammar:
    'robusta-dev/robusta src/robusta/core/reporting/base.py (Finding); robusta-dev/holmesgpt holmes/core/issue.py',
  samples: [
    '{"id":"f1","description":"The node was low on resource: ephemeral-storage.","source":"kubernetes_api_server","subject_type":"pod","subject_name":"queue-0","subject_namespace":"shop","creation_date":"2026-07-01 10:52:16.635001","title":"Evicted Warning for Pod shop/queue-0","aggregation_key":"PodLifecycleWarning","finding_type":"issue","labels":{},"annotations":{},"evidence":[{"type":"table","data":{"headers":["reason","type","time","message"],"rows":[["Evicted","Warning",1782903136000.0,"The node was low on resource: ephemeral-storage."]]}}]}\n',
    "aggregation_key: KubePodNotReady\nannotations:\n  summary: Pod has been in a non-ready state.\nfinding_type: issue\nlabels:\n  alertname: KubePodNotReady\n  namespace: shop\nstarts_at: '2026-07-01T06:06:27.153+00:00'\nsubject_name: web-0\nsubject_namespace: shop\nsubject_type: pod\n",
    '{"id":"4c","name":"KubePodNotReady","source_type":"prometheus","raw":{"status":"active","labels":{"alertname":"KubePodNotReady","namespace":"shop","pod":"web-0"},"annotations":{},"startsAt":"2026-07-01 08:40:27.669000+00:00","endsAt":"2026-07-01 09:17:27.669000+00:00"}}\n',
    '{"source":"prometheus","title":"JobFailure","description":"","subject":{"name":"import","namespace":"shop","kind":"job"},"context":{"issue_type":"JobFailure"}}\n',
  ],
  sniff(head) {
    const keys = jsonHead(head)?.keys;
    if (keys) {
      if (keys.has('raw.labels') && keys.has('raw.startsAt')) return 0.97;
      if (keys.has('subject_name') && (keys.has('aggregation_key') || keys.has('finding_type'))) return 0.97;
      return keys.has('subject') && keys.has('context.issue_type')
        ? 0.97
        : keys.has('subject.name') && keys.has('title')
          ? 0.9
          : 0;
    }
    return /^aggregation_key: \S/m.test(head.text) && /^subject_(?:name|type): \S/m.test(head.text)
      ? 0.97
      : 0;
  },
  open: (context) =>
    wholeBytes(context, (bytes) => {
      const value = documentOf(bytes.toString('utf8'), context);
      const evidence = { source: context.source, offset: 0, length: bytes.length, line: 1 };
      if (!isObject(value)) return;
      const alert =
        alertOf(value['raw'], evidence) ?? findingOf(value, evidence) ?? requestOf(value, evidence);
      if (alert) context.emit(alert);
      for (const event of eventsOf(value, evidence)) context.emit(event);
    }),
};

function documentOf(text: string, context: ReadContext): unknown {
  try {
    // JSON is YAML; aliases are not used and would let a small text grow without bound.
    return parse(text.replace(/^\ufeff/, ''), { maxAliasCount: 0 }) as unknown;
  } catch (error) {
    context.problem({
      message: `no document can be read: ${error instanceof Error ? error.message.split('\n')[0] : ''}`,
    });
    return undefined;
  }
}

function findingOf(value: Readonly<Record<string, unknown>>, evidence: Locator): AlertRecord | undefined {
  const name = digText(value, 'aggregation_key') ?? digText(value, 'title');
  if (name === undefined || digText(value, 'subject_name') === undefined) return undefined;
  const about = subjectOf(value);
  const time = (key: string): Stamp | undefined => zonedStamp(digText(value, key) ?? '', 'UTC');
  const at = time('starts_at') ?? time('creation_date') ?? UNTIMED;
  const ended = time('ends_at');
  const title = digText(value, 'title');
  const description = digText(value, 'description');
  return {
    kind: 'alert',
    name,
    labels: { ...digStrings(value, 'labels'), ...labelsFor(about) },
    annotations: {
      ...digStrings(value, 'annotations'),
      ...(title === undefined ? {} : { title }),
      ...(description === undefined ? {} : { description }),
    },
    at,
    state: ended ? 'resolved' : 'firing',
    ...(ended ? { ended } : {}),
    receivers: [],
    system: digText(value, 'source') ?? 'robusta',
    evidence,
  };
}

function requestOf(value: Readonly<Record<string, unknown>>, evidence: Locator): AlertRecord | undefined {
  const name = digText(value, 'context', 'issue_type') ?? digText(value, 'title');
  const description = digText(value, 'description');
  if (name === undefined) return undefined;
  return {
    kind: 'alert',
    name,
    labels: labelsFor(subjectOf(value)),
    annotations: description === undefined ? {} : { description },
    at: UNTIMED,
    state: 'firing',
    receivers: [],
    system: digText(value, 'source') ?? 'unknown',
    evidence,
  };
}

function subjectOf(value: unknown): Ref | undefined {
  const name = digText(value, 'subject_name') ?? digText(value, 'subject', 'name');
  const kind =
    digText(value, 'subject_type') ??
    digText(value, 'subject', 'kind') ??
    digText(value, 'subject', 'subject_type');
  if (name === undefined || kind === undefined || kind === 'none') return undefined;
  const namespace = digText(value, 'subject_namespace') ?? digText(value, 'subject', 'namespace');
  return ref(kindOfResource(kind), namespace, name);
}

/** Labels under the names that Prometheus rules use for a subject. */
function labelsFor(about: Ref | undefined): Record<string, string> {
  if (about === undefined) return {};
  const key = about.kind === 'Job' ? 'job_name' : about.kind.toLowerCase();
  return { ...(about.namespace === undefined ? {} : { namespace: about.namespace }), [key]: about.name };
}

/** Tables "reason, type, time, message" anywhere in the evidence, also inside JSON written as text. */
function eventsOf(value: unknown, evidence: Locator): EventRecord[] {
  const about = subjectOf(value);
  if (about === undefined) return [];
  return tablesIn(dig(value, 'evidence'), 0).flatMap((table) => {
    const headers = digList(table, 'headers');
    const column = (name: string): number => headers.indexOf(name);
    if (!['reason', 'type', 'time', 'message'].every((h) => headers.includes(h))) return [];
    return digList(table, 'rows').flatMap((row): EventRecord[] => {
      const ms = digNumber(row, column('time'));
      const reason = digText(row, column('reason'));
      if (ms === undefined || reason === undefined) return [];
      const lo = Math.floor(ms * MILLISECOND);
      const at: Stamp = { lo, hi: lo + MILLISECOND, grade: 'A' };
      const type = digText(row, column('type')) ?? 'Normal';
      const message = digText(row, column('message')) ?? '';
      return [{ kind: 'event', about, type, reason, message, count: 1, first: at, last: at, evidence }];
    });
  });
}

function tablesIn(value: unknown, depth: number): unknown[] {
  if (depth > 8) return [];
  if (typeof value === 'string') return tablesIn(parsedText(value), depth + 1);
  if (Array.isArray(value)) return value.flatMap((v) => tablesIn(v, depth + 1));
  if (!isObject(value)) return [];
  if (Array.isArray(value['headers']) && Array.isArray(value['rows'])) return [value];
  return Object.values(value).flatMap((v) => tablesIn(v, depth + 1));
}

function parsedText(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  for (const candidate of [text, text.replace(/\\"/g, '"').replace(/\\\\/g, '\\')]) {
    try {
      return JSON.parse(candidate) as unknown;
    } catch {
      // Prose in brackets, or JSON that was escaped twice.
    }
  }
  return undefined;
}
