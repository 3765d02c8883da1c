import type { Interval } from '../../../base/index.js';
import { HOUR, dig, digObject, isObject, utc } from '../../../base/index.js';
import { memberTime } from '../log-reader/stamps.js';

/**
 * A log line as collectors and log stores keep it: the program's own line, and beside it the pod that it
 * comes from, each in words of its own: fluent-bit, Vector, Filebeat, Loki, CloudWatch, Cloud Logging (GKE),
 * Azure Monitor (ContainerLogV2), Datadog, stern.
 */
export interface Shipped {
  readonly text: string;
  readonly at?: Interval & { readonly zoned: boolean };
  readonly namespace?: string;
  readonly pod?: string;
  readonly container?: string;
  readonly node?: string;
  readonly program?: string;
  /** The line goes on in the next one. */
  readonly partial?: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** Names of the same thing, the surest first. Members of members are joined with a dot. */
const NAMESPACE = [
  'kubernetes.namespace_name', 'kubernetes.pod_namespace', 'kubernetes.namespace', 'resource.labels.namespace_name',
  'labels.namespace', 'PodNamespace', 'kubernetes.namespace_labels.name', 'namespace', 'namespace_name', 'kube_namespace', 'k8s.namespace.name', 'resource.k8s.namespace.name',
  'k8s_namespace', 'k8s.namespaceName', 'Namespace',
]; // prettier-ignore
const POD = [
  'kubernetes.pod_name', 'kubernetes.pod.name', 'resource.labels.pod_name', 'labels.pod', 'labels.pod_name', 'PodName', 'podName', 'pod_name', 'pod', 'k8s.pod.name', 'resource.k8s.pod.name',
  'k8s_pod', 'k8s_pod_name', 'k8s.podName', 'Pod Name', 'Pod',
]; // prettier-ignore
const CONTAINER = [
  'kubernetes.container_name', 'kubernetes.container.name', 'resource.labels.container_name', 'labels.container', 'labels.container_name',
  'ContainerName', 'containerName', 'container_name', 'container', 'kube_container_name', 'k8s.container.name', 'resource.k8s.container.name',
  'k8s_container', 'k8s_container_name', 'k8s.containerName', 'Container Name',
]; // prettier-ignore
const NODE = [
  'kubernetes.host', 'kubernetes.node_name', 'kubernetes.pod_node_name', 'kubernetes.node.name', 'resource.labels.node_name', 'labels.compute.googleapis.com/resource_name',
  'labels.node_name', 'labels.node', 'nodeName', 'node_name', 'Computer', 'k8s.node.name', 'host.name',
]; // prettier-ignore
/** Words that name the host of what runs beside the pods; an application's own line may have them for anything. */
const HOST = [
  '_HOSTNAME', 'host.hostname', 'hostname', 'HostName', 'host', 'Host', 'labels.hostname', 'labels.nodename', 'labels.host', 'labels.instance',
]; // prettier-ignore
const TIME = [
  '@timestamp', 'timestamp', 'time', 'TimeGenerated', 'TimeGenerated [UTC]', 'date', 'ts', '_time', 'Date', 'Time', 'receiveTimestamp',
]; // prettier-ignore
const TEXT = [
  'log', 'message', 'line', 'LogMessage', 'LogEntry', 'textPayload', '@message', 'body', 'msg', 'jsonPayload.MESSAGE', 'jsonPayload.message',
  'SyslogMessage', '_raw', 'Message', 'content', 'Content', 'Line',
]; // prettier-ignore
const FILE = [
  'file', 'filename', 'labels.filename', 'log.file.path', 'filePath', 'logStreamName', 'stream', '@logStream', 'source',
]; // prettier-ignore
/** Who spoke, as the journal and syslog name it; any word is a program's name there. */
const IDENTIFIER = [
  'jsonPayload.SYSLOG_IDENTIFIER', 'SYSLOG_IDENTIFIER', 'syslog.identifier', 'syslog_identifier', 'labels.syslog_identifier', 'ProcessName',
  'jsonPayload._SYSTEMD_UNIT', '_SYSTEMD_UNIT', 'systemd.unit', 'systemd_unit', 'labels.systemd_unit', 'labels.unit', 'unit',
  'journald.custom.SYSLOG_IDENTIFIER',
]; // prettier-ignore
/** Words of stores that may hold a component's name among others. */
const MAYBE_COMPONENT = ['logName', 'sourcetype', 'Service', 'labels.job', 'labels.component', 'labels.app'];

/** The line that a JSON value of a collector or store holds; undefined when it names no pod, node or component. */
export function shippedOf(value: Fields): Shipped | undefined {
  const record = plain(value);
  const text = textOf(record);
  if (text === undefined) return undefined;
  const byFile = ofFile(wordOf(record, FILE));
  const pod = wordOf(record, POD) ?? byFile.pod;
  const program = pod === undefined ? (programOf(record) ?? byFile.program) : undefined;
  const node =
    wordOf(record, NODE) ?? byFile.node ?? (program === undefined ? undefined : wordOf(record, HOST));
  const namespace = wordOf(record, NAMESPACE) ?? byFile.namespace;
  const container = wordOf(record, CONTAINER) ?? byFile.container;
  if ((pod ?? program ?? (container && namespace)) === undefined) return undefined;
  const at = timeOf(record);
  const isPartial = member(record, 'logtag') === 'P' || member(record, '_p') === 'P';
  return {
    text: text.replace(/\r?\n$/, ''),
    ...(at === undefined ? {} : { at }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(pod === undefined ? {} : { pod }),
    ...(container === undefined ? {} : { container }),
    ...(node === undefined ? {} : { node }),
    ...(program === undefined ? {} : { program }),
    ...(isPartial ? { partial: true } : {}),
  };
}

/** Without the envelope of a search hit; Kibana's "fields" are lists of one, Datadog's tags are words. */
function plain(value: Fields): Fields {
  const source = digObject(value, '_source') ?? digObject(value, 'attributes') ?? value;
  const fields = digObject(value, 'fields');
  if (source === value && fields !== undefined && 'kubernetes.pod.name' in fields) {
    return Object.fromEntries(Object.entries(fields).map(([key, v]) => [key, Array.isArray(v) ? v[0] : v]));
  }
  const tags = dig(source, 'tags');
  if (!Array.isArray(tags)) return source;
  const pairs = tags.flatMap((tag) => {
    const [, key, said] = typeof tag === 'string' ? (/^([\w.-]+):(.+)$/.exec(tag) ?? []) : [];
    return key === undefined ? [] : [[key, said] as const];
  });
  return { ...Object.fromEntries(pairs), ...source };
}

function member(record: Fields, name: string): unknown {
  if (Object.hasOwn(record, name)) return record[name];
  if (!name.includes('.')) return undefined;
  const direct = dig(record, ...name.split('.'));
  if (direct !== undefined) return direct;
  // "labels" of Cloud Logging have dots in their names.
  const [first = '', ...rest] = name.split('.');
  const inner = record[first];
  return isObject(inner) ? inner[rest.join('.')] : undefined;
}

function wordOf(record: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = member(record, name);
    if (typeof found === 'string' && found !== '') return found;
  }
  return undefined;
}

/** A structured payload keeps its members: its level and error are said nowhere else. */
function textOf(record: Fields): string | undefined {
  const payload = digObject(record, 'jsonPayload');
  if (payload !== undefined) {
    const said = wordOf(payload, ['message', 'MESSAGE', 'msg', 'log']);
    const members = Object.keys(payload).filter((key) => !/^(?:_|SYSLOG|PRIORITY)/.test(key));
    if (said !== undefined && members.length === 1) return said;
    return said === undefined ? undefined : JSON.stringify({ severity: record['severity'], ...payload });
  }
  for (const name of TEXT) {
    const found = member(record, name);
    // An export of many tables has a column of each, filled or not.
    if (typeof found === 'string' && (found !== '' || name === 'log')) return found;
    if (isObject(found)) return JSON.stringify(found);
  }
  return undefined;
}

const COMPONENT =
  /(?:^|[/.:-])(kubelet|kube-proxy|kube-apiserver|kube-scheduler|kube-controller-manager|containerd|container-runtime|cloud-controller-manager|authenticator|dockerd|docker|kernel|crio|etcd)(?=$|[/._-])/;

function programOf(record: Fields): string | undefined {
  const identifier = /^([\w@.-]+?)(?:\.service)?$/.exec(wordOf(record, IDENTIFIER) ?? '')?.[1];
  if (identifier !== undefined) return identifier;
  for (const name of MAYBE_COMPONENT) {
    const found = COMPONENT.exec(wordOf(record, [name]) ?? '')?.[1];
    if (found !== undefined) return found === 'container-runtime' ? 'containerd' : found;
  }
  return undefined;
}

/** The file or stream that a line was read from names its container, or the component. */
function ofFile(file: string | undefined): Partial<Shipped> {
  if (file === undefined) return {};
  const pods = /\/pods\/([^_/]+)_([^_/]+)_[^/]+\/([^/]+)\//.exec(file);
  if (pods !== null) return { namespace: pods[1] ?? '', pod: pods[2] ?? '', container: pods[3] ?? '' };
  const link = /(?:^|[/.])containers[/.]([a-z0-9.-]+)_([a-z0-9-]+)_([a-z0-9-]+?)-[0-9a-f]{64}\.log/.exec(
    file,
  );
  if (link !== null) return { pod: link[1] ?? '', namespace: link[2] ?? '', container: link[3] ?? '' };
  const program = COMPONENT.exec(file)?.[1];
  return program === undefined ? {} : { program };
}

const AZURE = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2}):(\d\d):(\d\d)(?:\.(\d{1,6}))? ([AP]M)$/;

