import { digText, parseDuration, SECOND, sortedBy, type Stamp } from '../../../base/index.js';
import { printedAt, seenAt } from '../captured.js';
import { isClusterScoped, kindOfResource, ref, type Locator, type Ref } from '../../../model/index.js';
import type { ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { nameTime } from '../kube/event.js';
import { ageUnit, OutputClock } from '../kubectl/clock.js';
import { eventRecord, seenOf } from '../kubectl/event.js';
import type { Section } from '../kubectl/output.js';
import { compact, labelMap, printed } from '../kubectl/shape.js';
import { spanOf } from '../whole-text.js';
import { headerOf, headlessRow, rowCells, type Cells, type Header } from './columns.js';
import { tableKind } from './kinds.js';
import { genericRow, ROWS } from './objects.js';
import { usageRecords } from './usage.js';

/** A table of a section: rows below a header, or rows that tell by themselves what they are. */
export interface Table {
  readonly header: Line | undefined;
  readonly kind: string;
  readonly rows: readonly { readonly cells: Cells; readonly line: Line; readonly last: Line }[];
}

interface OpenTable {
  header: Line;
  columns: Header;
  kind: string;
  rows: { cells: Cells; line: Line; last: Line }[];
}

/** Finds the tables among lines; `unread` gets the lines that fit none. */
export function tablesOf(
  lines: readonly Line[],
  asked: readonly string[],
  unread?: (line: Line) => void,
): readonly Table[] {
  const tables: Table[] = [];
  const headless = new Map<string, { cells: Cells; line: Line; last: Line }[]>();
  let open: OpenTable | undefined;
  for (const line of lines) {
    if (line.text.trim() === '') {
      if (open && open.rows.length > 0) open = undefined;
      continue;
    }
    const columns = headerOf(line.text);
    const kind = columns && tableKind(columns, asked.length === 1 ? asked[0] : undefined);
    if (columns && kind !== undefined) {
      open = { header: line, columns, kind, rows: [] };
      tables.push(open);
      continue;
    }
    const cells = open ? rowCells(line.text, open.columns) : undefined;
    if (open && cells && fits(cells, open.kind)) {
      open.rows.push({ cells, line, last: line });
      continue;
    }
    const alone = open ? undefined : headlessRow(line.text, asked);
    const last = open?.rows.at(-1) ?? [...headless.values()].at(-1)?.at(-1);
    if (alone) {
      const rows = headless.get(alone.kind) ?? [];
      headless.set(alone.kind, rows);
      rows.push({ cells: alone.cells, line, last: line });
    } else if (last && last.cells['MESSAGE'] !== undefined) {
      last.cells = { ...last.cells, MESSAGE: `${last.cells['MESSAGE']}\n${line.text}` };
      last.last = line;
    } else unread?.(line);
  }
  for (const [kind, rows] of headless) tables.push({ header: undefined, kind, rows });
  return tables;
}

/** A row of events must have an object; any other row a name that the API allows. */
function fits(cells: Cells, kind: string): boolean {
  if (kind === 'Event') return /^[A-Za-z][\w.-]*\/\S+$/.test(cells['OBJECT'] ?? '');
  return /^[A-Za-z0-9][\w.:/-]*(?: \(default\))?$/.test(cells['NAME'] ?? cells['POD'] ?? '');
}

/** Emits the rows of a table. Returns how many records that gave. */
export function readTable(table: Table, section: Section, context: ReadContext): void {
  const captured = printedAt(context);
  const clock = new OutputClock(table.kind === 'Event' ? eventsPrinted(table, captured) : captured);
  const at = seenAt(context);
  const namespace = section.command?.namespace ?? context.place.namespace;
  if (table.kind === 'PodMetrics' || table.kind === 'NodeMetrics') {
    for (const { cells, line } of table.rows) {
      for (const record of usageRecords(cells, namespace, printedAt(context), spanOf(context, line)))
        context.emit(record);
    }
    return;
  }
  for (const { cells, line, last } of table.rows) {
    const evidence = spanOf(context, line, last);
    if (table.kind === 'Event') readEvent(cells, namespace, clock, evidence, context);
    else readObject(cells, table.kind, namespace, clock, at, evidence, context);
  }
}

/** So many events must agree on when the table was printed, as far apart as whole seconds and small clock offsets allow. */
const AGREE = 3;
const SPREAD = 3 * SECOND;

/**
 * When a wide table of events was printed: an event's name ends in the nanosecond at which it was made, and its age counts
 * from there. The middle of what all rows say; hosts whose clocks are wrong are at the edges.
 */
function eventsPrinted({ rows }: Table, captured: Stamp | undefined): Stamp | undefined {
  const said = rows.flatMap(({ cells }) => {
    const made = nameTime(printed(cells['NAME']));
    const age = parseDuration(cells['FIRST SEEN'] ?? '');
    return made === undefined || age === undefined || ageUnit(age) > SECOND ? [] : [made.lo + age];
  });
  const times = sortedBy(said, (at) => at);
  const middle = times[Math.floor(times.length / 2)];
  const agreed = times.filter((at) => middle !== undefined && Math.abs(at - middle) <= SPREAD);
  const [lo, hi] = [agreed[0], agreed.at(-1)];
  if (lo === undefined || hi === undefined || agreed.length < Math.max(AGREE, times.length / 2))
    return captured;
  return { lo: lo - SECOND, hi: hi + SECOND, grade: 'B' };
}

/** Emits one row of a table that is no text; `known` is the metadata of the row's object, where it came too. */
export function readRow(
  cells: Cells,
  kind: string,
  evidence: Locator,
  context: ReadContext,
  known: Readonly<Record<string, unknown>> | undefined,
): void {
  const clock = new OutputClock(printedAt(context));
  const named = digText(known, 'namespace');
  const namespace = named ?? context.place.namespace;
  if (kind === 'Event') {
    const name = digText(known, 'name');
    const own = name === undefined ? cells : { ...cells, NAME: name };
    return readEvent(own, namespace, clock, evidence, context);
  }
  readObject(cells, kind, namespace, clock, seenAt(context), evidence, context, known);
}

/** The exact instant in an event's name, when it is the one that its age was counted from. */
function madeAt(name: string | undefined, first: Stamp | undefined): Stamp | undefined {
  const made = nameTime(printed(name));
  if (first === undefined || made === undefined) return first;
  return made.lo >= first.lo - SECOND && made.lo <= first.hi + SECOND ? made : first;
}

function readEvent(
  cells: Cells,
  namespace: string | undefined,
  clock: OutputClock,
  evidence: Locator,
  context: ReadContext,
): void {
  const [word = '', ...name] = (cells['OBJECT'] ?? '').split('/');
  const kind = kindOfResource(word);
  const where = isClusterScoped(kind) ? undefined : (printed(cells['NAMESPACE']) ?? namespace ?? 'default');
  const seen = seenOf(cells['LAST SEEN'] ?? '', clock);
  const first = madeAt(cells['NAME'], clock.ago(cells['FIRST SEEN'] ?? ''));
  const count = Number(cells['COUNT'] ?? '');
  const isOnce = count === 1 && cells['LAST SEEN'] === cells['FIRST SEEN'];
  const [component, host] = (cells['SOURCE'] ?? '').split(', ');
  context.emit(
    eventRecord(
      {
        about: ref(kind, where, name.join('/')),
        type: cells['TYPE'] ?? '',
        reason: cells['REASON'] ?? '',
        message: cells['MESSAGE'] ?? '',
        seen: {
          last: isOnce ? (first ?? seen.last) : seen.last,
          first: first ?? seen.first,
          count: Math.max(seen.count, Number.isFinite(count) ? count : 1),
        },
        component,
        host,
        fieldPath: printed(cells['SUBOBJECT']),
        name: printed(cells['NAME']),
      },
      evidence,
    ),
  );
}

function readObject(
  cells: Cells,
  tableKindName: string,
  asked: string | undefined,
  clock: OutputClock,
  at: Stamp,
  evidence: Locator,
  context: ReadContext,
  known?: Readonly<Record<string, unknown>>,
): void {
  const about = rowRef(cells, tableKindName, asked);
  const age = printed(cells['AGE']);
  const created = clock.ago(age ?? '');
  const isDefault = / \(default\)$/.test(cells['NAME'] ?? '');
  const roles = about.kind === 'Node' ? (printed(cells['ROLES'])?.split(',') ?? []) : [];
  const labels = {
    ...labelMap((cells['LABELS'] ?? '').split(',')),
    ...Object.fromEntries(roles.map((r) => [`node-role.kubernetes.io/${r}`, ''])),
  };
  const object = compact({
    kind: about.kind,
    metadata: compact({
      name: about.name,
      namespace: about.namespace,
      labels: Object.keys(labels).length > 0 ? labels : undefined,
      annotations: isDefault ? { 'storageclass.kubernetes.io/is-default-class': 'true' } : undefined,
      // An age is no creationTimestamp: the interval that it stands for is kept instead.
      printedAge: age,
      created,
      ...known,
    }),
    ...(ROWS[about.kind] ?? genericRow)(cells),
  });
  const uid = digText(known, 'uid');
  context.emit({
    kind: 'object',
    ref: about,
    ...(uid === undefined ? {} : { uid }),
    at,
    object,
    shape: 'row',
    evidence,
  });
}

/** "pod/web-0" and "deployment.apps/web" name their kind; other rows are of the table's kind. */
function rowRef(cells: Cells, kind: string, asked: string | undefined): Ref {
  const text = (cells['NAME'] ?? '').replace(/ \(default\)$/, '');
  const at = text.indexOf('/');
  const own = at < 0 ? kind : kindOfResource(text.slice(0, at));
  const where = isClusterScoped(own) ? undefined : (printed(cells['NAMESPACE']) ?? asked ?? 'default');
  return ref(own, where, text.slice(at + 1));
}

/**
 * What was asked for and all names that came: where a list is complete, a name that is not in it did not
 * exist then.
 */
export function emitListing(tables: readonly Table[], section: Section, context: ReadContext): void {
  const { command, prompt } = section;
  const kind = command?.kinds[0];
  if (command?.verb !== 'get' || command.kinds.length !== 1 || kind === undefined) return;
  const rows = tables.filter((t) => t.kind === kind).flatMap((t) => t.rows);
  if (kind === 'Event' && rows.length > 0) return;
  const first = tables[0]?.header ?? prompt ?? section.lines[0];
  if (!first) return;
  const namespace =
    command.allNamespaces || isClusterScoped(kind)
      ? undefined
      : (command.namespace ?? context.place.namespace ?? 'default');
  const names = sortedBy(
    rows.map(({ cells }) => nameOf(cells)),
    (n) => n,
  );
  context.emit({
    kind: 'report',
    topic: 'listing',
    at: seenAt(context),
    data: compact({
      command: command.text,
      kind,
      namespace,
      names,
      complete: command.complete,
      empty: names.length === 0 ? true : undefined,
    }),
    text: `${command.text}: ${names.length} listed`,
    evidence: spanOf(context, prompt ?? first, rows.at(-1)?.line ?? first),
  });
}

function nameOf(cells: Cells): string {
  const namespace = printed(cells['NAMESPACE']);
  const name = (cells['NAME'] ?? '').replace(/ \(default\)$/, '');
  return namespace === undefined ? name : `${namespace}/${name}`;
}
