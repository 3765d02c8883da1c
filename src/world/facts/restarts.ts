import { groupBy, MINUTE, SECOND, type Instant, type Stamp } from '../../base/index.js';
import { keyOf, type Evidence, type EventRecord, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite } from '../entity.js';
import {
  pods,
  podSnapshots,
  workloadOf,
  type ContainerView,
  type PodView,
  type Termination,
} from './pods.js';

/** One end of a container that a snapshot of its pod tells of. */
export interface ContainerEnd extends Termination {
  readonly pod: Ref;
  readonly workload: Ref;
  readonly container: string;
  readonly init: boolean;
  readonly finished: Stamp;
  readonly evidence: Evidence;
}

/** All ends of containers that are still told of (the last two of each), oldest first. */
export function containerEnds(c: Case): readonly ContainerEnd[] {
  return c.fact(allEnds);
}

function allEnds(c: Case): readonly ContainerEnd[] {
  const seen = new Set<string>();
  const ends: ContainerEnd[] = [];
  for (const pod of podSnapshots(c)) {
    for (const container of pod.containers) {
      for (const [slot, end] of [
        ['lastState', container.last],
        ['state', container.terminated],
      ] as const) {
        const finished = end?.finished ?? (end && slot === 'lastState' ? beforeStart(container) : undefined);
        if (!end || !finished) continue;
        const id = `${keyOf(pod.ref)} ${container.name} ${finished.lo}`;
        if (seen.has(id)) continue;
        seen.add(id);
        ends.push({
          ...end,
          finished,
          pod: pod.ref,
          workload: workloadOf(c, pod.ref),
          container: container.name,
          init: container.init,
          evidence: cite(pod.snapshot, ...container.statusPath, slot, 'terminated'),
        });
      }
    }
  }
  return ends.sort((a, b) => a.finished.lo - b.finished.lo || (keyOf(a.pod) < keyOf(b.pod) ? -1 : 1));
}

/** Where the time of the last end is not told: at most one back-off before the start that followed it. */
function beforeStart(container: ContainerView): Stamp | undefined {
  const since = container.runningSince;
  return since && { lo: since.lo - LONGEST_BACKOFF, hi: since.hi, grade: 'B' };
}

/** True for an end that is how the container is meant to end: exit 0 of an init container or of a Job. */
export function isOrderly(end: ContainerEnd): boolean {
  return end.exitCode === 0 && (end.init || end.workload.kind === 'Job' || end.workload.kind === 'CronJob');
}

/** Ends by pod and container. */
export function endsByContainer(c: Case): ReadonlyMap<string, readonly ContainerEnd[]> {
  return c.fact(grouped);
}

function grouped(c: Case): ReadonlyMap<string, readonly ContainerEnd[]> {
  return groupBy(containerEnds(c), (e) => `${keyOf(e.pod)} ${e.container}`);
}

/** Longest wait of the kubelet between two starts of a container (crash back-off). */
const LONGEST_BACKOFF = 5 * MINUTE;

/**
 * When the restarts of a container that is still looping began, where its readings no longer tell of every
 * end (the kubelet keeps the last two): not before its restarts, each after the longest back-off, would have
 * it; not after the first end or back-off that is told of. Undefined where the ends tell it themselves.
 */
export function loopBegan(c: Case, pod: Ref, container: string): Stamp | undefined {
  return c.fact(allLoops).get(`${keyOf(pod)} ${container}`);
}

function allLoops(c: Case): ReadonlyMap<string, Stamp> {
  const out = new Map<string, Stamp>();
  for (const pod of pods(c)) {
    for (const container of pod.containers) {
      const id = `${keyOf(pod.ref)} ${container.name}`;
      const began = loopOf(c, pod, container, endsByContainer(c).get(id) ?? []);
      if (began) out.set(id, began);
    }
  }
  return out;
}

function loopOf(
  c: Case,
  pod: PodView,
  container: ContainerView,
  ends: readonly ContainerEnd[],
): Stamp | undefined {
  const last = ends.at(-1);
  const { restarts, runningSince } = container;
  if (restarts < 2 || ends.length >= restarts || !last || isOrderly(last)) return undefined;
  if (runningSince && c.asOf.lo - runningSince.hi > 2 * LONGEST_BACKOFF) return undefined;
  if (isFirstRun(pod, ends[0])) return undefined;
  const run = Math.max(MINUTE / 2, ...ends.map((e) => e.finished.hi - (e.started ?? e.finished).lo));
  const first = ends.reduce((t, e) => Math.min(t, e.finished.hi), Infinity);
  const events = c.eventsAbout(pod.ref);
  const hi = events
    .filter((e) => isBackoffOf(e, container.name, pod.containers.length === 1))
    .reduce((t, e) => Math.min(t, e.first.hi), first);
  const fromStart = startedLooping(pod, hi, run);
  if (fromStart) return fromStart;
  // one that lived long enough to be killed by its probe was not looping before
  const killed = events.find(
    (e) => e.reason === 'Killing' && e.message.includes(`${container.name} failed liveness`),
  );
  const sure = Math.max(
    pod.entity.created?.lo ?? -Infinity,
    lastSeenWell(c, pod, container.name, hi),
    killed?.first.lo ?? -Infinity,
  );
  if (sure > hi) return { lo: Math.min(sure, first), hi: first, grade: 'B' };
  const told = firstBackoff(c, pod.ref, container.name, run);
  if (told) return { lo: Math.max(sure, told.lo), hi: Math.min(hi, told.hi), grade: 'B' };
  const unready = unreadySince(pod, last);
  const counted = Math.min(last.finished.lo - loopLength(restarts, run), hi - 2 * MINUTE);
  return { lo: Math.max(sure, counted, unready <= hi ? unready : sure), hi, grade: 'B' };
}

