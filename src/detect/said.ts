import { fromTime, groupBy, MINUTE } from '../base/index.js';
import { keyOf, type ConditionType, type EventRecord, type MessageRecord, type Ref } from '../model/index.js';
import { firstTry, nodeOfPod, settledAt, type Case } from '../world/index.js';
import { endedAfter, sinceLoop } from './app-said.js';
import type { Detector, Finding } from './detector.js';
import {
  endedWith,
  inFirst,
  isSaidOften,
  longOver,
  saidInLog,
  spellsOf,
  whole,
  type MessageSaying,
  type Spell,
} from './spells.js';

/** A mechanism that shows in log messages: which ones, about what, and how often before it counts. */
export interface SaidMechanism {
  readonly id: string;
  readonly layer: Detector['layer'];
  readonly what: string;
  readonly lookAlikes: string;
  readonly sources: readonly string[];
  readonly type: ConditionType;
  /** Ids of the messages that say it. */
  readonly says: readonly string[];
  /** Events that say it too, by reason and words. */
  readonly hears?: { readonly reasons: readonly string[]; readonly pattern: RegExp };
  /** Narrows the messages. */
  readonly when?: (m: MessageRecord, c: Case) => boolean;
  /** The entity that a message is about; undefined: it is about nothing we can name. */
  about(m: MessageRecord, c: Case): Ref | undefined;
  /** Microseconds at the start of a log in which it is ordinary. */
  readonly settles?: number;
  /** Silence that ends a spell. */
  readonly gap?: number;
  /** Fewer in one spell are a blip and not said, unless the container ended with them. */
  readonly least?: number;
  severity?(s: Spell<MessageSaying>, c: Case): 0 | 1 | 2 | 3;
  statement(s: Spell<MessageSaying>, entity: Ref, c: Case): string;
  names?(s: Spell<MessageSaying>, c: Case): readonly Ref[];
  attrs?(s: Spell<MessageSaying>, c: Case): Finding['attrs'];
}

/** Makes the detector of a mechanism that logs tell by themselves. */
export function saidBy(m: SaidMechanism): Detector {
  return {
    id: m.id,
    layer: m.layer,
    what: m.what,
    lookAlikes: m.lookAlikes,
    sources: m.sources,
    emits: [m.type],
    *detect(c) {
      const messages = [...c.messagesOf(...m.says), ...heard(m, c)].filter(
        (x) => (m.when?.(x, c) ?? true) && !(m.settles !== undefined && inFirst(c, x, m.settles)),
      );
      const about = groupBy(
        messages.flatMap((message) => {
          const entity = m.about(message, c);
          if (!entity || isStart(c, entity, message)) return [];
          const saying = saidInLog(c, message);
          return [{ entity, saying: message.fields[STEADY] ? { ...saying, steady: true as const } : saying }];
        }),
        (x) => keyOf(x.entity),
      );
      for (const group of about.values()) yield* findings(m, c, group);
    },
  };
}

/** A node whose network is only being set up. */
function isStart(c: Case, entity: Ref, m: MessageRecord): boolean {
  return entity.kind === 'NodeNetwork' && m.at.lo <= settledAt(c, entity.name);
}

/** Mark of an event that was said again and again, though only its last stamp is told. */
const STEADY = 'steady';

/** Events in the shape of messages: written by their component, on their host, about their pod. */
function heard(m: SaidMechanism, c: Case): MessageRecord[] {
  const { hears } = m;
  if (!hears) return [];
  return c
    .eventsOf(...hears.reasons)
    .filter((e) => hears.pattern.test(e.message))
    .map((e) => asMessage(c, e));
}

function asMessage(c: Case, e: EventRecord): MessageRecord {
  // a table of events does not print the host; the pod's node is known all the same
  const placed = e.about.kind === 'Pod' ? nodeOfPod(c, e.about)?.name : undefined;
  const node = e.host ?? (e.about.kind === 'Node' ? e.about.name : placed);
  const named = hearsGroups(e.message);
  const first = firstTry(c, e);
  return {
    kind: 'message',
    id: 'event',
    origin: {
      program: e.component ?? 'event',
      ...(node === undefined || node === '' ? {} : { node }),
      ...(e.about.kind === 'Pod' ? { pod: e.about } : {}),
    },
    at: first,
    until: e.last,
    count: e.count,
    severity: e.type === 'Normal' ? 'info' : 'error',
    text: e.message,
    fields: first.lo < e.first.lo ? { ...named, [STEADY]: 'true' } : named,
    evidence: e.evidence,
    lastEvidence: e.evidence,
  };
}

/** What the words of an event name, under the names that the message catalogue uses. */
function hearsGroups(text: string): Readonly<Record<string, string>> {
  const lookup = /lookup ([\w.-]+)(?: on ([\d.:a-f\[\]]+):53)?/.exec(text);
  const plugin = /plugin type="([\w-]+)"/.exec(text);
  return {
    ...(lookup?.[1] === undefined ? {} : { name: lookup[1] }),
    ...(lookup?.[2] === undefined ? {} : { dns: lookup[2] }),
    ...(plugin?.[1] === undefined ? {} : { plugin: plugin[1] }),
  };
}

function* findings(
  m: SaidMechanism,
  c: Case,
  group: readonly { entity: Ref; saying: MessageSaying }[],
): Iterable<Finding> {
  const entity = group[0]?.entity;
  if (!entity) return;
  const gap = m.gap ?? 2 * MINUTE;
  const spells = spellsOf(
    group.map((g) => g.saying),
    gap,
  ).filter((s) => isSaidOften(s, m.least ?? 1) || endedAfter(c, s.last.message));
  const said = whole(spells);
  if (!said) return;
  const onset = sinceLoop(c, said);
  // What a container said at its last end holds on while it loops, or is not known to be well since.
  const goesOn = onset.lo < said.onset.lo || endedWith(c, said);
  const all = goesOn ? { ...said, onset, end: undefined } : said;
  const names = m.names?.(all, c);
  yield {
    type: m.type.id,
    entity,
    onset: all.onset,
    ...(all.end ? { end: all.end } : {}),
    severity: longOver(c, all) ? 1 : (m.severity?.(all, c) ?? 2),
    statement: dated(m.statement(all, entity, c), all),
    evidence: all.evidence,
    episodes: spells.map((s) => s.onset),
    attrs: { count: all.count, ...m.attrs?.(all, c) },
    ...(names ? { names } : {}),
  };
}

/** The statement without a time where the log does not tell when. */
function dated(statement: string, s: Spell<MessageSaying>): string {
  return s.onset.grade === 'X' ? statement.replaceAll(` ${fromTime(s.onset)}`, ', not dated') : statement;
}
