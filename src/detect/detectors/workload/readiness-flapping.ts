import { labelOf } from '../../../model/index.js';
import { podSnapshots, probeFailures, type Case, type PodView } from '../../../world/index.js';
import { groupBy, MINUTE } from '../../../base/index.js';
import { keyOf } from '../../../model/index.js';
import { cite } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A pod that turns ready and unready again and again without being restarted. */
export const readinessFlapping: Detector = {
  id: 'readiness-flapping',
  layer: 'workload',
  what: 'A pod goes in and out of its Services: its readiness probe fails now and then, without a restart. Callers see errors that come and go.',
  lookAlikes:
    'Failures during the start of a container are start-up. A pod that is restarted each time crash-loops.',
  sources: ['signatures.md 11 readiness-flapping', 'Event Unhealthy with a count over a long span'],
  emits: [{ id: 'readiness-flapping', nature: 'symptom', title: 'Pod readiness flaps' }],
  *detect(c) {
    const byPod = groupBy(podSnapshots(c), (p) => p.entity.key);
    for (const f of probeFailures(c)) {
      if (f.kind !== 'readiness' || f.count < 5 || f.last.lo - f.since.hi < 5 * MINUTE) continue;
      const views = byPod.get(keyOf(f.pod)) ?? [];
      const view = views.at(-1);
      if (!view || !flaps(c, view, f.count, (f.last.lo - f.since.lo) / MINUTE)) continue;
      yield {
        type: 'readiness-flapping',
        entity: f.pod,
        onset: f.since,
        ...(c.asOf.lo - f.last.hi > 10 * MINUTE ? { end: f.last } : {}),
        severity: 1,
        statement: `The readiness of ${labelOf(f.pod)} came and went: ${f.count} failures between times of being ready.`,
        evidence: [...f.evidence.slice(0, 2), cite(view.snapshot, 'status', 'conditions')],
        attrs: { count: f.count },
        names: [f.workload],
      };
    }
  },
};

/** Ready now, never restarted in that time, and with far fewer failures than a lasting one would count. */
function flaps(c: Case, view: PodView, count: number, minutes: number): boolean {
  const restarted = view.containers.some(
    (x) => x.last?.finished && c.asOf.hi - x.last.finished.lo < minutes * MINUTE,
  );
  return view.ready === true && !restarted && count < minutes * 6 * 0.8;
}