function timeOf(record: Fields): Shipped['at'] {
  for (const name of TIME) {
    const found = shippedTime(member(record, name));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A time as stores write it. */
export function shippedTime(value: unknown): Shipped['at'] {
  return memberTime(value) ?? azureTime(value);
}

/** "7/1/2026, 7:22:41.123 PM": the portal's export, in UTC. */
function azureTime(value: unknown): Shipped['at'] {
  const m = typeof value === 'string' ? AZURE.exec(value) : null;
  if (m === null) return undefined;
  const [, month, day, year, hour, minute, second, decimals = '', half] = m;
  const micros = Number(decimals.padEnd(6, '0'));
  const base = utc(Number(year), Number(month), Number(day), 0, Number(minute), Number(second), micros);
  const lo = base + ((Number(hour) % 12) + (half === 'PM' ? 12 : 0)) * HOUR;
  return { lo, hi: lo + 10 ** (6 - decimals.length), zoned: true };
}

/** The line in the shape that the log reader takes from fluent-bit. */
export function asLine(shipped: Shipped): string {
  const { text, at, namespace, pod, container, node, program } = shipped;
  return JSON.stringify({
    log: text,
    ...(at === undefined ? {} : { time: at.lo }),
    kubernetes: { namespace_name: namespace, pod_name: pod, container_name: container, host: node },
    ...(program === undefined ? {} : { SYSLOG_IDENTIFIER: program }),
    ...(shipped.partial === true ? { logtag: 'P' } : {}),
  });
}
