import { counted, fromTime, sinceTime } from '../../../base/index.js';
import { labelOf } from '../../../model/index.js';
import { conditionSpells, speakerOf } from '../../../world/index.js';
import type { Detector } from '../../detector.js';
import { saidBy } from '../../said.js';

const said = saidBy({
  id: 'helm-locked',
  layer: 'delivery',
  what: 'A deploy was cut off and left the release pending: every further operation is refused.',
  lookAlikes: 'A second deploy that meets the first one is refused for as long as that one runs.',
  sources: ['helm pkg/action'],
  type: { id: 'helm-locked', nature: 'fault', title: 'Helm release locked', selfExplaining: true },
  says: ['helm-locked'],
  about: (m, c) => speakerOf(c, m.origin),
  least: 2,
  statement: (s, e) =>
    `A Helm release is locked by an operation that never ended, says ${e.name} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});

/** A Helm release is locked by an operation that never ended. */
export const helmLocked: Detector = {
  ...said,
  *detect(c) {
    yield* said.detect(c);
    for (const release of c.all('HelmRelease')) {
      for (const name of ['Ready', 'Released']) {
        for (const s of conditionSpells(release, name, 'False')) {
          if (
            !(s.condition.message ?? '').includes(
              'another operation (install/upgrade/rollback) is in progress',
            )
          )
            continue;
          yield {
            type: 'helm-locked',
            entity: release.ref,
            onset: s.since,
            ...(s.ended ? { end: s.ended } : {}),
            severity: 2,
            statement: `${labelOf(release.ref)} is locked by an operation that never ended ${sinceTime(s.since)}.`,
            evidence: [s.evidence],
          };
        }
      }
    }
  },
};
