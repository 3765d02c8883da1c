import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** A file system of the node has no space left. */
export const diskFull = saidBy({
  id: 'disk-full',
  layer: 'host',
  what: 'Writes fail with "no space left on device": containers, the runtime and databases on it stop.',
  lookAlikes: 'A full volume of one pod is that pod’s; df in percent also counts reserved blocks.',
  sources: ['errno(3) ENOSPC'],
  type: { id: 'disk-full', nature: 'fault', title: 'Disk full', selfExplaining: true },
  says: ['app-disk-full', 'disk-full'],
  about: (m, c) => nodeOf(c, m.origin),
  severity: () => 3,
  statement: (s, e) =>
    `A file system of node ${e.name} is full (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
  when: (m) => !m.origin.pod && m.origin.node !== undefined,
});
