import type { Interval } from '../../../base/index.js';
import { HOUR, digText, parseTime } from '../../../base/index.js';
import { objectOf } from './json-line.js';
import { shippedOf, type Shipped } from '../shipped/record.js';
import type { Level } from './levels.js';
import { levelOfNumber } from './levels.js';
import { leadingTime, memberTime } from './stamps.js';

export type Wrapper = 'cri' | 'docker' | 'journal' | 'timestamps' | 'pod-prefix' | 'shipped';

/** What runtimes, journald and kubectl put around a program's own line. */
export interface Wrapped {
  /** Innermost text. */
  readonly text: string;
  /** The outermost wrapper. */
  readonly wrapper?: Wrapper;
  readonly at?: Interval & { readonly zoned: boolean; readonly yearless?: boolean };
  readonly node?: string;
  readonly program?: string;
  /** Level that the wrapper states (journald's PRIORITY); the line's own level is preferred. */
  readonly severity?: Level;
  readonly pod?: { readonly namespace?: string; readonly name: string };
  readonly container?: string;
  /** How many lines it stands for, where a collector folded equal ones: "[x12] ...". */
  readonly times?: number;
  /** The line goes on in the next one of the same stream. */
  readonly partial?: boolean;
  /** Set for what is no log line: whose log begins or ends here, journald's "-- Boot --" and the like. */
  readonly marker?: 'start' | 'end';
}

const RFC3339_PREFIX = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)) ([^]*)$/;
const CRI = /^(?:stdout|stderr) ([FP])(?::\S+)? ?([^]*)$/;
const POD_PREFIX = /^\[pod\/([^/\]]+)\/([^/\]]+)\] ([^]*)$/;
const SYSLOG_REST = /^([\w.:-]+) ([^\s:[]+)(?:\[(\d+)\])?: ?([^]*)$/;
/** journalctl --no-hostname. */
const NO_HOST = /^([a-zA-Z][\w./@-]*)\[\d+\]: ?([^]*)$/;
const WEEKDAY =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?) ([A-Za-z]+|[+-]\d\d(?::?\d\d)?) ([^]*)$/;
const UNIX = /^(\d{9,10}\.\d{6}) ([^]*)$/;
const MONOTONIC = /^\[ *\d+\.\d{6}(?: <[^>]*>)?\] (?=[\w.:-]+ [^\s:[]+(?:\[\d+\])?: )([^]*)$/;
const RFC5424 = /^<(\d{1,3})>1 (\S+) (\S+) (\S+) (\S+) \S+ (?:-|\[[^\]]*\]) ?([^]*)$/;
const MARKER = /^==== (START|END) logs for container (\S+) of pod (?:([^/\s]+)\/)?(\S+) ====$/;
/** Of collectors that put several containers' logs into one file, or only samples of repeated lines. */
const CONTAINER_MARKER = /^-{2,} ?container log: (\S+) ?-{2,}$/;
const FOLDED = /^\[x(\d+)\] ([^]*)$/;
const TAIL = /^==> .*?\/pods\/([^_/]+)_([^_/]+)_[^/]+\/([^/]+)\/[^/]+ <==$/;
const LEVEL_WORD = /^(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|error|info|warn|debug)$/;

/** Offsets of zone abbreviations that mean one zone. */
const ZONES: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  CET: HOUR,
  CEST: 2 * HOUR,
  EET: 2 * HOUR,
  EEST: 3 * HOUR,
  JST: 9 * HOUR,
};

/** "snap.kubelet.daemon", "kubelet.service", "hyperkube" and "/usr/bin/kubelet" are all the kubelet. */
export function programName(word: string): string {
  const bare = (word.split('/').at(-1) ?? word)
    .replace(/\.(?:service|scope|daemon)$/, '')
    .replace(/^snap\./, '')
    .replace(/\.daemon$/, '');
  if (bare === 'kubenswrapper' || bare === 'hyperkube') return 'kubelet';
  return bare;
}

function syslogRest(rest: string, strict: boolean): Pick<Wrapped, 'node' | 'program' | 'text'> | undefined {
  const alone = NO_HOST.exec(rest);
  if (alone) return { program: programName(alone[1] ?? ''), text: alone[2] ?? '' };
  const m = SYSLOG_REST.exec(rest);
  const [, node = '', program = '', pid, text = ''] = m ?? [];
  if (!m || LEVEL_WORD.test(node)) return undefined;
  if (strict && pid === undefined && program !== 'kernel') return undefined;
  return {
    node,
    program: programName(program),
    text: program === 'kernel' ? text.replace(/^\[ *\d+\.\d+\] /, '') : text,
  };
}

