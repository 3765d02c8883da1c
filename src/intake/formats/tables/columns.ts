import { AGE } from '../kubectl/clock.js';

/**
 * Tables of `kubectl get`: headers in capitals, columns parted by three blanks (k8s.io/cli-runtime
 * printers). Mail and chat fold blanks, hands edit cells: then cells are found by what they look like.
 */

export type Cells = Readonly<Record<string, string>>;

/** Header words with a blank inside, which single-blank headers must not be cut at. */
const TWO_WORDS = [
  'NOMINATED NODE', 'READINESS GATES', 'LAST SEEN', 'FIRST SEEN', 'ACCESS MODES', 'RECLAIM POLICY', 'NODE SELECTOR',
  'LAST SCHEDULE', 'ALLOWED DISRUPTIONS', 'MIN AVAILABLE', 'MAX UNAVAILABLE', 'CREATED AT',
]; // prettier-ignore

const HEADER = /^(?:NAMESPACE|NAME|LAST SEEN|POD|CURRENT)(?:\s+[A-Z][A-Z0-9()%-]*)+(?:\(\w+\)\S*)?\s*$/;

export interface Header {
  readonly names: readonly string[];
  readonly starts: readonly number[];
  /** Columns stand where the header says; false for a header with single blanks. */
  readonly aligned: boolean;
}

/** A header line taken apart; undefined for any other line. */
export function headerOf(text: string): Header | undefined {
  const bare = text.trimEnd();
  if (!HEADER.test(bare.replace(/\((?:cores|bytes|S)\)/g, ''))) return undefined;
  const aligned = /\S {2,}\S/.test(bare) || !/\S \S/.test(bare);
  const cell = aligned ? /\S+(?: \S+)*/g : new RegExp(`${TWO_WORDS.join('|')}|\\S+`, 'g');
  const found = [...bare.matchAll(cell)];
  return { names: found.map((m) => m[0]), starts: found.map((m) => m.index), aligned };
}

/** Cells of a row by header name; undefined when the row cannot be made to fit. */
export function rowCells(text: string, header: Header): Cells | undefined {
  const cells = (header.aligned ? byOffset(text, header) : undefined) ?? byBlanks(text, header);
  if (cells === undefined) return undefined;
  return Object.fromEntries(header.names.map((name, i) => [name, cells[i] ?? '']));
}

function byOffset(text: string, header: Header): string[] | undefined {
  const { starts } = header;
  const kept = starts.every((from, i) => i === 0 || from > text.length || text[from - 1] === ' ');
  if (!kept || /^\s/.test(text)) return undefined;
  const cells = starts.map((from, i) => text.slice(from, starts[i + 1]).trim());
  const whole = cells.slice(0, -1).every((cell) => !/\S {2,}\S/.test(cell));
  return whole ? cells : undefined;
}

/** Blanks inside a cell that belong there: "4 (5m ago)", "3m (x5 over 9m)", "standard (default)". */
const INNER = / \((?:\S{1,24} ago|x\d{1,12} over \S{1,24}|default)\)/g;

/** Cells of a row whose columns are lost. The last column takes what is left. */
function byBlanks(text: string, header: Header): string[] | undefined {
  const wide = text.trim().split(/ {2,}/);
  if (wide.length === header.names.length) return wide;
  const tokens = text
    .trim()
    .replace(INNER, (cell) => cell.replace(/ /g, '\u0001'))
    .split(/\s+/)
    .map((t) => t.replaceAll('\u0001', ' '));
  const { length } = header.names;
  const freeText = header.names.at(-1) === 'MESSAGE';
  if (tokens.length === length) return tokens;
  if (tokens.length > length && freeText)
    return [...tokens.slice(0, length - 1), tokens.slice(length - 1).join(' ')];
  const needed = header.names.findIndex((n) => n === 'AGE') + 1;
  return !freeText && needed > 0 && tokens.length >= needed && tokens.length < length ? tokens : undefined;
}

interface Headless {
  readonly kind: string;
  readonly names: readonly string[];
  /** What a row must look like, after an optional namespace; one group per name, the rest is optional. */
  readonly row: RegExp;
}

const N = String.raw`(\d+)`;
const OF = String.raw`(\d+\/\d+)`;
const NAME = String.raw`([a-z0-9][\w.:-]*)`;
const AGE_CELL = `(${AGE})`;
const row = (...cells: string[]): RegExp =>
  new RegExp(`^(?:([a-z0-9][a-z0-9-]*)\\s+)??${cells.join('\\s+')}(?:\\s+(.*))?$`);

