import { dig, digNumber, digText, type Stamp } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import {
  cite,
  cronJobs,
  parseQuantity,
  pods,
  requestOf,
  type Case,
  type JobView,
  type PodView,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** So many runs at a time are no overlap of two but a pile. */
const PILE = 5;

/** Runs of a CronJob that pile up because each takes longer than the schedule allows. */
export const cronjobPileUp: Detector = {
  id: 'cronjob-pile-up',
  layer: 'job',
  what: 'A CronJob with concurrencyPolicy Allow begins runs faster than they end. Each run holds its requests; the pile grows until the nodes have no room for anybody.',
  lookAlikes:
    'Two runs that overlap for a moment do no harm. One Job with many pods is job-fanout. Finished runs are kept for the history limit and hold nothing.',
  sources: ['signatures.md 14 cronjob-overlap', 'batch/v1 CronJob concurrencyPolicy, status.active'],
  emits: [
    {
      id: 'cronjob-pile-up',
      nature: 'fault',
      title: 'Runs of a CronJob pile up',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    for (const cj of cronJobs(c)) {
      const policy = digText(cj.snapshot.object, 'spec', 'concurrencyPolicy') ?? 'Allow';
      if (policy !== 'Allow') continue;
      const running = cj.jobs.filter((j) => j.completed === undefined && isActive(j));
      if (running.length < PILE) continue;
      const own = new Set(running.map((j) => keyOf(j.ref)));
      const held = pods(c).filter((p) => p.node !== undefined && heldBy(c, p, own));
      const share = shareOf(c, held);
      const places = placesOf(c, held);
      const second = running.map((j) => j.started).filter((s): s is Stamp => s !== undefined)[1];
      yield {
        type: 'cronjob-pile-up',
        entity: cj.ref,
        onset: second ?? { ...c.asOf, grade: 'X' },
        severity: Math.max(share, places) >= 0.25 ? 3 : 2,
        statement: `${running.length} runs of ${labelOf(cj.ref)} go on at a time${share >= 0.05 ? ` and hold ${Math.round(share * 100)} % of the processors that the nodes can give` : ''}; its policy allows any number.`,
        evidence: [
          cite(cj.snapshot, 'spec', 'concurrencyPolicy'),
          ...running.slice(0, 3).map((j) => cite(j.snapshot, 'status')),
        ],
        attrs: {
          runs: running.length,
          share: Math.round(share * 100) / 100,
          places: Math.round(places * 100) / 100,
        },
        names: running.slice(0, 10).map((j) => j.ref),
      };
    }
  },
};

function isActive(j: JobView): boolean {
  return (digNumber(j.snapshot.object, 'status', 'active') ?? 0) > 0;
}

function heldBy(c: Case, p: PodView, own: ReadonlySet<string>): boolean {
  return (p.phase === 'Running' || p.phase === 'Pending') && c.to(p.ref, 'owns').some((r) => own.has(r.from));
}

/** Part of the pods that all nodes may run. */
function placesOf(c: Case, held: readonly PodView[]): number {
  const has = c
    .all('Node')
    .reduce((n, e) => n + (parseQuantity(dig(e.object, 'status', 'allocatable', 'pods')) ?? 110), 0);
  return has === 0 ? 0 : held.length / has;
}

/** Part of the CPU of all nodes that the pods request. */
function shareOf(c: Case, held: readonly PodView[]): number {
  const has = c
    .all('Node')
    .reduce((n, e) => n + (parseQuantity(dig(e.object, 'status', 'allocatable', 'cpu')) ?? 0), 0);
  const asks = held.reduce((n, p) => n + requestOf(dig(p.snapshot.object, 'spec'), 'cpu'), 0);
  return has === 0 ? 0 : asks / has;
}
