import { counted, fromTime, groupBy, listed, MINUTE, SECOND, type Stamp } from '../base/index.js';
import { keyOf, labelOf, type ConditionType, type MessageRecord, type Ref } from '../model/index.js';
import { calleeOf, loopBegan, podNamed, speakerOf, succeededAfter, type Case } from '../world/index.js';
import type { Detector, Finding } from './detector.js';
import { longOver, saidInLog, spellsOf, whole, type MessageSaying, type Spell } from './spells.js';

/** A failure that applications tell in their own logs, about themselves or about what they call. */
export interface AppMechanism {
  readonly id: string;
  readonly what: string;
  readonly lookAlikes: string;
  readonly sources: readonly string[];
  readonly type: ConditionType;
  /** A more particular type where the workload's declaration tells which cause it is. */
  readonly particular?: {
    readonly type: ConditionType;
    readonly holds: (speaker: Ref, c: Case) => boolean;
  };
  readonly says: readonly string[];
  readonly when?: (m: MessageRecord, c: Case) => boolean;
  /** "could not connect to", "got no timely answer from"; the callee follows. */
  readonly words: string;
  /** True: the callee is the point (its absence is said as "a dependency"). */
  readonly calls: boolean;
  /** Fewer lines than this in one spell are a blip. */
  readonly least?: number;
  /** Severity of a spell that outlasts the start of its container. */
  readonly severity?: 1 | 2 | 3;
  /** True: it is said at every start, so it held from the first start of the pod on. */
  readonly atStart?: boolean;
  /** What the lines name beyond the callee, for the statement: "the flag --x". */
  particulars?(s: Spell<MessageSaying>): string;
  attrs?(s: Spell<MessageSaying>): Finding['attrs'];
}

/** While it starts, an application knocks at doors that are not open yet. */
const STARTING = 60 * SECOND;
const GAP = 5 * MINUTE;

/** Makes the detector of a failure that applications log: one finding per workload and callee. */
export function appSays(m: AppMechanism): Detector {
  return {
    id: m.id,
    layer: 'workload',
    what: m.what,
    lookAlikes: m.lookAlikes,
    sources: m.sources,
    emits: m.particular ? [m.type, m.particular.type] : [m.type],
    *detect(c) {
      const said = c.messagesOf(...m.says).flatMap((message) => {
        if (message.severity === 'info' || !(m.when?.(message, c) ?? true)) return [];
        const speaker = speakerOf(c, message.origin);
        if (speaker?.namespace === undefined) return [];
        return [
          { speaker, callee: m.calls ? calleeOf(c, message) : undefined, saying: saidInLog(c, message) },
        ];
      });
      const groups = groupBy(said, (x) => `${keyOf(x.speaker)} ${x.callee ? keyOf(x.callee) : ''}`);
      for (const group of groups.values()) {
        const first = group[0];
        if (!first) continue;
        const spells = spellsOf(
          group.map((g) => g.saying),
          GAP,
          GAP,
        ).filter((s) => s.count >= (m.least ?? 1) || isLastWord(c, s));
        const all = whole(spells);
        if (all) yield finding(m, c, first.speaker, first.callee, all, spells);
      }
    },
  };
}

function finding(
  m: AppMechanism,
  c: Case,
  speaker: Ref,
  callee: Ref | undefined,
  all: Spell<MessageSaying>,
  spells: readonly Spell<MessageSaying>[],
): Finding {
  const target = !m.calls ? '' : ` ${callee ? labelOf(callee) : targetInWords(all)}`;
  const more = m.particulars?.(all) ?? '';
  return {
    type: (m.particular?.holds(speaker, c) ? m.particular.type : m.type).id,
    entity: speaker,
    onset: !m.atStart ? sinceLoop(c, all) : saidLate(c, all) ? all.onset : sinceStart(c, all),
    ...(all.end && !comesWithEachRun(c, speaker, all) ? { end: all.end } : {}),
    severity: onlyStarting(c, all) || longOver(c, all) ? 1 : (m.severity ?? 2),
    statement: `${labelOf(speaker)} ${m.words}${target}${more === '' ? '' : ` ${more}`} (${counted(all.count, 'line')}${all.onset.grade === 'X' ? '' : ` ${fromTime(all.onset)}`}).`,
    evidence: all.evidence,
    episodes: spells.map((s) => s.onset),
    attrs: { count: all.count, ...(callee ? { callee: keyOf(callee) } : {}), ...m.attrs?.(all) },
    ...(callee ? { names: [callee] } : {}),
  };
}