/** Tables without header that can be told by the look of their rows (grep, tail, --no-headers). */
const HEADLESS: readonly Headless[] = [
  {
    kind: 'Event',
    names: ['LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'],
    row: new RegExp(
      `^(?:([a-z0-9][a-z0-9-]*)\\s+)??(${AGE}(?: \\(x\\d+ over ${AGE}\\))?)\\s+(Normal|Warning)\\s+(\\w+)\\s+([A-Za-z][\\w.-]*\\/\\S+)(?:\\s+(.*))?$`,
    ),
  },
  {
    kind: 'Pod',
    names: ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE', 'IP', 'NODE', 'NOMINATED NODE', 'READINESS GATES', 'LABELS'],
    row: row(NAME, OF, String.raw`([A-Z][\w:/]*)`, String.raw`(\d+(?: \(\S+ ago\))?)`, AGE_CELL),
  },
  {
    kind: 'Deployment',
    names: ['NAME', 'READY', 'UP-TO-DATE', 'AVAILABLE', 'AGE', 'CONTAINERS', 'IMAGES', 'SELECTOR', 'LABELS'],
    row: row(NAME, OF, N, N, AGE_CELL),
  },
  {
    kind: 'Job',
    names: ['NAME', 'STATUS', 'COMPLETIONS', 'DURATION', 'AGE', 'CONTAINERS', 'IMAGES', 'SELECTOR', 'LABELS'],
    row: row(NAME, '(Running|Complete|Failed|Suspended|FailureTarget|SuccessCriteriaMet|Terminating)', OF, `(${AGE})`, AGE_CELL),
  },
  {
    kind: 'Node',
    names: [
      'NAME', 'STATUS', 'ROLES', 'AGE', 'VERSION', 'INTERNAL-IP', 'EXTERNAL-IP', 'OS-IMAGE', 'KERNEL-VERSION',
      'CONTAINER-RUNTIME', 'LABELS',
    ],
    row: row(NAME, '((?:Not)?Ready(?:,\\w+)*|Unknown)', '(\\S+)', AGE_CELL, '(v\\d\\S+)'),
  },
  {
    kind: 'Service',
    names: ['NAME', 'TYPE', 'CLUSTER-IP', 'EXTERNAL-IP', 'PORT(S)', 'AGE', 'SELECTOR', 'LABELS'],
    row: row(NAME, '(ClusterIP|NodePort|LoadBalancer|ExternalName)', '(\\S+)', '(\\S+)', '(\\S+)', AGE_CELL),
  },
  {
    kind: 'ReplicaSet',
    names: ['NAME', 'DESIRED', 'CURRENT', 'READY', 'AGE', 'CONTAINERS', 'IMAGES', 'SELECTOR', 'LABELS'],
    row: row(NAME, N, N, N, AGE_CELL),
  },
  {
    kind: 'DaemonSet',
    names: ['NAME', 'DESIRED', 'CURRENT', 'READY', 'UP-TO-DATE', 'AVAILABLE', 'NODE SELECTOR', 'AGE'],
    row: row(NAME, N, N, N, N, N, '(\\S+)', AGE_CELL),
  },
  {
    kind: 'StatefulSet',
    names: ['NAME', 'READY', 'AGE', 'CONTAINERS', 'IMAGES', 'LABELS'],
    row: row(NAME, OF, AGE_CELL),
  },
]; // prettier-ignore

/** A row without header: which table it is from, and its cells. */
export function headlessRow(
  text: string,
  kinds: readonly string[],
): { readonly kind: string; readonly cells: Cells } | undefined {
  for (const table of HEADLESS) {
    if (kinds.length > 0 && !kinds.includes(table.kind)) continue;
    const m = table.row.exec(text.trim());
    if (!m) continue;
    const [, namespace, ...rest] = m;
    const fixed = rest.slice(0, -1);
    const further = (rest.at(-1) ?? '').trim();
    const last = table.kind === 'Event' ? [further] : further.split(/\s{2,}/);
    const cells = [...fixed, ...last];
    const named = Object.fromEntries(table.names.map((name, i) => [name, cells[i]?.trim() ?? '']));
    return { kind: table.kind, cells: namespace === undefined ? named : { NAMESPACE: namespace, ...named } };
  }
  return undefined;
}
