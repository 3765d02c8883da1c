import { inWords, iso, MINUTE, SECOND, sortedBy, type Instant, type Stamp } from '../base/index.js';
import { keyOf, labelOf, type Condition } from '../model/index.js';
import { podNamed, podsOf, workloadOf } from '../world/index.js';
import { causesOf, type Reach } from './closure.js';
import type { Measured } from './input.js';
import type { Act, Effect } from './act.js';
import type { Said } from './statements.js';
import { saysItFailed } from './vocabulary.js';

/** What came of an act, and the test that says so. */
export interface Judgement {
  readonly effect: Effect;
  readonly why: string;
  readonly ended: readonly Condition[];
}

/** An effect comes within this time: the longest back-off of the kubelet is 5 min, then a start. */
const LAG = 6 * MINUTE;
/** What breaks within this time after an act, on the thing it touched, is put down to it. */
const HARM = 2 * MINUTE;
/** A rollout disturbs for a moment; what lasts longer than this is harm. */
const LASTING = MINUTE;
/** An end that is only bracketed is put down to an act inside the bracket when it was seen this soon after. */
const CLOSE = MINUTE;
/** Acts of one person within this time belong together: a floor set back and the workload scaled with it. */
const ONE_GO = 10 * SECOND;
/** Cluster stamps are cut to the second. */
const SLACK = 2 * SECOND;

interface Other {
  readonly act: Act;
  readonly reach: Reach;
}

/**
 * Judges an act by what followed: it worked when something that it can reach ended soon after it, not
 * before, and neither another act nor the end of a cause elsewhere explains the end better.
 */
export function judge(
  m: Measured,
  act: Act,
  own: Reach,
  others: readonly Other[],
  said: readonly Said[],
): Judgement {
  const harm = harmOf(m, act, own);
  if (harm)
    return {
      effect: 'made-worse',
      why: `${labelOf(harm.entity)}: ${title(m, harm)} began ${inWords(Math.max(0, harm.onset.lo - act.at.lo))} after it and not before`,
      ended: [],
    };
  const open = own.touched.filter(
    (x) =>
      bad(m, x) &&
      countsFor(m, own, x) &&
      x.onset.lo <= act.at.hi &&
      (!x.end || x.end.hi >= act.at.lo - SLACK),
  );
  if (open.length === 0) {
    const told = failureNote(act, said, others);
    return told
      ? { effect: 'no-effect', why: `a note says so: "${told.text}"`, ended: [] }
      : { effect: 'unknown', why: 'nothing that it reaches was broken at the time', ended: [] };
  }
  const ends = open.map((x) => ({ x, credit: creditOf(m, act, own, x, others) }));
  const ended = mostTelling(
    m,
    own,
    ends.filter((e) => e.credit.kind === 'own').map((e) => e.x),
  );
  const [best] = ended;
  const note = failureNote(act, said, others);
  if (best?.end && note && note.at.hi < best.end.lo) {
    const later = inWords(Math.max(0, best.end.lo - act.at.lo));
    return {
      effect: 'failed',
      why: `a note says so: "${note.text}"; ${title(m, best)} (${labelOf(best.entity)}) ended only ${later} after it`,
      ended: [],
    };
  }
  if (best?.end) {
    return {
      effect: 'worked',
      why: `${title(m, best)} (${labelOf(best.entity)}) ended ${inWords(Math.max(0, best.end.hi - act.at.lo))} after it and not before`,
      ended,
    };
  }
  const other = ends.find((e) => e.credit.kind === 'other');
  const still = ends[0];
  const why =
    other?.credit.why ??
    (still ? `${title(m, still.x)} (${labelOf(still.x.entity)}) ${still.credit.why}` : 'nothing changed');
  if (note) return { effect: 'failed', why: `${why}; a note: "${note.text}"`, ended: [] };
  return { effect: 'no-effect', why, ended: [] };
}

/** What users felt first, then what is on the very thing, then the severe, then the soonest. */
function mostTelling(m: Measured, own: Reach, ended: readonly Condition[]): Condition[] {
  return sortedBy(
    ended,
    (x) => (x.entity.kind === 'Surface' ? 0 : 1),
    (x) => (m.incident.conditionTypes.get(x.type)?.nature === 'impact' ? 0 : 1),
    (x) => (own.entities.has(keyOf(x.entity)) ? 0 : 1),
    (x) => -x.severity,
    (x) => x.end?.hi ?? Infinity,
    (x) => x.id,
  );
}

/** The name of a condition, marked as one: "Readiness probe fails" ended. */
function title(m: Measured, x: Condition): string {
  return `"${m.incident.conditionTypes.get(x.type)?.title ?? x.type}"`;
}

/** An act shows on the thing it touched and on what people felt; other symptoms end for many reasons. */
function countsFor(m: Measured, own: Reach, x: Condition): boolean {
  return own.entities.has(keyOf(x.entity)) || m.incident.conditionTypes.get(x.type)?.nature === 'impact';
}

/** Conditions whose end would be a success. */
function bad(m: Measured, x: Condition): boolean {
  const nature = m.incident.conditionTypes.get(x.type)?.nature;
  return (
    x.severity > 0 &&
    (nature === 'fault' ||
      nature === 'symptom' ||
      nature === 'impact' ||
      nature === 'load' ||
      nature === 'weakness') &&
    m.incident.roleOf(x.id) !== 'chronic-noise'
  );
}

