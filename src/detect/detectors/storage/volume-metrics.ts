import { sinceTime } from '../../../base/index.js';
import { labelOf, ref, type ConditionType } from '../../../model/index.js';
import { citeSeries, heldSpells, partner, quotient, metricsNamed } from '../../../world/index.js';
import type { Detector } from '../../detector.js';
import { forHowLong, heldOf } from '../../series.js';

const full: ConditionType = {
  id: 'app-disk-full',
  nature: 'fault',
  title: 'Volume full',
  selfExplaining: true,
};

/** The last blocks of a volume are kept back for root. */
const SPARE = 0.01;

/** A volume that the kubelet measures full. */
export const volumeMetrics: Detector = {
  id: 'volume-metrics',
  layer: 'storage',
  what: 'The kubelet measures the file system of a claim with no space, or no inodes, left: whoever mounts it cannot write.',
  lookAlikes:
    'A volume that is filled on purpose to its last part (a database that allots its files) keeps some space.',
  sources: ['kubelet kubelet_volume_stats_available_bytes, kubelet_volume_stats_inodes_free'],
  emits: [full],
  *detect(c) {
    for (const [left, whole] of [
      ['kubelet_volume_stats_available_bytes', 'kubelet_volume_stats_capacity_bytes'],
      ['kubelet_volume_stats_inodes_free', 'kubelet_volume_stats_inodes'],
    ] as const) {
      for (const m of metricsNamed(c, left)) {
        const size = partner(c, m, whole);
        const { namespace, persistentvolumeclaim: name } = m.labels;
        if (!size || namespace === undefined || name === undefined) continue;
        const claim = ref('PersistentVolumeClaim', namespace, name);
        const users = c.origins(claim, 'mounts').filter((e) => e.ref.kind !== 'Pod');
        for (const s of heldSpells(c, quotient(m.points, size.points), (v) => v <= SPARE))
          yield {
            ...heldOf(users[0]?.ref ?? claim, s),
            type: full.id,
            severity: 2,
            statement: `The volume of ${labelOf(claim)} has no ${left.includes('inodes') ? 'inodes' : 'space'} left ${sinceTime(s.onset)}${forHowLong(s)}.`,
            evidence: [citeSeries(m, s.onset.hi, `of ${name}`)],
            attrs: { claim: name },
            names: [claim],
          };
      }
    }
  },
};
