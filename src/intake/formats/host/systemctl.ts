import { HOUR, MINUTE, parseDuration, SECOND, utc, type Stamp } from '../../../base/index.js';
import { printedAt } from '../captured.js';
import { ref } from '../../../model/index.js';
import type { Format, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { fromZone, zoneOffset } from '../../zones.js';
import { compact } from '../kubectl/shape.js';
import { LogReader } from '../log-reader/reader.js';
import { linesOf, wholeBytes } from '../whole-text.js';
import { hostReport } from './report.js';

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
  const fields = new Map<string, string>();
  for (const l of block) {
    const m = FIELD.exec(l.text);
    if (m && !fields.has(m[1] ?? '')) fields.set(m[1] ?? '', m[2] ?? '');
  }
  const journal = block.filter((l) => JOURNAL.test(l.text));
  const node = context.place.node ?? JOURNAL.exec(journal.at(-1)?.text ?? '')?.[1];
  const data = compact({ unit, ...stateOf(fields, context), log: journal.map((l) => l.text) });
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
  readJournal(journal, bytes, {
    ...context,
    place: { ...context.place, ...(node === undefined ? {} : { node }), program: name },
  });
}

/** The last lines of the unit's journal are a log like any other. */
function readJournal(journal: readonly Line[], bytes: Buffer, context: ReadContext): void {
  // The zone of the journal's short form is not the report's, which has none.
  const log = new LogReader({
    ...context,
    describe: ({ origin }) => context.describe(origin ? { origin } : {}),
  });
  for (const l of journal)
    log.line(bytes.subarray(l.offset, l.offset + l.length), l.offset, l.length, l.line);
  log.end();
}

/** "Active: activating (auto-restart) (Result: exit-code) since <time>; 3s ago" and its neighbours. */
function stateOf(fields: ReadonlyMap<string, string>, context: ReadContext): Record<string, unknown> {
  const [, active = 'unknown', sub, result, from, ago] =
    ACTIVE.exec(fields.get('Active')?.trim() ?? '') ?? [];
  const [, load = 'unknown', enabled] = /^(\S+)(?: \([^;]*; (\w+))?/.exec(fields.get('Loaded') ?? '') ?? [];
  const [, pid, , exit] =
    /^(\d+)(?: \(code=(\w+), (?:status|signal)=([^)]*)\))?/.exec(fields.get('Main PID') ?? '') ?? [];
  return {
    load,
    enabled,
    active,
    sub,
    result,
    since: from === undefined ? undefined : since(from, ago, context),
    sinceText: from,
    pid: pid === undefined ? undefined : Number(pid),
    exit,
  };
}

const ACTIVE = /^(\S+)(?: \(([^)]*)\))?(?: \(Result: ([^)]+)\))?(?: since ([^;]+?)(?:; (.+?) ago)?)?$/;

/** "Jul 01 19:22:41 worker-2 systemd[1]: ..." */
const JOURNAL = /^[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d (\S+) [^\s:]+(?:\[\d+\])?: /;

/** Abbreviations that several zones share, in hours ahead of UTC. */
const SHARED: Readonly<Record<string, readonly number[]>> = {
  CST: [8, -6, -5], IST: [5.5, 2, 1], BST: [1, 6], EST: [-5, 10], EDT: [-4], CDT: [-5], MST: [-7], MDT: [-6], PST: [-8, 8],
  PDT: [-7], CET: [1], CEST: [2], EET: [2], EEST: [3], WET: [0], WEST: [1], MSK: [3], JST: [9], KST: [9], AEST: [10],
  AEDT: [11], NZST: [12], NZDT: [13], SGT: [8], HKT: [8], BRT: [-3], SAST: [2],
}; // prettier-ignore

/**
 * The abbreviation names a zone or several; the printed age and the time of the capture decide: the state
 * cannot have begun after the capture, and "3min ago" says where it lies. What stays open widens the stamp.
 */
function since(text: string, ago: string | undefined, context: ReadContext): Stamp | undefined {
  const m = /(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.\d+)? ?(\S+)?$/.exec(text.trim());
  if (!m) return undefined;
  const local = utc(Number(m[1]), Number(m[2]), Number(m[3]), Number(m[4]), Number(m[5]), Number(m[6]));
  const stamp = (at: number): Stamp => ({ lo: at, hi: at + SECOND, grade: 'A' });
  const zone = m[7] ?? context.place.zone ?? 'UTC';
  const offset = zoneOffset(zone, local);
  if (offset !== undefined) return stamp(local - offset);
  const named = context.place.zone === undefined ? undefined : fromZone(local, context.place.zone);
  const options = (SHARED[zone] ?? []).map((hours) => local - hours * HOUR).concat(named ?? []);
  const now = printedAt(context);
  const possible = options.filter((at) => now === undefined || at <= now.hi + MINUTE);
  const age = ageOf(ago);
  const best = possible.find(
    (at) => now !== undefined && age !== undefined && Math.abs(now.hi - age - at) < 30 * MINUTE,
  );
  if (best !== undefined) return stamp(best);
  if (named !== undefined && possible.includes(named)) return stamp(named);
  const [only] = possible;
  if (only === undefined) return { lo: local - 14 * HOUR, hi: local + 12 * HOUR, grade: 'C' };
  const [lo, hi] = [
    possible.reduce((a, b) => Math.min(a, b), only),
    possible.reduce((a, b) => Math.max(a, b), only),
  ];
  return lo === hi ? stamp(lo) : { lo, hi: hi + SECOND, grade: 'C' };
}

/** "4h 12min", "2min 23s", "1 day 3h", "2 weeks 1 day" */
function ageOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const short = text
    .replace(/(\d+) months?/g, (_a, n: string) => `${Number(n) * 30}d`)
    .replace(/(\d+) years?/g, '$1y')
    .replace(/(\d+) weeks?/g, (_a, n: string) => `${Number(n) * 7}d`)
    .replace(/(\d+) days?/g, '$1d')
    .replace(/min/g, 'm')
    .replace(/\s+/g, '');
  return parseDuration(short);
}
