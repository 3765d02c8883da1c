import { groupBy, HOUR, MINUTE, SECOND, sortedBy, type Instant } from '../base/index.js';
import {
  keyOf,
  WORKLOAD_KINDS,
  type Condition,
  type ConditionNature,
  type ConditionType,
} from '../model/index.js';
import { endpointsReady, readyReplicas, workloadOf, type Case, type Track } from '../world/index.js';
import { alerted, batchesOf, complaining, lone, minor, standing } from './quiet.js';
import { stated } from './stated.js';
import { Graph } from './graph.js';
import type { Link } from './link.js';
import type { Derivation } from './search.js';
import { faultAt, isExplained, PLATFORM, rankOfTop, topsOf, type Story } from './story.js';

export interface Split {
  readonly incidents: readonly Story[];
  /** Stories that were running before anything else broke and kept running. */
  readonly before: readonly Story[];
  /** What is left: conditions that hang together with nothing that matters. */
  readonly rest: readonly Condition[];
}

/** Longest lag that ties a fault to its first effect under default settings (taint eviction, 5 min). */
const LONGEST_LAG = 5 * MINUTE;

/**
 * Splits the conditions into incidents along accepted links only: happening at the same time never joins.
 * A story that was never seen healthy and began before another incident's first fault, without a surface
 * of its own going down, was there before and is told as such.
 */
export function splitIncidents(
  c: Case,
  conditions: readonly Condition[],
  d: Derivation,
  types: ReadonlyMap<string, ConditionType>,
): Split {
  const nature = (x: Condition): ConditionNature => types.get(x.type)?.nature ?? 'symptom';
  const story = d.accepted.all.filter((l) => nature(l.cause) !== 'weakness');
  const graph = new Graph(conditions, story);
  const stories: Story[] = [];
  const rest: Condition[] = [];
  for (const members of graph.components()) {
    const links = members.flatMap((x) => graph.into(x));
    const tops = topsOf(members, links, nature);
    if (tops.length === 0) for (const x of members) rest.push(x);
    else stories.push({ conditions: members, links, tops, faultAt: faultAt(members, links, tops, nature) });
  }
  stories.splice(0, Infinity, ...recurring(stories));
  const batches = batchesOf(
    rest.filter((x) => graph.into(x).length === 0),
    nature,
  );
  stories.push(...batches);
  const explained = stories.some((s) => isExplained(s, types) && !isOld(c, s));
  stories.push(...standing(rest, story, types).filter((s) => !explained || isLasting(s)));
  const old = stories.filter((s) => isOld(c, s));
  const fresh =
    old.length < stories.length ? stories.filter((s) => !old.includes(s)) : quiet(c, rest, story, nature);
  // where something new is wrong, or all else is well, what has been broken for days is no incident
  const aside = fresh.length > 0 || isException(c, old);
  stories.splice(0, Infinity, ...fresh, ...(aside ? [] : old));
  const inBatch = new Set([...stories, ...old].flatMap((s) => s.conditions.map((x) => x.id)));
  const { incidents, before } = apart(c, stories, types);
  before.push(...(aside ? old : []));
  return {
    incidents: sortedBy(
      incidents,
      (s) => -weight(s, types),
      (s) => s.faultAt,
      (s) => s.conditions[0]?.id ?? '',
    ),
    before,
    rest: sortedBy(
      rest.filter((x) => !inBatch.has(x.id)),
      (x) => x.onset.lo,
      (x) => x.id,
    ),
  };
}

/** What goes, comes back and goes again in the same way within the hour is one story: a node, an entrance, a workload. */
function recurring(stories: readonly Story[]): Story[] {
  const out: Story[] = [];
  for (const s of sortedBy(stories, (x) => x.faultAt)) {
    const top = s.tops[0];
    const before =
      top &&
      out.findLast((x) => x.tops.some((y) => y.type === top.type && keyOf(y.entity) === keyOf(top.entity)));
    const ended = before ? Math.max(...before.tops.map((x) => x.end?.hi ?? Infinity)) : -Infinity;
    if (!before || !top || top.onset.lo - ended > HOUR) out.push(s);
    else
      out[out.indexOf(before)] = {
        conditions: [...before.conditions, ...s.conditions],
        links: [...before.links, ...s.links],
        tops: [...before.tops, ...s.tops],
        faultAt: before.faultAt,
      };
  }
  return out;
}

