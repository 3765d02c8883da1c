import { parseTime, stampOf, type Stamp } from '../../../base/index.js';
import { isClusterScoped, kindOfResource, ref, type Locator, type Ref } from '../../../model/index.js';
import type { Format, ReadContext } from '../../format.js';
import { printedAt } from '../captured.js';
import { cells, csvHeader, csvRows } from '../csv.js';
import { UNTIMED } from '../../hints.js';
import type { Line } from '../../lines.js';
import { spanOf, wholeLines } from '../whole-text.js';
import { OutputClock } from './clock.js';
import { eventRecord } from './event.js';
import { reasonOf } from './event-reasons.js';

/**
 * Events in columns that somebody named: `kubectl get events -o custom-columns=FirstSeen:.firstTimestamp,...`, what jq made a
 * CSV of, the list of events that Lens exports. A column is known by its name, however that is spelt.
 */
export const eventColumns: Format = {
  id: 'event-columns',
  title: 'events in columns of somebody’s choice',
  grammar: 'k8s.io/kubectl/pkg/cmd/get/customcolumn.go; RFC 4180',
  samples: [
    'NS     FirstSeen              LastSeen               Count   From      Type      Reason    Kind   Name    Message\nshop   2026-07-01T19:02:41Z   2026-07-01T19:22:41Z   12      kubelet   Warning   BackOff   Pod    web-0   Back-off restarting failed container\n',
    'lastTimestamp,namespace,kind,name,type,reason,count,message\n2026-07-01T19:22:41Z,shop,Pod,web-0,Warning,BackOff,12,"Back-off restarting failed container app, again"\n',
    '"Type","Message","Namespace","Involved Object","Source","Count","Age","Last Seen"\n"Warning","Back-off restarting failed container","shop","Pod: web-0","kubelet worker-1","12","20m","5s"\n',
  ],
  deferred: true,
  sniff(head) {
    const header = headerIn(head.lines);
    return header === undefined ? 0 : 0.94;
  },
  open: (context) =>
    wholeLines(context, (lines) => {
      readEvents(lines, context);
    }),
};

/** What a column means, by its name in small letters and figures alone. */
const MEANINGS: Readonly<Record<string, string>> = {
  lastseen: 'last', lasttimestamp: 'last', last: 'last', timestamp: 'last', time: 'last', eventtime: 'last', lastoccurrence: 'last',
  age: 'age', firstseen: 'first', firsttimestamp: 'first', first: 'first', creationtimestamp: 'first', created: 'first',
  count: 'count', type: 'type', reason: 'reason', message: 'message', msg: 'message', note: 'message',
  from: 'component', source: 'component', component: 'component', sourcecomponent: 'component', reportingcomponent: 'component', reportingcontroller: 'component',
  host: 'host', sourcehost: 'host', node: 'host', ns: 'namespace', namespace: 'namespace', involvedobjectnamespace: 'namespace',
  object: 'object', involvedobject: 'object', kind: 'kind', objectkind: 'kind', involvedobjectkind: 'kind', resource: 'kind',
  name: 'name', objectname: 'name', involvedobjectname: 'name', pod: 'name',
}; // prettier-ignore

interface Columns {
  readonly meanings: readonly (string | undefined)[];
  /** Cells of a row. */
  readonly cut: (text: string) => readonly string[];
  /** Where the header stands among the lines that are not blank. */
  readonly at: number;
  readonly isCsv: boolean;
}

function headerIn(lines: readonly string[]): Columns | undefined {
  const filled = lines.filter((line) => line.trim() !== '').slice(0, 2);
  const csv = csvHeader(filled);
  const found = csv === undefined ? undefined : known(csv.columns);
  if (csv !== undefined && found !== undefined) {
    return { meanings: found, cut: (text) => cells(text, csv.separator), at: csv.at, isCsv: true };
  }
  const [first = ''] = filled;
  const words = [...first.matchAll(/\S+(?: \S+)*/g)];
  const meanings = known(words.map(([word]) => word));
  if (meanings === undefined) return undefined;
  const starts = words.map(({ index }) => index);
  const cut = (text: string): readonly string[] =>
    starts.map((from, i) => text.slice(from, starts[i + 1]).trim());
  return { meanings, cut, at: 0, isCsv: false };
}

