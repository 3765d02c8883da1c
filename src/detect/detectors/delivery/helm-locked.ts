import { counted, fromTime } from '../../../base/index.js';
import { speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** A Helm release is locked by an operation that never ended. */
export const helmLocked = saidBy({
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
