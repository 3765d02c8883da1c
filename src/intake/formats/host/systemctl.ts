import { shift } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import type { Format, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { isUntimed } from '../../hints.js';
import { mapStamps } from '../../stamps.js';
import { compact } from '../kubectl/shape.js';
import { LogReader } from '../log-reader/reader.js';
import { linesOf, wholeBytes } from '../whole-text.js';
import { hostReport } from './report.js';
import { sinceOf } from './since.js';
import { spelledZone } from '../local-time.js';

const UNIT =
  /^\s*[●×○◌*↻]\s+(\S+\.(?:service|socket|mount|timer|target|slice|path|scope|device|swap|automount))(?:\s+-\s+(.*))?$/;
const FIELD =
  /^\s*(Loaded|Active|Main PID|Process|Status|Tasks|Memory|CPU|Docs|CGroup|Drop-In|TriggeredBy|Triggers|Transient|Since|Condition|Where|What|Until|Trigger|Listen|Invocation|IP|IO|FD Store|Warning|Error): (.*)$/;

/**
 * `systemctl status`: per unit what was loaded, the active state since when, and the last journal lines.
 */
export const systemctlStatus: Format = {
  id: 'systemctl-status',
  title: 'systemctl status',
  grammar: 'systemd src/systemctl/systemctl-show.c (print_status_info)',
  samples: [
    '$ systemctl status kubelet\n○ kubelet.service - Kubernetes Kubelet\n     Loaded: loaded (/etc/systemd/system/kubelet.service; enabled; vendor preset: enabled)\n     Active: inactive (dead) since Wed 2026-07-01 19:22:41 UTC; 3min 2s ago\n    Process: 1776 ExecStart=/usr/bin/kubelet (code=exited, status=0/SUCCESS)\n   Main PID: 1776 (code=exited, status=0/SUCCESS)\n        CPU: 1min 9.195s\n\nJul 01 19:22:41 worker-2 systemd[1]: Stopped Kubernetes Kubelet.\n',
    '* containerd.service - containerd container runtime\n   Loaded: loaded (/lib/systemd/system/containerd.service; enabled; vendor preset: enabled)\n   Active: activating (auto-restart) (Result: exit-code) since Wed 2026-07-01 19:59:00 CEST; 3s ago\n  Process: 4711 ExecStart=/usr/bin/containerd (code=exited, status=1/FAILURE)\n Main PID: 4711 (code=exited, status=1/FAILURE)\n',
    'Unit kube-scheduler.service could not be found.\n',
  ],
  deferred: true,
  sniff(head) {
    if (/^Unit \S+ could not be found\.$/m.test(head.text)) return 0.9;
    const units = head.lines.filter((l) => UNIT.test(l)).length;
    return units > 0 && /^\s*Active: /m.test(head.text) ? 0.98 : 0;
  },
  open: (context) =>
    wholeBytes(context, (bytes) => {
      const lines = linesOf(bytes);
      for (const line of lines) missing(line, context);
      const starts = lines.flatMap((l, i) => (UNIT.test(l.text) ? [i] : []));
      starts.forEach((from, i) => readUnit(lines.slice(from, starts[i + 1]), bytes, context));
    }),
};

function missing(line: Line, context: ReadContext): void {
  const unit = /^Unit (\S+) could not be found\.$/.exec(line.text)?.[1];
  if (unit === undefined) return;
  context.emit(
    hostReport(
      context,
      'unit-status',
      { unit, load: 'not-found', active: 'inactive', sub: 'dead' },
      line.text,
      line,
      line,
    ),
  );
}

function readUnit(block: readonly Line[], bytes: Buffer, context: ReadContext): void {
  const [first] = block;
  const unit = UNIT.exec(first?.text ?? '')?.[1];
  if (!first || unit === undefined) return;
  const fields = fieldsOf(block);
  const journal = block.filter((l) => JOURNAL.test(l.text));
  const node = context.place.node ?? JOURNAL.exec(journal.at(-1)?.text ?? '')?.[1];
  const { since, ...state } = stateOf(fields.get('Active'), context);
  const data = compact({
    unit,
    ...state,
    since: since?.stamp,
    ...processOf(fields),
    log: journal.map((l) => l.text),
  });
  const last = block.findLast((l) => l.text.trim() !== '') ?? first;
  const record = hostReport(
    context,
    'unit-status',
    data,
    `${unit}: ${fields.get('Active') ?? ''}`,
    first,
    last,
  );
  const name = unit.replace(/\.service$/, '');
  const about = node === undefined ? {} : { node, about: ref('NodeService', undefined, `${node}/${name}`) };
  context.emit({ ...record, ...about });
  const place = { ...context.place, ...(node === undefined ? {} : { node }), program: name };
  readJournal(journal, bytes, since?.offset, { ...context, place });
}

/**
 * The last lines of the unit's journal are a log like any other. The short form prints no zone: it is that
 * of the line that says since when.
 */
function readJournal(
  journal: readonly Line[],
  bytes: Buffer,
  offset: number | undefined,
  context: ReadContext,
): void {
  const log = new LogReader({
    ...context,
    emit: (record) =>
      context.emit(
        mapStamps(record, (at) => (offset === undefined || isUntimed(at) ? at : shift(at, -offset))),
      ),
    describe: ({ origin }) => context.describe(origin ? { origin } : {}),
  });
  for (const l of journal) {
    log.line(bytes.subarray(l.offset, l.offset + l.length), l.offset, l.length, l.line);
  }
  log.end();
  if (offset !== undefined && journal.length > 0) context.describe({ zone: spelledZone(offset) });
}

/** Each field's first line. */
function fieldsOf(block: readonly Line[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const l of block) {
    const [, name = '', text = ''] = FIELD.exec(l.text) ?? [];
    if (name !== '' && !fields.has(name)) fields.set(name, text);
  }
  return fields;
}

/** "activating (auto-restart) (Result: exit-code) since <time>; 3s ago" */
function stateOf(text: string | undefined, context: ReadContext) {
  const [, active = 'unknown', sub, result, from, ago] = ACTIVE.exec(text?.trim() ?? '') ?? [];
  const since = from === undefined ? undefined : sinceOf(from, ago, context);
  return { active, sub, result, sinceText: from, since };
}

/** What is loaded, and which process it is or was. */
function processOf(fields: ReadonlyMap<string, string>): Record<string, unknown> {
  const [, load = 'unknown', enabled] = /^(\S+)(?: \([^;]*; (\w+))?/.exec(fields.get('Loaded') ?? '') ?? [];
  const [, pid, , exit] =
    /^(\d+)(?: \(code=(\w+), (?:status|signal)=([^)]*)\))?/.exec(fields.get('Main PID') ?? '') ?? [];
  return { load, enabled, pid: pid === undefined ? undefined : Number(pid), exit };
}

const ACTIVE = /^(\S+)(?: \(([^)]*)\))?(?: \(Result: ([^)]+)\))?(?: since ([^;]+?)(?:; (.+?) ago)?)?$/;

/** "Jul 01 19:22:41 worker-2 systemd[1]: ..." */
const JOURNAL = /^[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d (\S+) [^\s:]+(?:\[\d+\])?: /;
