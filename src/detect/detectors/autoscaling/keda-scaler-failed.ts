import { groupBy } from '../../../base/index.js';
import { keyOf, labelOf } from '../../../model/index.js';
import { earliest, latest } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** KEDA cannot ask the source of its trigger. */
export const kedaScalerFailed: Detector = {
  id: 'keda-scaler-failed',
  layer: 'autoscaling',
  what: 'A ScaledObject of KEDA cannot read its trigger (queue, database, Prometheus): the address is wrong, the credentials are refused, the source is down. The workload keeps its replicas or falls back to a fixed number.',
  lookAlikes: 'A paused ScaledObject scales nothing on purpose.',
  sources: [
    'signatures.md 13 keda-scaler-failed',
    'KEDA events KEDAScalerFailed, ScaledObjectCheckFailed, TriggerAuthenticationFailed',
  ],
  emits: [{ id: 'keda-scaler-failed', nature: 'symptom', title: 'Scaler cannot read its trigger' }],
  *detect(c) {
    const events = c.eventsOf(
      'KEDAScalerFailed',
      'ScaledObjectCheckFailed',
      'TriggerAuthenticationFailed',
      'ScaledObjectFallbackActivated',
    );
    for (const list of groupBy(events, (e) => keyOf(e.about)).values()) {
      const first = list[0];
      const onset = earliest(list.map((e) => e.first));
      const last = latest(list.map((e) => e.last));
      if (!first || !onset || !last) continue;
      const open = c.asOf.lo - last.hi < 120_000_000;
      yield {
        type: 'keda-scaler-failed',
        entity: first.about,
        onset,
        ...(open ? {} : { end: last }),
        severity: open ? 2 : 1,
        statement: `${labelOf(first.about)} cannot read its trigger: ${first.message.replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 240)}.`,
        evidence: list.slice(0, 3).map((e) => c.citeEvent(e)),
        names: c.targets(first.about, 'scales').map((t) => t.ref),
      };
    }
  },
};
