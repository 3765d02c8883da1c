import { counted, fromTime } from '../../../base/index.js';
import { speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** Helm finds no deployed revision to upgrade. */
export const helmNoDeployedRelease = saidBy({
  id: 'helm-no-deployed-release',
  layer: 'delivery',
  what: 'The first install failed, so an upgrade has nothing to start from.',
  lookAlikes: 'Right after an uninstall it is expected.',
  sources: ['helm pkg/storage/driver'],
  type: { id: 'helm-no-deployed-release', nature: 'fault', title: 'Helm release was never deployed' },
  says: ['helm-no-deployed-release'],
  about: (m, c) => speakerOf(c, m.origin),
  statement: (s, e) =>
    `Helm finds no deployed revision, says ${e.name} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
