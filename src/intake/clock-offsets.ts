import type { Instant, Interval, Stamp } from '../base/index.js';
import { DAY, SECOND, byText, digText, iso, markOf, oneLine, parseTime, sortedBy } from '../base/index.js';
import type { CaptureRecord, ClockClaim, ClockClash, EventRecord, Locator } from '../model/index.js';
import { nameTime } from './formats/kube/event.js';
import { zoneOffset } from './zones.js';

/**
 * Clocks of nodes against that of the API server, from pairs of stamps that both put on one happening.
 * Causes come before effects, so each pair is a bound: the kubelet stamps an event, then the API server
 * stores it; the API server creates a pod, then the kubelet starts it. How long lies between is
 * unknown, which is why one pair is never an estimate, but a few of both kinds close in on the offset.
 */
export interface HostClock {
  /** Microseconds by which the node's clock is ahead. Absent when the pairs tell too little, or clash. */
  readonly ahead?: { readonly lo: number; readonly hi: number };
  readonly pairs: number;
  /** So far apart that no clock explains it: stamps of another time base. Nothing is moved by it. */
  readonly apart?: { readonly lo: number; readonly hi: number };
  /** The two pairs that cannot both be true of a clock that runs evenly. */
  readonly clash?: readonly [ClockClaim, ClockClaim];
}

const LEAST_PAIRS = 3;
/** More pairs of one host are not told from each other: they say no more of how many there are. */
const COUNTED = 250;
/** A wider bracket is no estimate: what happened meanwhile hides in it. */
const WIDEST = 10 * SECOND;

/**
 * Clocks set to local time instead of UTC are off by half a day. Beyond a day a kubelet finds the API server's
 * certificate expired or not yet valid and stores no events: who has such pairs has stamps that were shifted or replayed.
 */
const FARTHEST = DAY;

/** Clocks drift and are slewed by less; only a clock that was set clashes by more. */
const LEAST_CLASH = SECOND;

interface Bound {
  readonly at: number;
  readonly claim: ClockClaim;
}

/** One happening, as two clocks stamped it. */
interface Pair {
  readonly what: string;
  readonly node: Instant;
  readonly api: Instant;
  readonly evidence: Locator;
  readonly excerpt: string;
}

/** Bounds of one host; each happening counts once, in however many snapshots it stands. */
class Bounds {
  private low: Bound | undefined;
  private high: Bound | undefined;
  private readonly stored = new Set<number>();
  private readonly started = new Set<number>();

  get lower(): Bound | undefined {
    return this.low;
  }

  get upper(): Bound | undefined {
    return this.high;
  }

  get pairs(): number {
    return this.stored.size + this.started.size;
  }

  /** The node's stamp came before the API server's: its clock is ahead by at least the difference. */
  nodeFirst(node: Instant, api: Instant, id: () => string, tell: () => Pair): void {
    // Stamps of the API are cut to the second.
    const at = node - (api + SECOND);
    if (this.stored.size < COUNTED) this.stored.add(markOf(id()));
    if (this.low === undefined || this.low.at < at) this.low = { at, claim: claimOf(tell()) };
  }

  /** The API server's stamp came before the node's: the clock is ahead by at most the difference. */
  apiFirst(api: Instant, node: Instant, id: () => string, tell: () => Pair): void {
    const at = node - api;
    if (this.started.size < COUNTED) this.started.add(markOf(id()));
    if (this.high === undefined || this.high.at > at) this.high = { at, claim: claimOf(tell()) };
  }
}

function claimOf({ what, node, api, evidence, excerpt }: Pair): ClockClaim {
  const text = `${what}: ${iso(node)} by the node, ${iso(api)} by the API server`;
  return { text, at: api, evidence, excerpt };
}

/** Gathers pairs of stamps. All records come twice: to keep events until all are through takes more memory. */
export class ClockPairs {
  private readonly hosts = new Map<string, Bounds>();
  /** When the API server stored that a pod was scheduled. */
  private readonly scheduled = new Map<string, Instant>();

  /** The first time. */
  first(record: CaptureRecord): void {
    if (record.kind === 'object' && record.shape === 'full' && record.ref.kind === 'Pod')
      ofPod(record.object, record.evidence, (host) => this.of(host));
    if (record.kind !== 'event' || record.reason !== 'Scheduled') return;
    const { aboutUid, storedAt } = record;
    if (storedAt !== undefined && aboutUid !== undefined) this.scheduled.set(aboutUid, storedAt);
  }