/**
 * When a loop began by the kubelet's own log: it restarts a container once without waiting and speaks of the
 * shortest back-off, 10 s, when that run has ended too.
 */
function firstBackoff(c: Case, pod: Ref, container: string, run: number): Stamp | undefined {
  const name = `${pod.namespace ?? ''}/${pod.name}`;
  const m = c.messagesOf('crashloop').find(
    (x) =>
      x.fields['pod'] === name &&
      (x.fields['container'] ?? container) === container &&
      // of a folded run the text is that of the first line
      x.text.includes('back-off 10s'),
  );
  return m && { lo: m.at.lo - 2 * run, hi: m.at.hi, grade: 'B' };
}

/** Syncs of the kubelet and pulls make each round longer than its back-off. */
const SLACK = 1.5;

/** How long so many restarts take at most, each after a back-off of 10 s doubling to 5 min. */
function loopLength(restarts: number, run: number): number {
  let total = 0;
  for (let i = 0; i < restarts; i += 1)
    total += run + (i === 0 ? 0 : Math.min(10 * SECOND * 2 ** (i - 1), LONGEST_BACKOFF));
  return total * SLACK;
}

/** Longer than this between two ends the kubelet forgets its back-off. */
const RESET = 10 * MINUTE;

/** The oldest end that is told of is the first of the loop: of the pod's first run, or after a long one. */
function isFirstRun(pod: PodView, end: ContainerEnd | undefined): boolean {
  const started = end?.started;
  if (!end || !started) return false;
  const born = pod.entity.created;
  return end.finished.lo - started.lo > RESET || (born !== undefined && started.lo - born.hi < MINUTE);
}

/** The last reading before that in which the container was ready. */
function lastSeenWell(c: Case, pod: PodView, container: string, before: Instant): Instant {
  const well = (c.fact(readings).get(keyOf(pod.ref)) ?? []).filter(
    (v) => v.snapshot.at.hi < before && v.containers.some((x) => x.name === container && x.ready === true),
  );
  return well.reduce((t, v) => Math.max(t, v.snapshot.at.lo), -Infinity);
}

function readings(c: Case): ReadonlyMap<string, readonly PodView[]> {
  return groupBy(podSnapshots(c), (v) => keyOf(v.ref));
}

/** Scheduling, pulling and the first run of a pod take no longer, as a rule. */
const FIRST_RUN = 4 * MINUTE;

/** A pod that has not been ready since it was created has been looping since its first run. */
function startedLooping(pod: PodView, latest: Instant, run: number): Stamp | undefined {
  const since = pod.conditions.find((x) => x.type === 'Ready' && x.status === 'False')?.since;
  const born = pod.entity.created;
  if (!since || !born || since.lo - born.hi >= MINUTE) return undefined;
  return { lo: born.lo, hi: Math.max(born.lo, Math.min(latest, born.hi + run + FIRST_RUN)), grade: 'B' };
}

/** A pod that was unready through its whole last run was ready until its loop began, or nearly. */
function unreadySince(pod: PodView, last: ContainerEnd): Instant {
  const since = pod.conditions.find((x) => x.type === 'Ready' && x.status === 'False')?.since;
  const born = pod.entity.created;
  if (!since || !last.started || since.hi >= last.started.lo) return -Infinity;
  return born && since.lo - born.hi < MINUTE ? -Infinity : since.lo - MINUTE / 2;
}

/** True when a BackOff event speaks of the restarts of this container: by field path, by name, or there is one only. */
export function isBackoffOf(e: EventRecord, container: string, only: boolean): boolean {
  if (e.reason !== 'BackOff' || !e.message.startsWith('Back-off restarting failed container')) return false;
  const said =
    /\{([^}]+)\}/.exec(e.fieldPath ?? '')?.[1] ??
    /failed container (?!in pod)(\S+) in pod/.exec(e.message)?.[1];
  return said === undefined ? only : said === container;
}

/** What signal numbers and shell conventions make of an exit code (signatures section 23). */
export function exitInWords(exitCode: number | undefined, reason: string | undefined): string {
  if (reason === 'OOMKilled') return 'was killed for memory (OOMKilled)';
  switch (exitCode) {
    case undefined:
      return reason === undefined ? 'ended' : `ended (${reason})`;
    case 0:
      return 'ended with exit code 0';
    case 126:
      return 'ended with exit code 126 (command not executable)';
    case 127:
      return 'ended with exit code 127 (command not found)';
    case 134:
      return 'ended with exit code 134 (SIGABRT)';
    case 137:
      return 'ended with exit code 137 (SIGKILL)';
    case 139:
      return 'ended with exit code 139 (SIGSEGV)';
    case 143:
      return 'ended with exit code 143 (SIGTERM)';
    default:
      return `ended with exit code ${exitCode}`;
  }
}
