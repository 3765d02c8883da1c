import { groupBy } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import { earliest, latest, podNamed, severityOf, workloadOf } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** A postStart or preStop hook fails. */
export const lifecycleHookFailed: Detector = {
  id: 'lifecycle-hook-failed',
  layer: 'workload',
  what: 'The postStart hook of a container fails, and the kubelet kills the container for it; or its preStop hook fails, and the container ends without the care that the hook was to take.',
  lookAlikes: 'A preStop hook that fails while the pod is deleted keeps nobody from anything.',
  sources: ['signatures.md 11 lifecycle-hook-failed', 'Events FailedPostStartHook, FailedPreStopHook'],
  emits: [
    { id: 'lifecycle-hook-failed', nature: 'fault', title: 'Lifecycle hook fails', selfExplaining: true },
  ],
  *detect(c) {
    const events = c
      .eventsOf('FailedPostStartHook', 'FailedPreStopHook')
      .filter((e) => e.about.kind === 'Pod');
    for (const list of groupBy(events, (e) => `${keyOf(workloadOf(c, e.about))} ${e.reason}`).values()) {
      const first = list[0];
      const onset = earliest(list.map((e) => e.first));
      const end = latest(list.map((e) => e.last));
      if (!first || !onset || !end) continue;
      const workload = workloadOf(c, first.about);
      const post = first.reason === 'FailedPostStartHook';
      const open = post && list.some((e) => podNamed(c, e.about)?.ready === false);
      yield {
        type: 'lifecycle-hook-failed',
        entity: workload,
        onset,
        ...(open ? {} : { end }),
        severity: post ? severityOf(c, workload, open, onset) : 0,
        statement: `The ${post ? 'postStart' : 'preStop'} hook of ${labelOf(workload)} fails${post ? ', and its container is killed for it' : ''}.`,
        evidence: list.slice(0, 3).map((e) => c.citeEvent(e)),
        attrs: { hook: post ? 'postStart' : 'preStop' },
        names: list.slice(0, 5).map((e) => e.about),
      };
    }
  },
};
