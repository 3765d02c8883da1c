import { appSays, fieldOf } from '../../app-said.js';

/** A program may not read or write a file. */
export const appPermissionDenied = appSays({
  id: 'app-permission-denied',
  what: 'Owner or mode of a mounted volume do not fit the user that the container runs as, or a security policy forbids it.',
  lookAlikes: 'Refused rights at a remote service are another matter.',
  sources: ['errno(3) EACCES'],
  type: {
    id: 'app-permission-denied',
    nature: 'fault',
    title: 'Permission denied',
    selfExplaining: true,
  },
  says: ['app-permission-denied'],
  words: 'was denied permission',
  calls: false,
  particulars: (s) => (fieldOf(s, 'path') === '' ? '' : `(${fieldOf(s, 'path')})`),
  attrs: (s) => ({ path: fieldOf(s, 'path') }),
});
