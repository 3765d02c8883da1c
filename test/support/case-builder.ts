import { dig, exactly, parseTime, type Stamp } from '../../src/base/index.js';
import type {
  AccessRecord,
  AlertRecord,
  AlertRuleRecord,
  Capture,
  CaptureRecord,
  Evidence,
  EventRecord,
  Locator,
  MessageRecord,
  MetricRecord,
  ObjectRecord,
  Ref,
  ReportRecord,
  RequestRecord,
  SourceInfo,
  StatementRecord,
} from '../../src/model/index.js';
import { isClusterScoped, ref, refOfKey } from '../../src/model/index.js';
import { buildCase, type Case } from '../../src/world/index.js';

/** A time as tests write it: RFC 3339, a clock time of {@link DAY_OF_TESTS} ("10:05:30"), or a stamp. */
export type When = string | Stamp;
/** An entity as tests write it: its key ("Pod/shop/web-0") or a Ref. */
export type Who = string | Ref;

/** The day that bare clock times belong to. */
export const DAY_OF_TESTS = '2026-03-04';
/** End of knowledge when a test names none. */
export const AS_OF = `${DAY_OF_TESTS}T12:00:00Z`;

/** What records share in a test: all but evidence, with times and entities as text. */
export interface GivenEvent {
  readonly about: Who;
  readonly reason: string;
  readonly message: string;
  readonly type?: 'Normal' | 'Warning';
  readonly component?: string;
  readonly host?: string;
  readonly count?: number;
  readonly first: When;
  readonly last?: When;
  readonly fieldPath?: string;
  readonly related?: Who;
  readonly aboutUid?: string;
}

export interface GivenMessage {
  readonly id: string;
  readonly text: string;
  readonly at: When;
  readonly until?: When;
  readonly count?: number;
  readonly severity?: MessageRecord['severity'];
  readonly fields?: Readonly<Record<string, string>>;
  readonly program?: string;
  readonly node?: string;
  readonly pod?: Who;
  readonly container?: string;
  readonly previous?: boolean;
}

export interface GivenRequest {
  readonly at: When;
  readonly verb: string;
  readonly user: string;
  readonly about: Who;
  readonly code?: number;
  readonly groups?: readonly string[];
  readonly userAgent?: string;
  readonly subresource?: string;
  readonly message?: string;
  readonly body?: unknown;
  readonly response?: unknown;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly requestUri?: string;
}

export interface GivenAccess {
  readonly entrance: string;
  readonly at: When;
  readonly until?: When;
  readonly failed: boolean;
  readonly statuses: Readonly<Record<string, number>>;
  readonly host?: string;
  readonly backend?: string;
  readonly server?: string;
  readonly path?: string;
  readonly flags?: string;
  readonly slowestMs?: number;
  readonly totalMs?: number;
}

export interface GivenAlert {
  readonly name: string;
  readonly at: When;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly state?: AlertRecord['state'];
  readonly pendingSince?: When;
  readonly ended?: When;
  readonly receivers?: readonly string[];
  readonly system?: string;
}

/** An object at a time other than the end of knowledge, or in another shape than the API's whole answer. */
export interface GivenSnapshot {
  readonly object: unknown;
  readonly at?: When;
  readonly shape?: ObjectRecord['shape'];
}

/** Everything that a test may put into a capture. */
export interface Given {
  readonly asOf?: When;
  /** API objects as `kubectl get -o json` prints them, seen at the end of knowledge. */
  readonly objects?: readonly unknown[];
  readonly snapshots?: readonly GivenSnapshot[];
  readonly events?: readonly GivenEvent[];
  readonly messages?: readonly GivenMessage[];
  readonly requests?: readonly GivenRequest[];
  readonly access?: readonly GivenAccess[];
  readonly alerts?: readonly GivenAlert[];
  readonly alertRules?: readonly Omit<AlertRuleRecord, 'kind' | 'evidence'>[];
  readonly statements?: readonly { readonly at: When; readonly text: string; readonly author?: string }[];
  readonly metrics?: readonly {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly points: readonly (readonly [When, number])[];
  }[];
  readonly reports?: readonly {
    readonly topic: ReportRecord['topic'];
    readonly text: string;
    readonly data: unknown;
    readonly at?: When;
    readonly node?: string;
    readonly about?: Who;
  }[];
  /** Further sources that were in the capture, for detectors that look at coverage. */
  readonly sources?: readonly Partial<SourceInfo>[];
}