  /** The second time, when all were there once. */
  second(record: CaptureRecord): void {
    if (record.kind !== 'event' || record.component !== 'kubelet') return;
    const { host, storedAt: api } = record;
    if (api === undefined || host === undefined) return;
    const node = stampedAt(record);
    const bounds = this.of(host);
    const id = (): string => identityOf(record);
    bounds.nodeFirst(node.lo, api, id, () => pairOf(record, titleOf(record), node.lo, api));
    const before = this.scheduled.size === 0 ? undefined : this.scheduled.get(record.aboutUid ?? '');
    if (before === undefined) return;
    bounds.apiFirst(before, node.hi, id, () =>
      pairOf(record, `${titleOf(record)} after it was scheduled`, node.hi, before),
    );
  }

  /** The clock of each node of which there are pairs. */
  clocks(): ReadonlyMap<string, HostClock> {
    return new Map([...this.hosts].map(([host, bounds]) => [host, clockOf(bounds)]));
  }

  private of(host: string): Bounds {
    const known = this.hosts.get(host) ?? new Bounds();
    this.hosts.set(host, known);
    return known;
  }
}

/**
 * When the node says that it happened. Both stamps are taken from one reading of its clock: a name that ends in
 * another time than the event's first is not a time of this clock, but letters that somebody chose.
 */
function stampedAt(event: EventRecord): Interval {
  const { first } = event;
  if (first.lo === first.hi) return first;
  const named = nameTime(event.name);
  const isSame = named !== undefined && named.hi >= first.lo - SECOND && named.lo <= first.hi + SECOND;
  return isSame ? named : first;
}

/** Where there is one, a text that is there already: events come by the million. */
function identityOf(event: EventRecord): string {
  return event.uid ?? event.name ?? `${titleOf(event)} ${event.first.lo} ${event.storedAt ?? ''}`;
}

function pairOf({ evidence, reason, message }: EventRecord, what: string, node: Instant, api: Instant): Pair {
  return { what, node, api, evidence, excerpt: oneLine(`${reason}: ${message}`, 400) };
}

function titleOf({ reason, about, name }: EventRecord): string {
  return `${reason} of ${about.kind} ${name ?? about.name}`;
}

/** Static pods are the kubelet's own: their mirror is made after they run. */
function ofPod(object: unknown, evidence: Locator, of: (host: string) => Bounds): void {
  const host = digText(object, 'spec', 'nodeName');
  const source = digText(object, 'metadata', 'annotations', 'kubernetes.io/config.source');
  if (host === undefined || (source !== undefined && source !== 'api')) return;
  const created = parseTime(digText(object, 'metadata', 'creationTimestamp') ?? '')?.lo;
  const began = parseTime(digText(object, 'status', 'startTime') ?? '')?.hi;
  if (created === undefined || began === undefined) return;
  const name = digText(object, 'metadata', 'name') ?? '';
  const what = `start of Pod ${name}`;
  const excerpt = `status.startTime: ${digText(object, 'status', 'startTime') ?? ''}`;
  const pair = { what, node: began, api: created, evidence, excerpt };
  of(host).apiFirst(
    created,
    began,
    () => `pod ${name} ${began} ${created}`,
    () => pair,
  );
}

function clockOf({ lower, upper, pairs }: Bounds): HostClock {
  if (lower === undefined || upper === undefined || pairs < LEAST_PAIRS) return { pairs };
  if (lower.at > upper.at + LEAST_CLASH) return { pairs, clash: [lower.claim, upper.claim] };
  if (lower.at > upper.at) return { pairs };
  if (upper.at - lower.at > WIDEST) return { pairs };
  const ahead = { lo: lower.at, hi: upper.at };
  return ahead.lo > FARTHEST || ahead.hi < -FARTHEST ? { pairs, apart: ahead } : { pairs, ahead };
}

/** The clocks that contradict themselves, by host. Each clash is of two claims: one more proves nothing. */
export function clashesOf(clocks: ReadonlyMap<string, HostClock>): readonly ClockClash[] {
  return sortedBy(
    [...clocks].flatMap(([host, { clash }]) => (clash === undefined ? [] : [{ host, claims: clash }])),
    ({ host }) => host,
  );
}

