import { MINUTE, groupBy } from '../../../base/index.js';
import { keyOf, labelOf, WORKLOAD_KINDS } from '../../../model/index.js';
import { alertEntity, earliest, workloadOf } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

/** CPUThrottlingHigh of the kubernetes mixin: a rate over 5 min, held for 15 min. */
const HELD = 20 * MINUTE;

/** A container that the kernel holds back at its CPU limit. */
export const cpuThrottling: Detector = {
  id: 'cpu-throttling',
  layer: 'workload',
  what: 'The kernel stops the processes of a container in most scheduler periods because they reached the CPU limit: everything in it becomes slow, probes and callers time out, while the node has processor time to spare.',
  lookAlikes:
    'Many containers are throttled at their start or in short bursts and nobody feels it; alone it is noise. A node without free processor time slows down all its pods.',
  sources: ['signatures.md 11 cpu-throttling', 'kubernetes-mixin alert CPUThrottlingHigh'],
  emits: [
    { id: 'cpu-throttling', nature: 'fault', title: 'Held back at its CPU limit', selfExplaining: true },
  ],
  *detect(c) {
    const alerts = c.alerts.filter(
      (a) => /^(?:Container)?(?:Cpu|CPU)Throttling/.test(a.name) && a.state !== 'suppressed',
    );
    const about = alerts.flatMap((a) => {
      const found = alertEntity(c, a);
      const entity = found?.kind === 'Pod' ? workloadOf(c, found) : found;
      return entity && WORKLOAD_KINDS.has(entity.kind) ? [{ a, entity }] : [];
    });
    for (const list of groupBy(about, (x) => keyOf(x.entity)).values()) {
      const first = list[0];
      const at = earliest(list.map((x) => x.a.at));
      if (!first || !at) continue;
      const open = list.some((x) => x.a.state === 'firing' && !x.a.ended);
      yield {
        type: 'cpu-throttling',
        entity: first.entity,
        onset: { lo: at.lo - HELD, hi: at.hi, grade: 'C' },
        ...(open ? {} : { end: first.a.ended ?? c.asOf }),
        severity: 1,
        statement: `${labelOf(first.entity)} is held back at its CPU limit (alert ${first.a.name}).`,
        evidence: list.slice(0, 3).map((x) => ({ ...x.a.evidence, excerpt: `${x.a.name} ${x.a.state}` })),
        attrs: { alerts: list.length },
      };
    }
  },
};
