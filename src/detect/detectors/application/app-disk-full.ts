import { appSays, fieldOf } from '../../app-said.js';

/** A program cannot write: no space left on its volume. */
export const appDiskFull = appSays({
  id: 'app-disk-full',
  what: 'The volume or the node’s disk under it is full; databases stop or go read-only.',
  lookAlikes: 'Too few inodes give the same error.',
  sources: ['errno(3) ENOSPC'],
  type: { id: 'app-disk-full', nature: 'fault', title: 'Volume full', selfExplaining: true },
  says: ['app-disk-full'],
  words: 'has no space left to write',
  calls: false,
  severity: 3,
  particulars: (s) => (fieldOf(s, 'path') === '' ? '' : `(${fieldOf(s, 'path')})`),
  attrs: (s) => ({ path: fieldOf(s, 'path') }),
});
