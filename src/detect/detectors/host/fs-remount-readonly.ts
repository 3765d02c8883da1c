import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The kernel remounted a file system read-only after errors. */
export const fsRemountReadonly = saidBy({
  id: 'fs-remount-readonly',
  layer: 'host',
  what: 'The kernel remounted a file system read-only after errors: everything that writes there fails.',
  lookAlikes: 'readOnlyRootFilesystem of a container gives the same error inside one container only.',
  sources: ['linux fs/ext4/super.c'],
  type: {
    id: 'fs-remount-readonly',
    nature: 'fault',
    title: 'File system went read-only',
    selfExplaining: true,
  },
  says: ['fs-remount-readonly'],
  about: (m, c) => nodeOf(c, m.origin),
  severity: () => 3,
  statement: (s, e) =>
    `Node ${e.name}: file system went read-only (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
