import type { Instant } from '../../../base/index.js';
import { yearless } from '../../hints.js';
import type { Grammar, Parsed } from './grammar.js';
import type { Level } from './levels.js';

/**
 * klog text: "Lmmdd hh:mm:ss.uuuuuu threadid file:line] msg", L one of I W E F; year and zone are not
 * printed. The structured form is a quoted message and key="value" with Go quoting; a value of several
 * lines is written key=<, tab-indented lines, " >".
 */
const HEADER = /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6}\s+\d+ ([\w./-]+\.\w+):\d+\] ?/;

const LEVELS: Readonly<Record<string, Level>> = { I: 'info', W: 'warning', E: 'error', F: 'fatal' };

/** What source files belong to which component: the caller names it when nothing else does. */
const FILES: Readonly<Record<string, string>> = {
  'pod_workers.go': 'kubelet', 'kuberuntime_manager.go': 'kubelet', 'remote_runtime.go': 'kubelet', 'prober.go': 'kubelet',
  'kubelet.go': 'kubelet', 'kubelet_node_status.go': 'kubelet', 'setters.go': 'kubelet', 'eviction_manager.go': 'kubelet',
  'kubelet_volumes.go': 'kubelet', 'remote_image.go': 'kubelet', 'pod_container_deletor.go': 'kubelet', 'generic.go': 'kubelet',
  'kuberuntime_sandbox.go': 'kubelet', 'kuberuntime_container.go': 'kubelet', 'proxier.go': 'kube-proxy',
  'replica_set.go': 'kube-controller-manager', 'job_controller.go': 'kube-controller-manager',
  'node_lifecycle_controller.go': 'kube-controller-manager', 'endpointslice_controller.go': 'kube-controller-manager',
  'horizontal.go': 'kube-controller-manager', 'garbagecollector.go': 'kube-controller-manager',
  'controllermanager.go': 'kube-controller-manager', 'taint_manager.go': 'kube-controller-manager',
  'scheduler.go': 'kube-scheduler', 'schedule_one.go': 'kube-scheduler', 'default_preemption.go': 'kube-scheduler',
  'cacher.go': 'kube-apiserver', 'dispatcher.go': 'kube-apiserver', 'storage_flowcontrol.go': 'kube-apiserver',
  'vxlan_network.go': 'flannel', 'scraper.go': 'metrics-server', 'network_services_controller.go': 'kube-router',
}; // prettier-ignore

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  "'": "'",
  '\\': '\\',
};
const CODED = /x([0-9a-f]{2})|u([0-9a-f]{4})/y;

/** Undoes Go quoting of a string without its outer quotes. */
export function unquote(text: string): string {
  let at = text.indexOf('\\');
  if (at < 0) return text;
  let out = '';
  let from = 0;
  for (; at >= 0; at = text.indexOf('\\', Math.max(at + 1, from))) {
    const simple = SIMPLE[text.charAt(at + 1)];
    if (simple !== undefined) {
      out += text.slice(from, at) + simple;
      from = at + 2;
      continue;
    }
    CODED.lastIndex = at + 1;
    const m = CODED.exec(text);
    if (m === null) continue;
    out += text.slice(from, at) + String.fromCharCode(parseInt(m[1] ?? m[2] ?? '0', 16));
    from = CODED.lastIndex;
  }
  return out + text.slice(from);
}

const BACKSLASH = 92;

/** The place of the quote that closes a Go string whose text begins at `from`; -1 where none does. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (before >= from && text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 1) return at;
  }
  return -1;
}

/** A key and its value's first letter; a quoted value is read on from there. */
const KEY = /\s*([\w.$/@-]+)=("?)/y;
/** What a value may be that is not quoted: lines between "<" and ">", braces, brackets, one word, nothing. */
const BARE = /<\n([^]*?)\n ?>|(\{[^\n]*?\}(?=\s|$)|\[[^\n]*?\](?=\s|$)|[^\s"]\S*|)/y;

/** A line with more of them is no header but data. */
const MOST_PAIRS = 64;

/** Reads key=value pairs from `at` on; stops at the first text that is none. */
export function pairsFrom(text: string, at: number): { fields: Record<string, string>; end: number } {
  const fields: Record<string, string> = {};
  let end = at;
  for (let count = 0; count < MOST_PAIRS; count += 1) {
    KEY.lastIndex = end;
    const m = KEY.exec(text);
    if (m === null) break;
    const from = KEY.lastIndex;
    const close = m[2] === '' ? -1 : closingQuote(text, from);
    if (close >= 0) {
      fields[m[1] ?? ''] = unquote(text.slice(from, close));
      end = close + 1;
      continue;
    }
    BARE.lastIndex = m[2] === '' ? from : from - 1;
    const bare = BARE.exec(text);
    fields[m[1] ?? ''] = bare?.[1] ?? bare?.[2] ?? '';
    end = BARE.lastIndex;
  }
  return { fields, end };
}

/** True for a line that begins as klog's headers do, which is cheaper to see than to read. */
export function startsAsKlog(text: string): boolean {
  const isPlaced = text[5] === ' ' && text[8] === ':' && text[11] === ':' && text[14] === '.';
  return isPlaced && /[0-9]/.test(text.charAt(1)) && LEVELS[text.charAt(0)] !== undefined;
}

/** The number that stands in two digits. */
function two(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 11 * 48;
}

/** When a line was said, by the places of klog's header: "Lmmdd hh:mm:ss.uuuuuu". */
function timeOf(text: string): Instant {
  const micros = two(text, 15) * 10_000 + two(text, 17) * 100 + two(text, 19);
  return yearless(two(text, 1), two(text, 3), two(text, 6), two(text, 9), two(text, 12), micros);
}

/** klog text, both plain and structured. */
export const klog: Grammar = (text): Parsed | undefined => {
  const m = HEADER.exec(text);
  if (m === null) return undefined;
  const start = m[0].length;
  const said = text[start] === '"' ? closingQuote(text, start + 1) + 1 : 0;
  if (said === 0) return parsed(text, m[1], text.slice(start), {});
  const { fields, end } = pairsFrom(text, said);
  const rest = end === text.length ? '' : text.slice(end).trim();
  if (rest !== '' && end === said && text[end] !== '\n') return parsed(text, m[1], text.slice(start), {});
  const message = unquote(text.slice(start + 1, said - 1));
  return parsed(text, m[1], rest === '' ? message : `${message}\n${rest}`, fields);
};

function parsed(line: string, file: string | undefined, text: string, fields: Parsed['fields']): Parsed {
  const lo = timeOf(line);
  const severity = LEVELS[line[0] ?? ''] ?? 'unknown';
  const at = { lo, hi: lo, zoned: false, yearless: true };
  const program = FILES[file ?? ''];
  if (program === undefined) return { grammar: 'klog', severity, at, text, fields };
  return { grammar: 'klog', severity, at, text, fields, program };
}
