import { MINUTE, type Stamp } from '../../base/index.js';
import type { EventRecord, Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import type { PodView } from './pods.js';
import { podNamed } from './workloads.js';

/** The kubelet and the scheduler try within seconds, and say so at the latest when a first time-out is over. */
const SAID_WITHIN = 3 * MINUTE;

/**
 * When what an event tells of a pod began. `kubectl get events` prints LAST SEEN only, and an event that is
 * older than an hour is gone: of a pod that has never run since it was made (or placed, for what the kubelet
 * says), the hindrance is as old as the pod.
 */
export function firstTry(c: Case, e: EventRecord): Stamp {
  if (e.about.kind !== 'Pod' || e.count > 1 || e.last.hi > e.first.hi) return e.first;
  const view = podNamed(c, e.about);
  if (!view || !hasNeverRun(view)) return e.first;
  const since = e.reason === 'FailedScheduling' ? view.entity.created : placedAt(c, view);
  if (!since || e.first.lo - since.hi <= SAID_WITHIN) return e.first;
  return { lo: since.lo, hi: since.hi + MINUTE, grade: 'B' };
}

/** True for a pod that is there, and none of whose containers has been started yet. */
function hasNeverRun(view: PodView): boolean {
  if (view.entity.deleted || view.deleting) return false;
  if (view.phase === 'Running' || view.phase === 'Succeeded' || view.phase === 'Failed') return false;
  return view.containers.every(
    (x) => x.restarts === 0 && x.runningSince === undefined && x.terminated === undefined && !x.last,
  );
}

/** When the pod got its node: by its condition, by the scheduler's event, else with its making. */
function placedAt(c: Case, view: PodView): Stamp | undefined {
  const condition = view.conditions.find((x) => x.type === 'PodScheduled' && x.status === 'True');
  const said = c.eventsAbout(view.ref).find((e) => e.reason === 'Scheduled');
  return condition?.since ?? said?.first ?? view.entity.created;
}

/** States of a container whose pod has not got its volumes yet. */
const BEFORE_START: ReadonlySet<string> = new Set(['ContainerCreating', 'PodInitializing']);

/** True for a pod that is placed and whose containers still wait for their volumes (or their sandbox). */
export function stillUnmounted(c: Case, pod: Ref): boolean {
  const view = podNamed(c, pod);
  if (!view || view.entity.deleted) return false;
  const waiting = view.containers.filter((x) => x.waiting !== undefined);
  return waiting.length > 0
    ? waiting.every((x) => BEFORE_START.has(x.waiting?.reason ?? ''))
    : view.phase === 'Pending' && view.containers.length === 0;
}
