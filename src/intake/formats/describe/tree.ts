import type { Line } from '../../lines.js';
import { printed } from '../kubectl/shape.js';

/**
 * The shape of `kubectl describe` (k8s.io/kubectl/pkg/describe): "Key:   value" lines made by a
 * tabwriter. What belongs to a key is indented below it; a list of values goes on at the column where
 * the first value stands.
 */
export interface Node {
  readonly key: string;
  readonly value: string;
  readonly line: Line;
  readonly indent: number;
  /** Column of the value. */
  readonly valueAt: number;
  /** Further values, at the column of the first or right of it. */
  readonly more: Line[];
  readonly children: Node[];
  /** All lines below the key's own, as they stand. */
  readonly raw: Line[];
}

const KEY = /^(\s*)([^\s:](?:[^:]|:(?=\S))*?):(?:(\s+)(.*))?$/;

/** Keys that kubectl prints at column 0: anything else there is the second line of a message. */
const TOP_KEYS = new Set(
  (
    'Name,Namespace,Labels,Annotations,Priority,Priority Class Name,Service Account,Node,Start Time,Status,IP,IPs,' +
    'Controlled By,Init Containers,Containers,Ephemeral Containers,Conditions,Volumes,QoS Class,Node-Selectors,' +
    'Tolerations,Events,Reason,Message,Selector,Replicas,Pod Template,Replicas Status,Pods Status,Readiness Gates,' +
    'Resources,NominatedNodeName,Topology Spread Constraints,Runtime Class Name,Security Context,OldReplicaSets,' +
    'NewReplicaSet,Volume Claims,Completed At,Duration'
  ).split(','),
);
const MULTILINE = new Set(['Message', 'Args', 'Command']);

/** Reads the lines of one described object. */
export function parseTree(lines: readonly Line[]): Node {
  const [first] = lines;
  const origin: Line = first ?? { text: '', offset: 0, length: 0, line: 1 };
  const root: Node = node('', '', origin, -1, Infinity);
  const open: Node[] = [root];
  for (const line of lines) {
    const indent = line.text.search(/\S/);
    const last = open.at(-1) ?? root;
    if (indent < 0) {
      for (const n of open) n.raw.push(line);
      continue;
    }
    const m = KEY.exec(line.text);
    if (indent === 0 && MULTILINE.has(last.key) && !(m && (last.indent === 0 || TOP_KEYS.has(m[2] ?? '')))) {
      last.more.push(line);
      continue;
    }
    while (open.length > 1 && (open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const parent = open.at(-1) ?? root;
    for (const n of open) n.raw.push(line);
    if (parent.value !== '' && indent >= parent.valueAt) {
      parent.more.push(line);
      continue;
    }
    const made = m ? keyed(m, line, indent) : node('', line.text.trim(), line, indent, Infinity);
    parent.children.push(made);
    open.push(made);
  }
  return root;
}

function keyed(m: RegExpExecArray, line: Line, indent: number): Node {
  const [, , key = '', gap = '', text = ''] = m;
  return node(key, text.trimEnd(), line, indent, indent + key.length + 1 + gap.length);
}

function node(key: string, value: string, line: Line, indent: number, valueAt: number): Node {
  return { key, value, line, indent, valueAt, more: [], children: [], raw: [] };
}

/** The first child with this key. */
export function child(n: Node | undefined, key: string): Node | undefined {
  return n?.children.find((c) => c.key === key);
}

/** The printed value of a key; undefined when absent or printed as nothing. */
export function value(n: Node | undefined, ...keys: string[]): string | undefined {
  for (const key of keys) {
    const found = printed(child(n, key)?.value);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All values of a key, one per line. */
export function values(n: Node | undefined, key: string): string[] {
  const found = child(n, key);
  if (!found) return [];
  const lines = [found.value, ...found.more.map((l) => l.text)];
  return lines.flatMap((text) => printed(text) ?? []);
}

/** A message that runs over several lines. */
export function message(n: Node | undefined, key: string): string | undefined {
  const found = child(n, key);
  if (!found) return undefined;
  return printed([found.value, ...found.more.map((l) => l.text.trimEnd())].join('\n'));
}

/** Children as a map of strings: capacity, limits, system info. */
export function pairs(n: Node | undefined): Record<string, string> | undefined {
  const out: Record<string, string> = {};
  for (const c of n?.children ?? []) if (c.key !== '') out[c.key] = c.value.trim();
  return Object.keys(out).length > 0 ? out : undefined;
}

/**
 * A table inside a describe: header, a row of dashes that gives the columns, then rows. Rows whose cells
 * do not keep to the columns (mail, chat) are cut at runs of blanks.
 */
export function tableOf(
  n: Node | undefined,
): { readonly cells: Readonly<Record<string, string>>; readonly line: Line }[] {
  const lines = (n?.raw ?? []).filter((l) => l.text.trim() !== '');
  const at = lines.findIndex((l) => /^[\s-]+$/.test(l.text) && l.text.includes('--'));
  const header = lines[at - 1];
  const rule = lines[at];
  if (!header || !rule) return [];
  const starts = [...rule.text.matchAll(/-+/g)].map((m) => m.index);
  const names = starts.map((from, i) => header.text.slice(from, starts[i + 1]).trim());
  return lines.slice(at + 1).map((line) => ({ cells: cellsOf(line.text, starts, names), line }));
}

function cellsOf(text: string, starts: readonly number[], names: readonly string[]): Record<string, string> {
  const kept = starts.every((from, i) => i === 0 || from >= text.length || text[from - 1] === ' ');
  const cells = kept
    ? starts.map((from, i) => text.slice(from, starts[i + 1]).trim())
    : cutAtBlanks(text.trim(), names.length);
  return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
}

/** At runs of blanks; where all runs were folded to one, at each but that before "(5%)". */
function cutAtBlanks(text: string, count: number): string[] {
  const wide = text.split(/\s{2,}/);
  return wide.length === 1 && count > 2 ? text.split(/\s(?!\()/) : wide;
}