/** True when the clock was off by more than the stamps of the API resolve. */
export function isWrong(clock: HostClock): boolean {
  return clock.ahead !== undefined && (clock.ahead.lo > SECOND || clock.ahead.hi < -SECOND);
}

/** The stamp by the API server's clock; what is not known of the offset widens it. */
export function corrected(stamp: Stamp, ahead: { readonly lo: number; readonly hi: number }): Stamp {
  const grade = stamp.grade === 'A' ? 'B' : stamp.grade;
  return { lo: stamp.lo - ahead.hi, hi: stamp.hi - ahead.lo, grade };
}

/** "+00:00:30" with seconds is no zone: somebody says how far a clock is ahead of UTC. */
export function saidOffset(zone: string): number | undefined {
  return /^[+-]\d\d:\d\d:\d\d$/.test(zone.trim()) ? zoneOffset(zone, 0) : undefined;
}

/** What is known of the clocks of the hosts behind one source, and how its records are put right by it. */
export class SourceClocks {
  private readonly clocks: ReadonlyMap<string, HostClock>;
  private readonly host: string | undefined;
  private readonly stated: number | undefined;
  private moved: Set<string> | undefined;
  private apart: Set<string> | undefined;

  /** `host`: whose the whole source is; `stated`: how far ahead its clock is, when the user says it. */
  constructor(clocks: ReadonlyMap<string, HostClock>, host: string | undefined, stated: number | undefined) {
    this.clocks = clocks;
    this.host = host;
    this.stated = stated;
  }

  /** The offset that the stamps of a record are to be freed from. */
  aheadOf(record: CaptureRecord): { readonly lo: number; readonly hi: number } | undefined {
    if (this.stated !== undefined)
      return this.stated === 0 ? undefined : { lo: this.stated, hi: this.stated };
    if (this.clocks.size === 0) return undefined;
    const host = stampedBy(record) ?? (record.kind === 'access' ? this.host : undefined);
    const clock = host === undefined ? undefined : this.clocks.get(host);
    if (host !== undefined && clock?.apart !== undefined) (this.apart ??= new Set()).add(host);
    if (host === undefined || clock?.ahead === undefined || !isWrong(clock)) return undefined;
    this.moved ??= new Set();
    this.moved.add(host);
    return clock.ahead;
  }

  /** Offset of the source's own clock and what to say of it; asked when all records are through. */
  said():
    { readonly ahead?: { readonly lo: number; readonly hi: number }; readonly how: string } | undefined {
    if (this.stated !== undefined) {
      return { ahead: { lo: this.stated, hi: this.stated }, how: 'clock moved as the user says' };
    }
    const own = this.host === undefined ? undefined : this.clocks.get(this.host);
    if (own?.clash !== undefined)
      return {
        how: `clock of ${this.host ?? ''} unknown: ${own.clash.map(({ text }) => text).join(' against ')}`,
      };
    const parts = [...(this.moved ?? []), ...(this.apart ?? [])].sort(byText).map((host) => {
      const { ahead, apart, pairs } = this.clocks.get(host) ?? { pairs: 0 };
      if (apart !== undefined)
        return `stamps of ${host} lie ${days(apart.lo)} days from those of the API server (${counted(pairs)} pairs): another time base, not its clock; left as they are`;
      return `clock of ${host} ahead by ${seconds(ahead?.lo)} to ${seconds(ahead?.hi)} s (${counted(pairs)} pairs of stamps with the API server); its stamps are moved back`;
    });
    if (parts.length === 0) return undefined;
    return { ...(own?.ahead === undefined ? {} : { ahead: own.ahead }), how: parts.join('; ') };
  }
}

function counted(pairs: number): string {
  return pairs < COUNTED ? String(pairs) : `${COUNTED} or more`;
}

function days(micros: number): string {
  return (micros / DAY).toFixed(1);
}

function seconds(micros: number | undefined): string {
  return ((micros ?? 0) / SECOND).toFixed(1);
}

/** The node whose clock wrote the stamps of a record. */
function stampedBy(record: CaptureRecord): string | undefined {
  if (record.kind === 'message') return record.origin.node;
  return record.kind === 'event' && record.component === 'kubelet' ? record.host : undefined;
}
