import { largest, MINUTE, type Instant, type Stamp } from '../base/index.js';
import { keyOf, type Evidence, type EventRecord, type MessageRecord, type Ref } from '../model/index.js';
import { conditionsOf, containerEnds, firstTry, newest, podNamed, type Case } from '../world/index.js';

/** Something that was said once or several times, at a place in the capture. */
export interface Saying {
  readonly at: Stamp;
  readonly until: Stamp;
  readonly count: number;
  readonly evidence: Evidence;
  /** True for an event of which only the last stamp is told, and that was surely said again and again. */
  readonly steady?: true;
  /** Until when its source would have told more of it. */
  readonly heardUntil: Instant;
}

/** A stretch of time in which the same was said again and again, without a gap longer than allowed. */
export interface Spell<T extends Saying = Saying> {
  readonly sayings: readonly T[];
  readonly first: T;
  readonly last: T;
  readonly onset: Stamp;
  /** Undefined when it was still being said where its source ends. */
  readonly end: Stamp | undefined;
  readonly count: number;
  /** First, last and the first few between. */
  readonly evidence: readonly Evidence[];
}

export interface MessageSaying extends Saying {
  readonly message: MessageRecord;
}

export interface EventSaying extends Saying {
  readonly event: EventRecord;
}

/** Programs that log only what is unusual (etcd warnings, the kernel ring): their silence says that all is well. */
const TERSE = /^(?:etcd|kernel)/;

/**
 * A log message as a saying. A line without a time of its own was said in the run of the container whose log it is: the one
 * before this one, or the present one, up to the capture.
 */
export function saidInLog(c: Case, message: MessageRecord): MessageSaying {
  const run = message.at.grade === 'X' ? runOf(c, message) : undefined;
  const source = c.sources[message.evidence.source];
  return {
    message,
    at: run ?? message.at,
    until: run ?? message.until,
    count: message.count,
    evidence: c.citeMessage(message),
    // The log of a pod ends with the pod; that it says no more is no sign of a cut.
    heardUntil:
      message.origin.pod || TERSE.test(message.origin.program) ? c.asOf.hi : (source?.span?.hi ?? c.asOf.hi),
  };
}

function runOf(c: Case, m: MessageRecord): Stamp | undefined {
  return m.origin.previous ? runBefore(c, m) : presentRun(c, m);
}

/** From the start of the container that runs to when its log was taken; a restart between the two cannot be told. */
function presentRun(c: Case, { origin: { pod, container }, at }: MessageRecord): Stamp | undefined {
  const containers = pod === undefined ? [] : (podNamed(c, pod)?.containers ?? []);
  const named = containers.filter(({ name }) => container === undefined || name === container);
  const started = named.length === 1 ? named[0]?.runningSince : undefined;
  return started && started.lo < at.hi ? { lo: started.lo, hi: at.hi, grade: 'C' } : undefined;
}

function runBefore(c: Case, m: MessageRecord): Stamp | undefined {
  const { pod, container } = m.origin;
  const ends = containerEnds(c).filter(
    (e) =>
      pod !== undefined &&
      keyOf(e.pod) === keyOf(pod) &&
      (container === undefined || e.container === container),
  );
  const last = ends.at(-1);
  return last && { lo: last.started?.lo ?? last.finished.lo, hi: last.finished.hi, grade: 'B' };
}

/** True for what was said only in the first minutes of its log: much is not there yet while things start. */
export function inFirst(c: Case, m: MessageRecord, micros: number): boolean {
  const from = c.sources[m.evidence.source]?.span?.lo;
  return from !== undefined && m.at.grade !== 'X' && m.until.hi - from < micros;
}

/** True when it was said in a run of a container before this one and the pod is well now. */
export function longOver(c: Case, s: Spell<MessageSaying>): boolean {
  const { pod } = s.first.message.origin;
  if (!pod || s.sayings.some((x) => x.message.origin.previous !== true)) return false;
  return isReady(c, pod);
}