/** A case with the bytes that its evidence points into. */
export interface Built {
  readonly c: Case;
  readonly capture: Capture;
  /** The text that evidence points to; throws when it does not resolve. */
  resolve(evidence: Evidence): string;
}

/** Reads a time as tests write it. */
export function when(at: When): Stamp {
  if (typeof at !== 'string') return at;
  const parsed = parseTime(/^\d\d:/.test(at) ? `${DAY_OF_TESTS}T${at}Z` : at);
  if (!parsed) throw new RangeError(`not a time: ${at}`);
  return { lo: parsed.lo, hi: parsed.hi, grade: 'A' };
}

/** Reads an entity as tests write it. */
export function who(at: Who): Ref {
  return typeof at === 'string' ? refOfKey(at) : at;
}

/** Ref of an API object by its own kind and metadata. */
export function refOfObject(object: unknown): Ref {
  const kind = String(dig(object, 'kind'));
  const namespace = dig(object, 'metadata', 'namespace');
  const scoped = isClusterScoped(kind) || typeof namespace !== 'string' ? undefined : namespace;
  return ref(kind, scoped, String(dig(object, 'metadata', 'name')));
}

/** Puts a case together from what a test gives, through the same door as a real capture. */
export function caseOf(given: Given): Built {
  const paper = new Paper();
  const asOf = when(given.asOf ?? AS_OF);
  const records: CaptureRecord[] = [
    ...objectRecords(given, asOf, paper),
    ...(given.events ?? []).map((e) => eventRecord(e, paper)),
    ...(given.messages ?? []).map((m) => messageRecord(m, paper)),
    ...(given.requests ?? []).map((r) => requestRecord(r, paper)),
    ...otherRecords(given, asOf, paper),
  ];
  const sources = (given.sources ?? []).map((s, i) => ({ ...source(paper.sources.length + i), ...s }));
  const capture: Capture = {
    sources: [...paper.sources.map((_, i) => source(i)), ...sources],
    records,
    asOf,
    truncated: false,
  };
  return { c: buildCase(capture), capture, resolve: (e) => paper.read(e) };
}

/** The synthetic files: each record one line of JSON or text. */
class Paper {
  readonly sources: string[] = [];

  /** Writes a thing down as a source of its own and says where it lies. */
  write(thing: unknown, pointer?: string): Locator {
    const text = typeof thing === 'string' ? thing : JSON.stringify(thing);
    this.sources.push(text);
    const length = Buffer.byteLength(text);
    return {
      source: this.sources.length - 1,
      offset: 0,
      length,
      ...(pointer === undefined ? {} : { pointer }),
    };
  }

  read(e: Evidence): string {
    const text = this.sources[e.source];
    if (text === undefined) throw new RangeError(`evidence names source ${e.source}, there is none`);
    const bytes = Buffer.from(text).subarray(e.offset, e.offset + e.length);
    if (bytes.length !== e.length || e.length === 0)
      throw new RangeError(`evidence lies outside of its source`);
    if (e.pointer === undefined || e.pointer === '') return bytes.toString();
    const path = e.pointer
      .slice(1)
      .split('/')
      .map((p) => p.replace(/~1/g, '/').replace(/~0/g, '~'));
    let at: unknown = JSON.parse(bytes.toString());
    for (const p of path) at = Array.isArray(at) ? at[Number(p)] : dig(at, p);
    if (at === undefined) throw new RangeError(`pointer ${e.pointer} leads to nothing`);
    return typeof at === 'string' ? at : JSON.stringify(at);
  }
}

function source(id: number): SourceInfo {
  return {
    id,
    path: `test/${id}`,
    format: 'test',
    status: 'read',
    records: 1,
    bytes: 1,
    problems: [],
  };
}