/** Something new on the very thing, soon after, that lasts, where nothing was wrong before. */
function harmOf(m: Measured, act: Act, own: Reach): Condition | undefined {
  // whoever scales to nothing wants nothing to run
  const here = own.touched.filter(
    (x) => own.entities.has(keyOf(x.entity)) && broken(m, x) && x.type !== 'replicas-zero',
  );
  const before = here.some((x) => x.onset.hi < act.at.lo - SLACK && (!x.end || x.end.hi > act.at.lo));
  if (before) return undefined;
  return here.find((x) => {
    const lasted = (x.end?.lo ?? m.c.asOf.lo) - x.onset.hi;
    return x.onset.lo >= act.at.lo && x.onset.lo - act.at.hi <= HARM && lasted >= LASTING;
  });
}

function broken(m: Measured, x: Condition): boolean {
  const nature = m.incident.conditionTypes.get(x.type)?.nature;
  return x.severity > 0 && (nature === 'fault' || nature === 'symptom' || nature === 'impact');
}

interface Credit {
  readonly kind: 'own' | 'other' | 'none';
  readonly why: string;
}

function creditOf(m: Measured, act: Act, own: Reach, x: Condition, others: readonly Other[]): Credit {
  const { end } = x;
  if (!end) return { kind: 'none', why: 'went on' };
  if (end.hi < act.at.lo) return { kind: 'none', why: 'had ended before it' };
  const lag = end.lo - act.at.hi;
  if (end.lo < act.at.lo - SLACK && end.hi - act.at.hi > CLOSE) {
    return { kind: 'none', why: 'may have ended before it' };
  }
  const since = newPodsReady(m, act);
  if (since !== undefined && end.lo - since > CLOSE)
    return { kind: 'none', why: `went on for ${inWords(end.lo - since)} after its new pods were ready` };
  if (lag > LAG) return { kind: 'none', why: `went on for ${inWords(lag)}` };
  const rival = others.find(
    (o) => isRival(act, o.act) && o.act.at.lo <= end.hi + SLACK && o.reach.touched.includes(x),
  );
  if (rival)
    return { kind: 'other', why: `what it reaches ended only after a later act (${iso(rival.act.at.lo)})` };
  const cause = causesOf(m, x.id).find(
    (y) =>
      !own.touched.includes(y) &&
      y.end !== undefined &&
      bad(m, y) &&
      y.end.lo > act.at.hi &&
      y.end.lo <= end.hi,
  );
  if (cause?.end)
    return {
      kind: 'other',
      why: `it ended when its cause did: ${title(m, cause)} (${labelOf(cause.entity)}) was over ${iso(cause.end.lo)}`,
    };
  return { kind: 'own', why: '' };
}

/** When the last of the pods was ready that a restart, or the deletion of pods, brought; undefined if unknown. */
function newPodsReady(m: Measured, act: Act): Instant | undefined {
  const podsGone = act.verb === 'delete' && act.entity.kind === 'Pod';
  if (act.verb !== 'restart' && !podsGone) return undefined;
  const tops = act.changes.map((x) => workloadOf(m.c, x.entity));
  const born = tops.flatMap((top) =>
    podsOf(m.c, top).flatMap((pod) => {
      const view = podNamed(m.c, pod);
      const created = view?.entity.created;
      return view && created && created.lo >= act.at.lo - SLACK && created.lo <= act.at.hi + LAG
        ? [view]
        : [];
    }),
  );
  const ready = born.map(
    (p) => p.conditions.find((x) => x.type === 'Ready' && x.status === 'True')?.since?.hi,
  );
  return born.length === 0 || ready.includes(undefined)
    ? undefined
    : ready.reduce<Instant>((t, x) => Math.max(t, x ?? t), -Infinity);
}

/** A later act explains an end better, unless it is of one go with this one. */
function isRival(act: Act, other: Act): boolean {
  const apart = other.at.lo - act.at.hi;
  if (takesUp(act, other)) return false;
  return other.by === act.by ? apart > ONE_GO : apart > 0;
}

/** Pods read a ConfigMap or Secret when they start: the restart that follows a change of one belongs to it. */
function takesUp(act: Act, other: Act): boolean {
  return (
    ['ConfigMap', 'Secret'].includes(act.entity.kind) &&
    act.verb === 'update' &&
    (other.verb === 'restart' || (other.verb === 'delete' && other.entity.kind === 'Pod')) &&
    other.entity.namespace === act.entity.namespace &&
    other.at.lo - act.at.hi <= 5 * MINUTE
  );
}

const ITS_WORDS: Readonly<Partial<Record<Act['verb'], RegExp>>> = {
  delete: /\b(delet|remov|recreat)/i,
  restart: /\brestart/i,
  scale: /\bscal/i,
  evict: /\b(evict|drain)/i,
};

/** A note between this act and the next that says it did not help; in the same second, one that names it. */
function failureNote(act: Act, said: readonly Said[], others: readonly Other[]): Said | undefined {
  const later = others.filter((o) => o.act.at.lo > act.at.hi).map((o) => o.act.at.lo);
  const next = Math.min(...later, act.at.hi + 5 * MINUTE);
  return said.find((s) => {
    if (!saysItFailed(s.text) || s.at.lo > next) return false;
    if (s.at.lo >= act.at.hi) return true;
    return s.at.hi >= act.at.lo && ITS_WORDS[act.verb]?.test(s.text) === true;
  });
}

/** Whether an end followed an act closely enough to be put down to it. */
export function followed(act: Stamp, end: Stamp): boolean {
  return end.hi >= act.lo && end.lo - act.hi <= LAG;
}
