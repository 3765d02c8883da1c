import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** A disk or its path returned errors. */
export const diskIoError = saidBy({
  id: 'disk-io-error',
  layer: 'host',
  what: 'A disk or its path returned errors: file systems may go read-only, databases lose writes.',
  lookAlikes: 'An ejected or virtual CD drive logs I/O errors too.',
  sources: ['linux block/blk-core.c', 'ext4, xfs'],
  type: { id: 'disk-io-error', nature: 'fault', title: 'Disk I/O errors', selfExplaining: true },
  says: ['disk-io-error'],
  about: (m, c) => nodeOf(c, m.origin),
  severity: () => 3,
  statement: (s, e) =>
    `Node ${e.name}: disk reports I/O errors (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