/** True when only runs of a container before this one said it, and nothing shows the pod well now. */
export function endedWith(c: Case, s: Spell<MessageSaying>): boolean {
  const { pod } = s.first.message.origin;
  return pod !== undefined && s.sayings.every((x) => x.message.origin.previous === true) && !isReady(c, pod);
}

/** True when the newest reading of a pod says that it is ready. */
export function isReady(c: Case, pod: Ref): boolean {
  const entity = c.entity(pod);
  const snapshot = entity && newest(entity);
  return conditionsOf(snapshot?.object).some((x) => x.type === 'Ready' && x.status === 'True');
}

/** True when it was said so often, or is known to have been said all along. */
export function isSaidOften(s: Spell, least: number): boolean {
  return s.count >= least || s.sayings.some((x) => x.steady === true);
}

/** An Event as a saying. Its count is a lower bound. */
export function saidInEvent(c: Case, event: EventRecord): EventSaying {
  const first = firstTry(c, event);
  return {
    event,
    at: first,
    ...(first.lo < event.first.lo ? { steady: true as const } : {}),
    until: event.last,
    count: event.count,
    evidence: c.citeEvent(event),
    heardUntil: c.asOf.hi,
  };
}

/** Silence after which a thing that is repeated every few seconds is over. */
const QUIET = MINUTE;

/**
 * Folds sayings into spells: a silence longer than `gap` ends one. A spell is still open where its source
 * ends if no silence of `quiet` came before that.
 */
export function spellsOf<T extends Saying>(
  sayings: readonly T[],
  gap: number = 2 * MINUTE,
  quiet: number = Math.min(gap, QUIET),
): Spell<T>[] {
  const ordered = [...sayings].sort((a, b) => a.at.lo - b.at.lo || a.at.hi - b.at.hi);
  const runs: T[][] = [];
  let reach = -Infinity;
  for (const s of ordered) {
    const run = runs.at(-1);
    if (run && s.at.lo <= reach + gap) run.push(s);
    else runs.push([s]);
    reach = Math.max(reach, s.until.hi);
  }
  return runs.flatMap((run) => spell(run, quiet) ?? []);
}

function spell<T extends Saying>(run: readonly T[], quiet: number): Spell<T> | undefined {
  const first = run[0];
  if (!first) return undefined;
  const last = run.reduce((a, b) => (b.until.hi > a.until.hi ? b : a), first);
  const heardUntil = largest(run.map((s) => s.heardUntil));
  const open = last.until.hi + Math.max(quiet, paceOf(run, first, last)) >= heardUntil;
  return {
    sayings: run,
    first,
    last,
    onset: first.at,
    end: open ? undefined : { lo: last.until.lo, hi: Math.max(last.until.hi, last.until.lo), grade: 'A' },
    count: run.reduce((n, s) => n + s.count, 0),
    evidence: pick(run).map((s) => s.evidence),
  };
}

/** Controllers that back off speak ever more rarely: up to about a quarter of an hour apart. */
const LONGEST_PAUSE = 16 * MINUTE;

/** The silence that is ordinary for what was said so often in that time: twice the mean pause. */
function paceOf(run: readonly Saying[], first: Saying, last: Saying): number {
  const count = run.reduce((n, s) => n + s.count, 0);
  if (count < 5) return 0;
  return Math.min((2 * (last.until.hi - first.at.lo)) / (count - 1), LONGEST_PAUSE);
}

function pick<T>(run: readonly T[]): T[] {
  if (run.length <= 4) return [...run];
  const last = run.at(-1);
  return [...run.slice(0, 3), ...(last === undefined ? [] : [last])];
}

/** All spells as one: from the first onset, open if the last one is. */
export function whole<T extends Saying>(spells: readonly Spell<T>[]): Spell<T> | undefined {
  const first = spells[0];
  const last = spells.at(-1);
  if (!first || !last) return undefined;
  return {
    sayings: spells.flatMap((s) => s.sayings),
    first: first.first,
    last: last.last,
    onset: first.onset,
    end: last.end,
    count: spells.reduce((n, s) => n + s.count, 0),
    evidence: pick(spells.flatMap((s) => s.evidence)),
  };
}
