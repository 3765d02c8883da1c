import { dig, digList, digObject, digText, isObject } from '../../../base/index.js';
import type { JsonHead } from '../../json-head.js';

/** One entry of an export, and the part of the document that it stands in. */
export interface Entry {
  readonly value: Readonly<Record<string, unknown>>;
  readonly spot: unknown;
}

/** True for the answers of log stores that hold their entries inside of something. */
export function isExport({ keys, top }: JsonHead): boolean {
  const has = (...names: readonly string[]): boolean => names.every((name) => keys.has(name));
  if (has('hits.hits') || keys.get('data.resultType') === 'streams') return true;
  if (has('events[].message', 'events[].timestamp')) return true;
  if (has('tables[].columns', 'tables[].rows')) return true;
  if (keys.get('data[].type') === 'log') return true;
  const path = top === 'array' ? '[].' : '';
  if (has(`${path}logName`, `${path}resource.type`)) return true;
  if (has(`${path}_source`, `${path}_index`)) return true;
  if (has(`${path}KubeEventType`, `${path}ObjectKind`)) return true;
  if (has(`${path}LogMessage`, `${path}PodName`) || has(`${path}LogEntry`, `${path}ContainerID`)) return true;
  if (keys.get('results[][]') === '') return true;
  if (top === 'array' && has('[].kubernetes.pod.name')) return true;
  if (top === 'array' && has('[].stream', '[].values')) return true;
  const isOne = (around: string, names: readonly string[]): boolean =>
    names.some((name) => keys.has(`${around}${name}`));
  return AROUND.some((around) => isOne(around, SAID) && isOne(around, WHOSE));
}

/** Where stores put their rows, and by which members a row is known as a line of a log with its origin. */
const AROUND = ['[].', 'result.', 'results[].', 'rows[].', 'logs[].'];
const SAID = ['_raw', 'message', 'log', 'textPayload'];
const WHOSE = [
  'pod_name', 'podName', 'pod', 'kubernetes.pod_name', 'kube_namespace', 'sourcetype', 'k8s.pod.name', 'systemd_unit', 'SYSLOG_IDENTIFIER',
]; // prettier-ignore

/** Entries of a document; an empty list for one that is none of these. */
export function entriesOf(document: unknown): readonly Entry[] {
  const streams =
    dig(document, 'data', 'resultType') === 'streams' ? digList(document, 'data', 'result') : [];
  if (streams.length > 0) return streams.flatMap(streamEntries);
  const tables = digList(document, 'tables');
  if (tables.length > 0) return tables.flatMap(rowEntries);
  const list = [
    digList(document, 'hits', 'hits'),
    ...['events', 'data', 'results', 'rows', 'logs'].map((name) => digList(document, name)),
  ].find((found) => found.length > 0);
  if (list !== undefined) return list.flatMap(entry);
  // Splunk's export: a line for each, its fields below "result".
  const result = digObject(document, 'result');
  if (result !== undefined) return entry(result);
  if (digObject(document, 'stream') !== undefined) return streamEntries(document);
  return entry(document);
}

function entry(value: unknown): readonly Entry[] {
  if (Array.isArray(value)) return [{ value: fieldsOf(value), spot: value }];
  return isObject(value) ? [{ value, spot: value }] : [];
}

/** Log Analytics of Azure by its API: names of columns once, then rows. */
function rowEntries(table: unknown): readonly Entry[] {
  const names = digList(table, 'columns').map((column) => digText(column, 'name') ?? '');
  return digList(table, 'rows').flatMap((row): Entry[] => {
    if (!Array.isArray(row)) return [];
    const cells = names.map((name, i) => [name, row[i] as unknown] as const);
    return [{ value: Object.fromEntries(cells), spot: row }];
  });
}

/** CloudWatch Logs Insights: a row is a list of fields with their names. */
function fieldsOf(row: readonly unknown[]): Entry['value'] {
  return Object.fromEntries(
    row.flatMap((cell) => {
      const [name, said] = [digText(cell, 'field'), digText(cell, 'value')];
      return name === undefined || said === undefined ? [] : [[name, said] as const];
    }),
  );
}

/** Loki: labels once, then pairs of nanoseconds and line. */
function streamEntries(stream: unknown): readonly Entry[] {
  const labels = digObject(stream, 'stream') ?? {};
  return digList(stream, 'values').flatMap((pair): readonly Entry[] => {
    const [timestamp, line] = Array.isArray(pair) ? (pair as unknown[]) : [];
    if (typeof timestamp !== 'string' || typeof line !== 'string') return [];
    return [{ value: { labels, timestamp, line }, spot: pair }];
  });
}

/** JSON inside of a message: an audit event or a record of the collector's own (CloudWatch). */
export function innerOf(value: Entry['value']): Entry['value'] | undefined {
  const message = digText(value, 'message') ?? digText(value, '@message') ?? '';
  if (!message.startsWith('{') || !/"(?:kubernetes|auditID|systemd_unit)":/.test(message)) return undefined;
  try {
    const inner: unknown = JSON.parse(message);
    if (!isObject(inner)) return undefined;
    const {
      timestamp,
      '@timestamp': at = timestamp,
      logStreamName,
      '@logStream': stream = logStreamName,
    } = value;
    return { timestamp: at, ...(stream === undefined ? {} : { logStreamName: stream }), ...inner };
  } catch {
    // Cut off by the store: a line like any other.
    return undefined;
  }
}