function objectRecords(given: Given, asOf: Stamp, paper: Paper): ObjectRecord[] {
  const snapshots: GivenSnapshot[] = [
    ...(given.objects ?? []).map((object) => ({ object })),
    ...(given.snapshots ?? []),
  ];
  return snapshots.map(({ object, at, shape }): ObjectRecord => {
    const uid = dig(object, 'metadata', 'uid');
    return {
      kind: 'object',
      ref: refOfObject(object),
      at: at === undefined ? asOf : when(at),
      object,
      shape: shape ?? 'full',
      evidence: paper.write(object, ''),
      ...(typeof uid === 'string' ? { uid } : {}),
    };
  });
}

function eventRecord(e: GivenEvent, paper: Paper): EventRecord {
  const { about, first, last, related, count, type, ...rest } = e;
  return {
    kind: 'event',
    ...rest,
    type: type ?? 'Warning',
    about: who(about),
    count: count ?? 1,
    first: when(first),
    last: when(last ?? first),
    ...(related === undefined ? {} : { related: who(related) }),
    evidence: paper.write(`${e.reason} ${e.message}`),
  };
}

function messageRecord(m: GivenMessage, paper: Paper): MessageRecord {
  const evidence = paper.write(m.text);
  return {
    kind: 'message',
    id: m.id,
    text: m.text,
    at: when(m.at),
    until: when(m.until ?? m.at),
    count: m.count ?? 1,
    severity: m.severity ?? 'error',
    fields: m.fields ?? {},
    origin: {
      program: m.program ?? m.container ?? 'app',
      ...(m.node === undefined ? {} : { node: m.node }),
      ...(m.pod === undefined ? {} : { pod: who(m.pod) }),
      ...(m.container === undefined ? {} : { container: m.container }),
      ...(m.previous === undefined ? {} : { previous: m.previous }),
    },
    evidence,
    lastEvidence: evidence,
  };
}

function requestRecord(r: GivenRequest, paper: Paper): RequestRecord {
  return {
    kind: 'request',
    ...r,
    at: when(r.at),
    until: when(r.at),
    about: who(r.about),
    groups: r.groups ?? [],
    code: r.code ?? 200,
    annotations: r.annotations ?? {},
    evidence: paper.write(r),
  };
}

function otherRecords(given: Given, asOf: Stamp, paper: Paper): CaptureRecord[] {
  const access = (given.access ?? []).map((a): AccessRecord => {
    const evidence = paper.write(a);
    const count = Object.values(a.statuses).reduce((n, x) => n + x, 0);
    return {
      kind: 'access',
      ...a,
      at: when(a.at),
      until: when(a.until ?? a.at),
      count,
      evidence,
      lastEvidence: evidence,
    };
  });
  const alerts = (given.alerts ?? []).map((a): AlertRecord => {
    const { pendingSince, ended, ...rest } = a;
    return {
      kind: 'alert',
      labels: {},
      annotations: {},
      state: 'firing',
      receivers: [],
      system: 'alertmanager',
      ...rest,
      at: when(a.at),
      ...(pendingSince === undefined ? {} : { pendingSince: when(pendingSince) }),
      ...(ended === undefined ? {} : { ended: when(ended) }),
      evidence: paper.write(a),
    };
  });
  const rules = (given.alertRules ?? []).map((r): AlertRuleRecord => ({
    kind: 'alert-rule',
    ...r,
    evidence: paper.write(r),
  }));
  const statements = (given.statements ?? []).map((s): StatementRecord => ({
    kind: 'statement',
    ...s,
    at: { ...when(s.at), grade: 'D' },
    evidence: paper.write(s.text),
  }));
  const metrics = (given.metrics ?? []).map((m): MetricRecord => ({
    kind: 'metric',
    name: m.name,
    labels: m.labels ?? {},
    points: m.points.map(([t, v]) => [when(t).lo, v] as const),
    evidence: paper.write(m),
  }));
  const reports = (given.reports ?? []).map((r): ReportRecord => ({
    kind: 'report',
    topic: r.topic,
    text: r.text,
    data: r.data,
    at: r.at === undefined ? exactly(asOf.hi, 'B') : when(r.at),
    ...(r.node === undefined ? {} : { node: r.node }),
    ...(r.about === undefined ? {} : { about: who(r.about) }),
    evidence: paper.write(r.text),
  }));
  return [...access, ...alerts, ...rules, ...statements, ...metrics, ...reports];
}
