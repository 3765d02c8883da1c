import { printedAt } from '../captured.js';
import type { Format, Head, ReadContext, Reader } from '../../format.js';
import type { Line } from '../../lines.js';
import { beginsObject, describedObjects, readDescribed } from '../describe/describe.js';
import { dedented } from '../describe/relevel.js';
import { eventRecords, eventRows, isEventsHeader, type EventRow } from '../describe/events.js';
import { isClusterScoped, ref } from '../../../model/index.js';
import { LogReader } from '../log-reader/reader.js';
import { headerOf } from '../tables/columns.js';
import { kindByHeader } from '../tables/kinds.js';
import { emitListing, readTable, tablesOf } from '../tables/tables.js';
import { wholeLines } from '../whole-text.js';
import { OutputClock } from './clock.js';
import { promptOf } from './command.js';
import { commandError } from './errors.js';
import { isClientLine, isErrorLine, sectionsOf, type Section } from './output.js';
import { EVENTS, GET_ALL, KUBECTL_EVENTS, NODE, POD, PODS, SEVERAL, TOP } from './samples.js';

/**
 * Reads whatever kubectl printed: descriptions, tables, error lines, in any order and behind any number
 * of prompts. The formats differ by what they recognise, not by what they read.
 */
function open(context: ReadContext): Reader {
  return wholeLines(context, (lines) => {
    for (const section of sectionsOf(dedented(lines), context.place)) readSection(section, context);
  });
}

function readSection(section: Section, context: ReadContext): void {
  const begin = section.lines.findIndex((_, i) => beginsObject(section.lines, i));
  const loose = begin < 0 ? section.lines : section.lines.slice(0, begin);
  for (const object of describedObjects(section.lines)) readDescribed(object, section, context);
  const errors = loose.filter((l) => isErrorLine(l.text));
  const rest = loose.filter((l) => !isErrorLine(l.text) && !isClientLine(l.text));
  tellClientErrors(loose, context);
  if (rest.some((l) => isEventsHeader(l.text))) return readLooseEvents(rest, section, context);
  const asked =
    section.command?.kinds ?? (context.place.objectKind === undefined ? [] : [context.place.objectKind]);
  const unread: Line[] = [];
  const tables = tablesOf(rest, asked, (line) => unread.push(line));
  for (const table of tables) readTable(table, section, context);
  const nothing = errors.length > 0 && errors.every((l) => /^No (?:resources|events) found/.test(l.text));
  if (begin < 0 && (tables.length > 0 || errors.length === 0 || nothing)) {
    emitListing(tables, section, context);
    const [first] = unread;
    if (first) {
      context.problem({
        message: `${unread.length} lines fit no table`,
        offset: first.offset,
        line: first.line,
      });
    }
  }
  if (errors.length === 0) return;
  // What stands around an error line belongs to it: client log lines, "stderr:" marks.
  const report = commandError(
    tables.length > 0 ? errors : loose.filter((l) => l.text.trim() !== ''),
    section,
    context,
  );
  if (report) context.emit(report);
}

/** kubectl's own log beside an answer tells which API did not answer it; the answer is the source's origin. */
function tellClientErrors(lines: readonly Line[], context: ReadContext): void {
  const said = lines.filter((l) => isClientLine(l.text));
  if (said.length === 0) return;
  const own: ReadContext = { ...context, place: { program: 'kubectl' }, describe: () => undefined };
  const log = new LogReader(own);
  for (const { text, offset, length, line } of said) log.line(Buffer.from(text), offset, length, line);
  log.end();
}

/**
 * An events block without its object: the command or the place names it; else the component tells the
 * kind, and what it says the name.
 */
function readLooseEvents(lines: readonly Line[], section: Section, context: ReadContext): void {
  const { command } = section;
  const rows = eventRows(lines);
  const guess = subjectOf(rows);
  const asked = command?.kinds[0] === 'Event' ? undefined : command?.kinds[0];
  const kind = asked ?? context.place.objectKind ?? (context.place.pod === undefined ? guess?.kind : 'Pod');
  const name = (asked === undefined ? undefined : command?.names[0]) ?? context.place.pod ?? guess?.name;
  const [first] = lines;
  if (kind === undefined || name === undefined) {
    const at = first ? { offset: first.offset, line: first.line } : {};
    return context.problem({ message: 'events of an object that nothing names', ...at });
  }
  const namespace = isClusterScoped(kind)
    ? undefined
    : (command?.namespace ?? context.place.namespace ?? 'default');
  const clock = new OutputClock(printedAt(context));
  for (const record of eventRecords(rows, ref(kind, namespace, name), clock, context)) context.emit(record);
}

const CONTROLLERS: Readonly<Record<string, string>> = {
  'job-controller': 'Job',
  'deployment-controller': 'Deployment',
  'replicaset-controller': 'ReplicaSet',
  'statefulset-controller': 'StatefulSet',
  'daemonset-controller': 'DaemonSet',
  'cronjob-controller': 'CronJob',
  'default-scheduler': 'Pod',
  kubelet: 'Pod',
};