/** True when several runs of a CronJob said it and none has succeeded since: between two runs it is silent, not cured. */
function comesWithEachRun(c: Case, speaker: Ref, s: Spell<MessageSaying>): boolean {
  if (speaker.kind !== 'CronJob') return false;
  const runs = new Set(s.sayings.map((x) => x.message.origin.pod?.name));
  return runs.size > 1 && succeededAfter(c, speaker, s.last.until.lo) === undefined;
}

/** True where the log shows the program at work for a while before it first said so: a reload, not its start. */
function saidLate(c: Case, s: Spell<MessageSaying>): boolean {
  const from = c.sources[s.first.message.evidence.source]?.span?.lo;
  return from !== undefined && s.onset.grade === 'A' && s.onset.lo - from > 5 * STARTING;
}

/** Logs of earlier starts are gone: the first start of the pod is when it began. */
function sinceStart(c: Case, s: Spell<MessageSaying>): Stamp {
  const pod = s.first.message.origin.pod;
  if (!pod) return s.onset;
  const looping = sinceLoop(c, s);
  const started = c.eventsAbout(pod).find((e) => e.reason === 'Started' || e.reason === 'BackOff')?.first;
  if (!started && looping.lo < s.onset.lo) return looping;
  const born = c.entity(pod)?.created;
  const lo = Math.max(born?.lo ?? 0, started ? started.lo - MINUTE : 0);
  if (lo === 0 || lo >= s.onset.lo) return s.onset;
  const hi = started ? started.hi : s.onset.hi;
  return { lo, hi: Math.min(Math.max(hi, lo), s.onset.hi), grade: 'C' };
}

/** True when the container that said it ended with an error: one line is enough then. */
function isLastWord(c: Case, s: Spell<MessageSaying>): boolean {
  return endedAfter(c, s.last.message);
}

/** True when the container whose log it is ended with an error and is not up. */
export function endedAfter(c: Case, m: MessageRecord): boolean {
  const { pod, container } = m.origin;
  const view = pod && podNamed(c, pod);
  const named = view?.containers.filter((x) => container === undefined || x.name === container) ?? [];
  return named.some((x) => (x.terminated?.exitCode ?? x.last?.exitCode ?? 0) !== 0 && x.ready !== true);
}

/**
 * A container that restarts again and again keeps the logs of its last runs only: what it says there, it
 * is taken to have said in the runs before as well.
 */
export function sinceLoop(c: Case, s: Spell<MessageSaying>): Stamp {
  const { pod, container } = s.first.message.origin;
  const only = pod && podNamed(c, pod)?.containers.filter((x) => !x.init);
  const name = container ?? (only?.length === 1 ? only[0]?.name : undefined);
  const began = pod && name !== undefined ? loopBegan(c, pod, name) : undefined;
  if (!began || began.lo >= s.onset.lo) return s.onset;
  return { lo: began.lo, hi: Math.min(began.hi, s.onset.hi), grade: 'C' };
}

/** The host that the lines name where it is nothing we know. */
function targetInWords(s: Spell<MessageSaying>): string {
  const hosts = s.sayings.flatMap((x) => x.message.fields['host'] ?? x.message.fields['service'] ?? []);
  const named = [...new Set(hosts)].slice(0, 3);
  return named.length === 0 ? 'a dependency' : listed(named);
}

/** True when it was said in the first minute of the log only, and then no more. */
function onlyStarting(c: Case, s: Spell<MessageSaying>): boolean {
  const from = c.sources[s.first.message.evidence.source]?.span?.lo;
  return from !== undefined && s.end !== undefined && s.last.until.hi - from <= STARTING;
}

/** The value of a captured field in the first line that has it; empty when none has. */
export function fieldOf(s: Spell<MessageSaying>, name: string): string {
  return s.sayings.flatMap((x) => x.message.fields[name] ?? [])[0] ?? '';
}
