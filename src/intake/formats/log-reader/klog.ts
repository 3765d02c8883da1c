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

/** Undoes Go quoting of a string without its outer quotes. */
export function unquote(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:([nrt"'\\])|x([0-9a-f]{2})|u([0-9a-f]{4}))/g,
    (_, simple?: string, hex?: string, wide?: string) => {
      if (simple !== undefined)
        return simple === 'n' ? '\n' : simple === 'r' ? '\r' : simple === 't' ? '\t' : simple;
      return String.fromCharCode(parseInt(hex ?? wide ?? '0', 16));
    },
  );
}

const PAIR =
  /\s*([\w.$/@-]+)=(?:"([^"\\]*(?:\\.[^"\\]*)*)"|<\n([^]*?)\n ?>|(\{[^\n]*?\}(?=\s|$)|\[[^\n]*?\](?=\s|$)|[^\s"]\S*|))/y;

/** A line with more of them is no header but data. */
const MOST_PAIRS = 64;

/** Reads key=value pairs from `at` on; stops at the first text that is none. */
export function pairsFrom(text: string, at: number): { fields: Record<string, string>; end: number } {
  const fields: Record<string, string> = {};
  let end = at;
  let count = 0;
  PAIR.lastIndex = at;
  for (let m = PAIR.exec(text); m !== null; m = PAIR.exec(text)) {
    const [, key = '', quoted, block, bare] = m;
    fields[key] = quoted !== undefined ? unquote(quoted) : (block ?? bare ?? '');
    end = PAIR.lastIndex;
    if (++count >= MOST_PAIRS) break;
  }
  return { fields, end };
}

/** True for a line that begins with klog's header, which is cheaper to see than to read. */
export function startsAsKlog(text: string): boolean {
  return HEADER.test(text);
}

const QUOTED = /"([^"\\]*(?:\\.[^"\\]*)*)"/y;

const LEVELS: Readonly<Record<string, Level>> = { I: 'info', W: 'warning', E: 'error', F: 'fatal' };

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
  if (!m) return undefined;
  const lo = timeOf(text);
  const start = m[0].length;
  QUOTED.lastIndex = start;
  const quoted = QUOTED.exec(text);
  const program = FILES[m[1] ?? ''];
  const base: Omit<Parsed, 'text' | 'fields'> = {
    grammar: 'klog',
    severity: LEVELS[text[0] ?? ''] ?? 'unknown',
    at: { lo, hi: lo, zoned: false, yearless: true },
    ...(program === undefined ? {} : { program }),
  };
  if (!quoted) return { ...base, text: text.slice(start), fields: {} };
  const said = start + quoted[0].length;
  const { fields, end } = pairsFrom(text, said);
  const rest = text.slice(end).trim();
  if (rest !== '' && end === said && text[end] !== '\n')
    return { ...base, text: text.slice(start), fields: {} };
  return { ...base, text: unquote(quoted[1] ?? '') + (rest === '' ? '' : `\n${rest}`), fields };
};