/** "Created pod: web-7f-x4z2n" by a controller is about "web-7f"; kubelet and scheduler name the pod. */
function subjectOf(rows: readonly EventRow[]): { readonly kind: string; readonly name: string } | undefined {
  for (const { component, message } of rows) {
    const kind = CONTROLLERS[component];
    const made = /^Created (?:pod|job): (\S+)-[a-z0-9]+$/.exec(message)?.[1];
    const pod =
      /^Successfully assigned [^/\s]+\/(\S+) to /.exec(message)?.[1] ??
      / in pod (\S+?)_[\w-]+\(/.exec(message)?.[1];
    const name = kind === 'Pod' ? pod : made;
    if (kind !== undefined && name !== undefined) return { kind, name };
  }
  return undefined;
}

function meaningful(head: Head): readonly Line[] {
  return head.lines.map((text, i) => ({ text, offset: 0, length: text.length, line: i + 1 }));
}

/** Lines of the head after the first prompt, and what the prompt asked. */
function bodyOf(head: Head): { readonly lines: readonly Line[]; readonly section: Section | undefined } {
  const [section] = sectionsOf(dedented(meaningful(head)), head.place);
  return { lines: section?.lines ?? [], section };
}

/** `kubectl describe`. */
export const kubectlDescribe: Format = {
  id: 'kubectl-describe',
  title: 'kubectl describe',
  grammar: 'k8s.io/kubectl/pkg/describe/describe.go',
  samples: [POD, NODE, SEVERAL],
  deferred: true,
  sniff(head) {
    const { lines, section } = bodyOf(head);
    if (lines.some((_, i) => beginsObject(lines, i))) return 0.97;
    if (lines.some((l) => isEventsHeader(l.text))) return 0.9;
    return section?.prompt !== undefined && section.command?.verb === 'describe' ? 0.6 : 0;
  },
  open,
};

/** `kubectl get` and `kubectl events`, any kind, with or without header. */
export const kubectlTable: Format = {
  id: 'kubectl-table',
  title: 'kubectl get, kubectl events, kubectl top',
  grammar: 'k8s.io/kubernetes/pkg/printers/internalversion/printers.go',
  samples: [PODS, EVENTS, KUBECTL_EVENTS, TOP, GET_ALL, '$ kubectl get jobs -n shop\n'],
  deferred: true,
  sniff(head) {
    const { lines, section } = bodyOf(head);
    const filled = lines.filter((l) => l.text.trim() !== '' && !isErrorLine(l.text) && !isClientLine(l.text));
    const [first] = filled;
    const prompted =
      section?.prompt !== undefined &&
      (section.command?.verb === 'get' ||
        section.command?.verb === 'top' ||
        section.command?.verb === 'events');
    if (!first) return prompted && !lines.some((l) => isErrorLine(l.text)) ? 0.9 : 0;
    const header = headerOf(first.text);
    if (header && (kindByHeader(header) !== undefined || prompted || /\bAGE\b/.test(first.text))) return 0.95;
    if (/^\s*(?:[[{]|- |apiVersion:)/.test(first.text)) return 0;
    const rows = filled.slice(0, 20);
    const read = tablesOf(rows, section?.command?.kinds ?? []).reduce((n, t) => n + t.rows.length, 0);
    if (read === 0) return 0;
    return read >= rows.length / 2 ? (prompted ? 0.95 : 0.85) : 0;
  },
  open,
};

/** Words that kubectl shares with any other program. */
const ANY_PROGRAM =
  /^(?:error: (?!unable to|container |a container|previous|the server|no )|Error: (?!Error from server|error: |Defaulted container)|Warning: )/;

/** A pod that runs kubectl is refused under the account of its namespace; who captures it has another. */
function isOwnAccount(text: string, namespace: string | undefined): boolean {
  return namespace !== undefined && text.includes(`User "system:serviceaccount:${namespace}:`);
}

/** Output of a command that failed or found nothing: evidence itself, dated by the capture. */
export const commandErrors: Format = {
  id: 'command-error',
  title: 'Error output of a command',
  grammar: 'k8s.io/kubectl/pkg/cmd/util/helpers.go',
  samples: [
    'Error from server (NotFound): pods "web-0" not found\n',
    'error: the server doesn\'t have a resource type "pvs"\n',
    'No resources found in shop namespace.\n',
    'The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?\n',
  ],
  deferred: true,
  sniff(head) {
    const { lines } = bodyOf(head);
    const filled = lines.filter((l) => l.text.trim() !== '');
    const prompted = head.lines.some((l) => promptOf(l) !== undefined);
    if (!head.whole || filled.length === 0 || filled.length > 40) return 0;
    const errors = filled.filter((l) => isErrorLine(l.text));
    const noise = filled.filter(
      (l) => !isErrorLine(l.text) && !/^(?:[IWE]\d{4} |stdout:|stderr:|Output:)/.test(l.text),
    );
    if (errors.length === 0 || (noise.length > 1 && !prompted)) return 0;
    // in the place of a program's log, what any program could say is its own last word
    const { container, program } = head.place;
    const ownWord =
      (container ?? program) !== undefined &&
      errors.every((l) => ANY_PROGRAM.test(l.text) || isOwnAccount(l.text, head.place.namespace));
    return ownWord && !prompted ? 0.1 : 0.9;
  },
  open,
};