function digitStart(text: string): Wrapped | undefined {
  const unix = UNIX.exec(text);
  if (unix) {
    const inner = syslogRest(unix[2] ?? '', true);
    const at = memberTime(Number(unix[1]));
    return inner && { wrapper: 'journal', ...inner, ...(at === undefined ? {} : { at }) };
  }
  const m = RFC3339_PREFIX.exec(text);
  if (!m) return undefined;
  const at = parseTime(m[1] ?? '');
  if (at === undefined) return undefined;
  const rest = m[2] ?? '';
  const cri = CRI.exec(rest);
  if (cri) return { wrapper: 'cri', at, text: cri[2] ?? '', ...(cri[1] === 'P' ? { partial: true } : {}) };
  const journal = syslogRest(rest, true);
  if (journal) return { wrapper: 'journal', at, ...journal };
  const labels = labelled(rest, at);
  if (labels !== undefined) return labels;
  return { wrapper: 'timestamps', at, text: rest };
}

function letterStart(text: string): Wrapped | undefined {
  const full = WEEKDAY.exec(text);
  if (full) {
    const zone = full[3] ?? '';
    const offset = ZONES[zone];
    const parsed = parseTime(
      `${full[1] ?? ''}T${full[2] ?? ''}${offset === undefined ? (/^[+-]\d\d:?\d\d$/.test(zone) ? zone : '') : ''}`,
    );
    const inner = syslogRest(full[4] ?? '', false);
    if (!inner || !parsed) return undefined;
    const moved = offset ?? 0;
    return {
      wrapper: 'journal',
      ...inner,
      at: { lo: parsed.lo - moved, hi: parsed.hi - moved, zoned: offset !== undefined || parsed.zoned },
    };
  }
  const at = leadingTime(text);
  if (at?.yearless !== true) return undefined;
  const inner = syslogRest(text.slice(at.length), false);
  return inner && { wrapper: 'journal', at, ...inner };
}

function messageText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  const items: unknown[] = value;
  if (items.every((item) => typeof item === 'number')) return Buffer.from(items).toString('utf8');
  return items.filter((item) => typeof item === 'string').join('\n');
}

/** journald's -o json: stamps are microseconds since 1970 in a string. */
export function journalFields(entry: Readonly<Record<string, unknown>>): Wrapped | undefined {
  const stamp = digText(entry, '__REALTIME_TIMESTAMP') ?? digText(entry, '_SOURCE_REALTIME_TIMESTAMP');
  if (stamp === undefined || !('MESSAGE' in entry)) return undefined;
  const at = Number(stamp);
  const unit = digText(entry, '_SYSTEMD_UNIT');
  const name = digText(entry, 'SYSLOG_IDENTIFIER') ?? unit ?? digText(entry, '_COMM');
  const program =
    entry['_TRANSPORT'] === 'kernel' ? 'kernel' : name === undefined ? undefined : programName(name);
  const node = digText(entry, '_HOSTNAME');
  const priority = digText(entry, 'PRIORITY');
  return {
    wrapper: 'journal',
    text: messageText(entry['MESSAGE']),
    ...(Number.isFinite(at) ? { at: { lo: at, hi: at, zoned: true } } : {}),
    ...(node === undefined ? {} : { node }),
    ...(program === undefined ? {} : { program }),
    ...(priority === undefined ? {} : { severity: levelOfNumber(Number(priority)) }),
  };
}

/** Words of collectors for the pod that a line is from; see shipped/record.ts. */
const SHIPPED = /"(?:kubernetes|podName|PodName|pod_name|labels|resource|_source)":/;

function shippedLine({ text, at, namespace, pod, container, node, program, partial }: Shipped): Wrapped {
  return {
    wrapper: 'shipped',
    text,
    ...(at === undefined ? {} : { at }),
    ...(pod === undefined ? {} : { pod: { name: pod, ...(namespace === undefined ? {} : { namespace }) } }),
    ...(container === undefined ? {} : { container }),
    ...(node === undefined ? {} : { node }),
    ...(program === undefined ? {} : { program }),
    ...(partial === true ? { partial } : {}),
  };
}

