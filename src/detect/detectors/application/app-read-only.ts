import { digFlag } from '../../../base/index.js';
import { keyOf } from '../../../model/index.js';
import { containersOf, templates } from '../../../world/index.js';
import { appSays, fieldOf } from '../../app-said.js';

/** A program cannot write because the file system is mounted read-only. */
export const appReadOnly = appSays({
  id: 'app-read-only',
  what: 'readOnlyRootFilesystem without a volume for the path, or a disk that the kernel remounted after errors.',
  lookAlikes: 'A probe for writability at start is harmless.',
  sources: ['errno(3) EROFS'],
  type: { id: 'app-read-only', nature: 'fault', title: 'File system read-only', selfExplaining: true },
  particular: {
    type: {
      id: 'readonly-rootfs-write',
      nature: 'fault',
      title: 'Writes to a root file system declared read-only',
      selfExplaining: true,
    },
    holds: (speaker, c) =>
      templates(c).some(
        (t) =>
          keyOf(t.workload) === keyOf(speaker) &&
          containersOf(t).some((x) => digFlag(x.spec, 'securityContext', 'readOnlyRootFilesystem') === true),
      ),
  },
  says: ['app-read-only'],
  words: 'cannot write: its file system is read-only',
  calls: false,
  particulars: (s) => (fieldOf(s, 'path') === '' ? '' : `(${fieldOf(s, 'path')})`),
  attrs: (s) => ({ path: fieldOf(s, 'path') }),
});