/** What is told where nothing weightier is: the first of these that finds something. */
function quiet(
  c: Case,
  rest: readonly Condition[],
  links: readonly Link[],
  nature: (x: Condition) => ConditionNature,
): Story[] {
  for (const look of [
    () => minor(rest, links, nature),
    () => alerted(c, rest, links, nature),
    () => complaining(c, rest, nature),
    () => stated(c, rest, links, nature),
    () => lone(c, rest),
  ]) {
    const found = look();
    if (found.length > 0) return found;
  }
  return [];
}

/** Nobody waits this long for what is wanted: a day and more. */
const LONG = 24 * HOUR;

/** A story of a workload that was never seen whole, about which nothing new was seen for a day and more. */
function isOld(c: Case, s: Story, long = LONG): boolean {
  const severe = s.conditions.filter((x) => x.severity >= 2);
  return (
    severe.length > 0 &&
    severe.every((x) => x.onset.grade !== 'X' && c.asOf.lo - x.onset.lo > long) &&
    s.tops.every((x) => c.asOf.lo - x.onset.hi > long && rankOfTop(x) === 1 && neverHealthy(c, x)) &&
    s.tops.every((x) => x.end === undefined) &&
    !s.conditions.some((x) => x.entity.kind === 'Service' && c.to(x.entity, 'routes-to').length > 0)
  );
}

/** So many workloads make a cluster, of which a few that nobody tends are the exception. */
const CLUSTER = 10;
const FEW = 0.2;
/** Of a handful one is the exception only when nobody came for it over a weekend and a day. */
const HANDFUL = 4;
const FEW_OF_HANDFUL = 0.34;
const WEEKEND = 3 * 24 * HOUR;

/** True when the stories are of a few workloads among many that are well. */
function isException(c: Case, stories: readonly Story[]): boolean {
  const broken = new Set(stories.flatMap((s) => s.tops.map((x) => keyOf(workloadOf(c, x.entity)))));
  const all = readyReplicas(c).length;
  if (broken.size === 0 || all < HANDFUL) return false;
  if (all >= CLUSTER) return broken.size <= FEW * all;
  return broken.size <= FEW_OF_HANDFUL * all && stories.every((s) => isOld(c, s, WEEKEND));
}

/** A fault that goes on and has led to something is told even beside a greater story; jobs fail by the day. */
function isLasting(s: Story): boolean {
  const recurring = s.tops.some((x) => ['Job', 'CronJob'].includes(x.entity.kind));
  return !recurring && s.links.length > 0 && s.tops.every((x) => x.end === undefined);
}

/**
 * An explained story comes before an unexplained one unless that was felt further out: below the surfaces
 * and the control plane, clusters carry long-standing trouble that no capture explains.
 */
const EXPLAINED = 150;

/**
 * How much a story matters: what users or the platform feel before what only looks bad, then how severe,
 * then whether it has an explanation at all, then how far it reaches.
 */
function weight(s: Story, types: ReadonlyMap<string, ConditionType>): number {
  const top = s.tops[0];
  if (!top) return 0;
  const rank = rankOfTop(top);
  const felt = types.get(top.type)?.nature === 'impact' || rank === PLATFORM ? rank * 100 : rank * 10;
  const explained = isExplained(s, types);
  return felt + top.severity * 20 + (explained ? EXPLAINED : 0) + Math.min(s.conditions.length, 15);
}

function apart(
  c: Case,
  stories: readonly Story[],
  types: ReadonlyMap<string, ConditionType>,
): { incidents: Story[]; before: Story[] } {
  const main = sortedBy(
    stories,
    (s) => -weight(s, types),
    (s) => s.faultAt,
  )[0];
  if (!main) return { incidents: [], before: [] };
  const incidents: Story[] = [];
  const before: Story[] = [];
  const aftermath: Story[] = [];
  const over = main.conditions.reduce((last, x) => Math.max(last, x.end?.hi ?? Infinity), -Infinity);
  for (const s of stories) {
    if (s !== main && wasThereBefore(c, s, main) && !isOwn(c, s, main, types)) before.push(s);
    else if (s !== main && isAftermath(s, main, over)) aftermath.push(s);
    else incidents.push(s);
  }
  return { incidents: incidents.map((s) => (s === main ? withAftermath(main, aftermath) : s)), before };
}

function withAftermath(main: Story, aftermath: readonly Story[]): Story {
  const conditions = aftermath.flatMap((s) => s.conditions);
  return {
    ...main,
    aftermath: conditions,
    conditions: [...main.conditions, ...conditions],
    links: [...main.links, ...aftermath.flatMap((s) => s.links)],
  };
}