const LOGCLI = /^\{((?:[a-zA-Z_]\w*="[^"]*"(?:, ?)?)+)\} ?([^]*)$/;

/** logcli: the labels of the stream in front of each line. */
function labelled(rest: string, at: Wrapped['at']): Wrapped | undefined {
  const m = rest.startsWith('{') ? LOGCLI.exec(rest) : null;
  if (m === null || at === undefined) return undefined;
  const pairs = [...(m[1] ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]);
  const labels: unknown = Object.fromEntries(pairs);
  const shipped = shippedOf({ labels, line: m[2] ?? '' });
  return shipped && { ...shippedLine(shipped), at };
}

const KAIL = /^([a-z0-9][a-z0-9-]*)\/([a-z0-9][a-z0-9.-]*)\[([a-z0-9][a-z0-9-]*)\]: ([^]*)$/;

/** kail: "shop/web-0[app]: line". */
function kailLine(text: string): Wrapped | undefined {
  const [, namespace = '', name = '', container = '', said = ''] = KAIL.exec(text) ?? [];
  return name === '' ? undefined : { wrapper: 'shipped', text: said, pod: { namespace, name }, container };
}

function braceStart(text: string): Wrapped | undefined {
  const isShipped = SHIPPED.test(text);
  if (!isShipped && !text.includes('"log":') && !text.includes('__REALTIME_TIMESTAMP')) return undefined;
  const object = objectOf(text);
  if (object === undefined) return undefined;
  const shipped = isShipped ? shippedOf(object) : undefined;
  if (shipped !== undefined) return shippedLine(shipped);
  const log = object['log'];
  const time = object['time'];
  if (typeof log === 'string' && typeof object['stream'] === 'string' && typeof time === 'string') {
    const at = parseTime(time);
    const partial = !log.endsWith('\n');
    return {
      wrapper: 'docker',
      text: log.replace(/\r?\n$/, ''),
      ...(at === undefined ? {} : { at }),
      ...(partial ? { partial } : {}),
    };
  }
  return journalFields(object);
}

function markerOf(text: string): Wrapped | undefined {
  const m = MARKER.exec(text);
  if (m) {
    const [, edge, container = '', namespace, name = ''] = m;
    return {
      text: '',
      marker: edge === 'START' ? 'start' : 'end',
      container,
      pod: { name, ...(namespace === undefined ? {} : { namespace }) },
    };
  }
  const t = TAIL.exec(text);
  return t
    ? { text: '', marker: 'start', container: t[3] ?? '', pod: { namespace: t[1] ?? '', name: t[2] ?? '' } }
    : undefined;
}

/** journalctl before systemd 246 began with the range of all that it could have shown, in the zone that it prints. */
const BANNER =
  /^-- (?:Logs begin|Journal begins|Logs start) at \w{3} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d (\S+?)[,;.]/;

/** The zone that journalctl names in its first line. */
export function bannerZone(text: string): string | undefined {
  return BANNER.exec(text)?.[1];
}

function dashStart(text: string): Wrapped | undefined {
  const container = CONTAINER_MARKER.exec(text)?.[1];
  if (container !== undefined) return { text: '', marker: 'start', container };
  return text.startsWith('-- ') ? { text: '', marker: 'end' } : undefined;
}

function bracketStart(text: string): Wrapped | undefined {
  const folded = FOLDED.exec(text);
  if (folded) return { ...unwrap(folded[2] ?? ''), times: Number(folded[1]) };
  const pod = POD_PREFIX.exec(text);
  if (pod) {
    const inner = unwrap(pod[3] ?? '');
    return { wrapper: 'pod-prefix', ...inner, pod: { name: pod[1] ?? '' }, container: pod[2] ?? '' };
  }
  const monotonic = MONOTONIC.exec(text);
  const inner = monotonic && syslogRest(monotonic[1] ?? '', true);
  return inner ? { wrapper: 'journal', ...inner } : undefined;
}

function angleStart(text: string): Wrapped | undefined {
  const m = RFC5424.exec(text);
  if (!m) return undefined;
  const at = parseTime(m[2] ?? '');
  return {
    wrapper: 'journal',
    text: m[6] ?? '',
    node: m[3] ?? '',
    program: programName(m[4] ?? ''),
    severity: levelOfNumber(Number(m[1]) & 7),
    ...(at === undefined ? {} : { at }),
  };
}

const COLOUR = /\u001b\[[0-9;]*[A-Za-z]/g;
const COLOURED = /^\u001b\[[0-9;]*[A-Za-z]/;

/** Takes one wrapper off a line (two where kubectl's pod prefix stands before another). */
export function unwrap(text: string): Wrapped {
  const first = text.charCodeAt(0);
  let found: Wrapped | undefined;
  if (first >= 48 && first <= 57) found = digitStart(text);
  else if (first === 123) found = braceStart(text);
  else if (first === 91) found = bracketStart(text);
  else if (first === 61) found = markerOf(text);
  else if (first === 45) found = dashStart(text);
  else if (first === 60) found = angleStart(text);
  // A terminal's colours around the whole line.
  else if (first === 0x1b && COLOURED.test(text)) return unwrap(text.replace(COLOUR, ''));
  // journalctl -o json-seq and -o json-sse.
  else if (first === 0x1e || text.startsWith('data: {')) return unwrap(text.slice(first === 0x1e ? 1 : 6));
  else if (first >= 65 && first <= 90) found = letterStart(text);
  else if (first >= 97 && first <= 122) found = kailLine(text);
  return found ?? { text };
}
