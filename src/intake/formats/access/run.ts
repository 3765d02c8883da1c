import { MILLISECOND, oneLine, sortedBy, type Stamp } from '../../../base/index.js';
import type { AccessRecord } from '../../../model/index.js';
import type { Head, ReadContext, Reader } from '../../format.js';
import { ByteLineSplitter, decode, type Line } from '../../lines.js';
import { LogReader } from '../log-reader/reader.js';
import { spanOf } from '../whole-text.js';

/** One request as a line of an access log tells it. */
export interface AccessLine {
  readonly entrance: string;
  readonly host?: string | undefined;
  readonly backend?: string | undefined;
  readonly server?: string | undefined;
  readonly path?: string | undefined;
  /** As printed; "-" where there was no HTTP answer. */
  readonly status: string;
  readonly failed: boolean;
  /** When the request ended. */
  readonly at: Stamp;
  readonly began?: Stamp | undefined;
  readonly ms?: number | undefined;
  readonly flags?: string | undefined;
}

interface Run {
  readonly first: AccessLine;
  readonly firstLine: Line;
  last: AccessLine;
  lastLine: Line;
  count: number;
  statuses: Map<string, number>;
  server: string | undefined;
  path: string | undefined;
  flags: string | undefined;
  slowest: number | undefined;
  total: number;
}

/** Of so many runs of a log the lines are kept to be quoted: an outage has a few. */
const MOST_QUOTED = 2000;

function quoted(run: Run): { readonly first: string; readonly last: string } {
  return { first: oneLine(run.firstLine.text, 400), last: oneLine(run.lastLine.text, 400) };
}

/** More entrances and hosts than this at once are the work of a scanner. */
const MAX_OPEN = 2000;

/**
 * Folds the requests of a log into runs: for each entrance, backend and host one run as long as the
 * outcome stays the same. Runs come out in the order in which they began.
 */
export class AccessRuns {
  private readonly open = new Map<string, Run>();
  private readonly done: Run[] = [];
  private readonly context: ReadContext;

  constructor(context: ReadContext) {
    this.context = context;
  }

  add(request: AccessLine, line: Line): void {
    const key = `${request.entrance}\n${request.backend ?? ''}\n${request.host ?? ''}`;
    const run = this.open.get(key);
    if (run && run.first.failed === request.failed) {
      grow(run, request, line);
      return;
    }
    if (run) this.done.push(run);
    this.open.set(key, started(request, line));
    if (this.open.size > MAX_OPEN) {
      const [oldest] = this.open;
      if (!oldest) return;
      this.open.delete(oldest[0]);
      this.done.push(oldest[1]);
    }
  }

  end(): void {
    const all = sortedBy([...this.done, ...this.open.values()], (run) => run.firstLine.offset);
    for (const [i, run] of all.entries()) {
      const record = recordOf(run, this.context);
      this.context.emit(i < MOST_QUOTED ? { ...record, lines: quoted(run) } : record);
    }
  }
}

function started(request: AccessLine, line: Line): Run {
  const run: Run = {
    first: request,
    firstLine: line,
    last: request,
    lastLine: line,
    count: 0,
    statuses: new Map(),
    server: request.server,
    path: request.path,
    flags: request.flags,
    slowest: undefined,
    total: 0,
  };
  grow(run, request, line);
  return run;
}

function grow(run: Run, request: AccessLine, line: Line): void {
  run.last = request;
  run.lastLine = line;
  run.count += 1;
  run.statuses.set(request.status, (run.statuses.get(request.status) ?? 0) + 1);
  if (run.server !== request.server) run.server = undefined;
  if (run.path !== request.path) run.path = undefined;
  run.flags ??= request.flags;
  if (request.ms === undefined) return;
  run.total += request.ms;
  run.slowest = Math.max(run.slowest ?? 0, request.ms);
}

function recordOf(run: Run, context: ReadContext): AccessRecord {
  const { first, last } = run;
  return {
    kind: 'access',
    entrance: first.entrance,
    ...(first.host === undefined ? {} : { host: first.host }),
    ...(first.backend === undefined ? {} : { backend: first.backend }),
    ...(run.server === undefined ? {} : { server: run.server }),
    ...(run.path === undefined ? {} : { path: run.path }),
    failed: first.failed,
    statuses: Object.fromEntries(run.statuses),
    count: run.count,
    at: first.at,
    until: last.at,
    ...(first.began === undefined ? {} : { began: first.began }),
    ...(last.began === undefined ? {} : { lastBegan: last.began }),
    ...(run.slowest === undefined ? {} : { slowestMs: run.slowest, totalMs: run.total }),
    ...(run.flags === undefined ? {} : { flags: run.flags }),
    evidence: spanOf(context, run.firstLine),
    lastEvidence: spanOf(context, run.lastLine),
  };
}

/** What stands before a line that some collector wrapped: CRI, `kubectl logs --timestamps`, --prefix. */
const WRAPPER =
  /^(?:\[pod\/\S+\] )?(?:\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d) )?(?:(?:stdout|stderr) [FP] )?(?=\S)/;

/** The line itself without its wrapper. */
export function unwrapped(text: string): string {
  const bare = text.replace(WRAPPER, '');
  return bare === '' ? text : bare;
}

type Parse = (text: string) => AccessLine | undefined;

/**
 * A reader for logs of which `parse` reads one line. A controller's container writes its own messages
 * between the requests: what `parse` does not know is read as a log.
 */
export function accessReader(context: ReadContext, parse: Parse): Reader {
  const runs = new AccessRuns(context);
  let log: LogReader | undefined;
  const splitter = new ByteLineSplitter((bytes, offset, length, line) => {
    const text = decode(bytes);
    const request = parse(unwrapped(text)) ?? parse(text);
    if (request) return runs.add(request, { text, offset, length, line });
    log ??= new LogReader({
      ...context,
      describe: ({ origin }) => context.describe(origin ? { origin } : {}),
    });
    log.line(bytes, offset, length, line);
  });
  return {
    chunk: (bytes) => splitter.chunk(bytes),
    end: () => {
      splitter.end();
      runs.end();
      log?.end();
    },
  };
}

const SAMPLED = 120;
const samples = new WeakMap<Head, readonly string[]>();

/** Lines from all over the head, taken once for all formats. */
function sampled(head: Head): readonly string[] {
  const known = samples.get(head);
  if (known) return known;
  const all = head.text.split(/\r?\n/).filter((l) => l.trim() !== '');
  const step = Math.ceil(all.length / SAMPLED);
  const lines = all.filter((_, i) => i % step === 0);
  samples.set(head, lines);
  return lines;
}

/** A score when lines that `parse` reads are a good part of the head, or of its second half. */
export function accessScore(head: Head, parse: Parse): number {
  const lines = sampled(head);
  const known = lines.map((l) => (parse(unwrapped(l)) ?? parse(l)) !== undefined);
  const part = (from: number): number => {
    const tail = known.slice(from);
    return tail.filter((k) => k).length / Math.max(1, tail.length);
  };
  return part(0) >= 0.3 || part(Math.floor(known.length / 2)) >= 0.5 ? 0.95 : 0;
}

/** A stamp moved by milliseconds: from the beginning of a request to its end. */
export function after(began: Stamp, ms: number): Stamp {
  const by = Math.round(ms * MILLISECOND);
  return { lo: began.lo + by, hi: began.hi + by, grade: began.grade };
}