/** What responders do to get something going again, without changing what is declared. */
const RESTARTS: ReadonlySet<string> = new Set(['manual-pod-delete', 'rollout-restart']);

/** A workload that was scaled to nothing while people worked on an incident, and that nobody missed. */
const STOPPED = 'replicas-zero';

/**
 * What responders set off while they worked on an incident (pods deleted, a rollout restarted) is part of
 * its story, not an incident of its own.
 */
function isAftermath(s: Story, main: Story, over: Instant): boolean {
  if (s.tops.some((x) => rankOfTop(x) >= 3)) return false;
  const during = (x: Condition): boolean => x.onset.lo > main.faultAt && x.onset.lo <= over + LONGEST_LAG;
  if (s.tops.every((x) => x.type === STOPPED && during(x))) return true;
  const fed = new Set(s.links.map((l) => l.effect.id));
  const sources = s.conditions.filter((x) => !fed.has(x.id) && x.severity >= 1);
  return sources.length > 0 && sources.every((x) => RESTARTS.has(x.type) && during(x));
}

function wasThereBefore(c: Case, s: Story, main: Story): boolean {
  if (s.tops.some((x) => rankOfTop(x) >= rankOfTop(main.tops[0] ?? x) && rankOfTop(x) >= 3)) return false;
  const severe = s.conditions.filter((x) => x.severity >= 2);
  const latestOnset = severe.reduce((last, x) => Math.max(last, x.onset.hi), -Infinity);
  if (latestOnset < main.faultAt - LONGEST_LAG) return true;
  // the first fault may be known within wide bounds only: at the latest it was there when it was felt
  const felt = Math.max(main.faultAt, main.tops[0]?.onset.lo ?? -Infinity);
  const begun = s.tops.every((x) => x.onset.lo < felt);
  return begun && s.tops.every((x) => neverHealthy(c, x));
}

/** What began longer before the main incident than this is not told beside it. */
const SAME_DAY = 2 * HOUR;

/**
 * A story with an explanation that still goes on, began in the same hours and was seen healthy before is an
 * incident of its own, not something that was always broken. So is one that was never seen healthy but that others
 * miss, where nothing explains the main one.
 */
function isOwn(c: Case, s: Story, main: Story, types: ReadonlyMap<string, ConditionType>): boolean {
  if (!isExplained(s, types) || s.faultAt <= main.faultAt - SAME_DAY) return false;
  const lasting = s.tops.filter((x) => x.end === undefined && types.get(x.type)?.nature === 'impact');
  return lasting.some((x) => !neverHealthy(c, x)) || (!isExplained(main, types) && isMissed(c, s, lasting));
}

/** True where others complain of what is broken: nobody calls in vain what was never up. */
function isMissed(c: Case, s: Story, lasting: readonly Condition[]): boolean {
  const own = new Set(lasting.map((x) => keyOf(workloadOf(c, x.entity))));
  const broken = new Set(lasting.map((x) => x.id));
  return s.links.some(
    (l) =>
      broken.has(l.cause.id) &&
      WORKLOAD_KINDS.has(l.effect.entity.kind) &&
      l.effect.severity >= 2 &&
      !own.has(keyOf(l.effect.entity)),
  );
}

/** How long a log or event stream runs before its first word can count as "seen healthy before". */
const FIRST_WORDS = 30 * SECOND;

/** True when nothing in the capture shows the thing well before: no ready pod or endpoint ever, or bad since we look. */
function neverHealthy(c: Case, x: Condition): boolean {
  const key = keyOf(workloadOf(c, x.entity));
  const known = c.fact(readinessByEntity);
  const tracks = [...new Set([key, keyOf(x.entity)])].flatMap((k) => known.get(k) ?? []);
  if (tracks.some((t) => t.levels.some((l) => l.lo > 0 && l.from < x.onset.lo))) return false;
  return tracks.length > 0 || x.onset.lo <= beginning(c) + FIRST_WORDS;
}

function readinessByEntity(c: Case): ReadonlyMap<string, readonly Track[]> {
  return groupBy([...readyReplicas(c), ...endpointsReady(c)], (t) => keyOf(t.entity));
}

/** First time that the capture itself speaks of (events, logs), not what objects remember. */
function beginning(c: Case): Instant {
  const first = Math.min(c.events[0]?.first.lo ?? Infinity, c.messages[0]?.at.lo ?? Infinity);
  return Number.isFinite(first) ? first : -Infinity;
}
