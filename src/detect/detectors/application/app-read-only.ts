import { appSays, fieldOf } from '../../app-said.js';

/** A program cannot write because the file system is mounted read-only. */
export const appReadOnly = appSays({
  id: 'app-read-only',
  what: 'readOnlyRootFilesystem without a volume for the path, or a disk that the kernel remounted after errors.',
  lookAlikes: 'A probe for writability at start is harmless.',
  sources: ['errno(3) EROFS'],
  type: { id: 'app-read-only', nature: 'fault', title: 'File system read-only', selfExplaining: true },
  says: ['app-read-only'],
  words: 'cannot write: its file system is read-only',
  calls: false,
  particulars: (s) => (fieldOf(s, 'path') === '' ? '' : `(${fieldOf(s, 'path')})`),
  attrs: (s) => ({ path: fieldOf(s, 'path') }),
});