/** Meanings of the columns, when they are those of events. */
function known(names: readonly string[]): Columns['meanings'] | undefined {
  if (!names.every((name) => /^[A-Za-z][\w .:/-]{0,60}$/.test(name))) return undefined;
  const meanings = names.map((name) => MEANINGS[name.toLowerCase().replace(/[^a-z0-9]/g, '')]);
  const has = (...all: readonly string[]): boolean => all.some((each) => meanings.includes(each));
  const isEvent = has('reason') || (has('type') && has('object') && has('count'));
  const isEvents = isEvent && has('message') && has('last', 'first', 'age') && has('object', 'name');
  // Half of them foreign: a table of something else.
  return isEvents && meanings.filter((each) => each === undefined).length <= names.length / 3
    ? meanings
    : undefined;
}

function readEvents(lines: readonly Line[], context: ReadContext): void {
  const columns = headerIn(lines.map(({ text }) => text));
  if (columns === undefined) return;
  const filled = lines.filter(({ text }) => text.trim() !== '');
  const body = filled.slice(columns.at + 1);
  const rows = columns.isCsv
    ? csvRows(body)
    : body.map((line) => ({ text: line.text, first: line, last: line }));
  const clock = new OutputClock(printedAt(context));
  let unnamed = 0;
  for (const { text, first, last } of rows) {
    const values = columns.cut(text);
    const said = Object.fromEntries(
      columns.meanings.flatMap((meaning, i) => {
        const value = values[i] ?? '';
        return meaning === undefined || /^(?:|<none>|null)$/.test(value) ? [] : [[meaning, value] as const];
      }),
    );
    if (!readRow(said, clock, spanOf(context, first, last), context)) unnamed += 1;
  }
  if (unnamed > 0) context.problem({ message: `${unnamed} rows name no object or no reason` });
}

type Said = Readonly<Record<string, string | undefined>>;

function readRow(said: Said, clock: OutputClock, evidence: Locator, context: ReadContext): boolean {
  const about = aboutOf(said, context.place.namespace);
  const { message = '', type = 'Normal', component, reason = reasonOf(message) } = said;
  if (about === undefined || reason === undefined) return false;
  const first = timeOf(said['first'], clock) ?? timeOf(said['age'], clock);
  const last = timeOf(said['last'], clock) ?? timeOf(said['age'], clock) ?? first ?? UNTIMED;
  const [program, host = said['host']] = (component ?? '').split(/,? /);
  const count = Number(said['count'] ?? 1);
  const seen = { first: first ?? last, last, count: Number.isFinite(count) ? count : 1 };
  context.emit(eventRecord({ about, type, reason, message, seen, component: program, host }, evidence));
  return true;
}

/** "pod/web-0", "Pod: web-0", or kind and name in columns of their own. */
function aboutOf(said: Said, asked: string | undefined): Ref | undefined {
  const [, word, inside] = /^([A-Za-z][\w.-]*)(?:\/|: ?)(\S+)$/.exec(said['object'] ?? '') ?? [];
  const name = inside ?? said['name'];
  const kind = word ?? said['kind'];
  if (name === undefined || kind === undefined) return undefined;
  const known = kindOfResource(kind.toLowerCase());
  return ref(known, isClusterScoped(known) ? undefined : (said['namespace'] ?? asked ?? 'default'), name);
}

function timeOf(text: string | undefined, clock: OutputClock): Stamp | undefined {
  if (text === undefined) return undefined;
  return parseTime(text) === undefined ? clock.ago(text.replace(/ ago$/, '')) : stampOf(text);
}
