import { labelOf } from '../../../model/index.js';
import { cite, workloads } from '../../../world/index.js';
import type { Stamp } from '../../../base/index.js';
import type { Detector } from '../../detector.js';

/** An ordinal of a StatefulSet that is not ready holds up the ones behind it. */
export const statefulsetStuck: Detector = {
  id: 'statefulset-stuck',
  layer: 'workload',
  what: 'A StatefulSet makes its pods in order and waits for each to be ready. One that is not ready keeps the higher ordinals from being created or updated.',
  lookAlikes: 'With podManagementPolicy Parallel nothing waits. A set in its first start waits rightly.',
  sources: ['signatures.md 11 statefulset-stuck', 'kubernetes pkg/controller/statefulset'],
  emits: [{ id: 'statefulset-stuck', nature: 'symptom', title: 'StatefulSet waits for an ordinal' }],
  *detect(c) {
    for (const w of workloads(c)) {
      if (w.ref.kind !== 'StatefulSet' || w.desired === undefined || w.desired < 2) continue;
      const ordinal = (name: string): number => Number(/-(\d+)$/.exec(name)?.[1] ?? -1);
      const unready = w.pods
        .filter((p) => p.ready === false)
        .sort((a, b) => ordinal(a.ref.name) - ordinal(b.ref.name))[0];
      const highest = Math.max(-1, ...w.pods.map((p) => ordinal(p.ref.name)));
      if (!unready || highest >= w.desired - 1) continue;
      const since: Stamp | undefined =
        unready.conditions.find((x) => x.type === 'Ready')?.since ?? unready.entity.created;
      yield {
        type: 'statefulset-stuck',
        entity: w.ref,
        onset: since ?? { ...c.asOf, grade: 'X' },
        severity: 2,
        statement: `${labelOf(w.ref)} waits for ${unready.ref.name} and has made ${w.pods.length} of ${w.desired} pods.`,
        evidence: [cite(unready.snapshot, 'status', 'conditions'), cite(w.snapshot, 'spec', 'replicas')],
        attrs: { ordinal: ordinal(unready.ref.name), desired: w.desired },
        names: [unready.ref],
      };
    }
  },
};
