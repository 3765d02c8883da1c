import { oneLine } from '../../../base/index.js';
import { appSays, fieldOf } from '../../app-said.js';

/** A line of a log with its address and its error. */
const MOST_QUOTED = 160;

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
  // where no file is named, only its own words tell what it may not do
  particulars: (s) =>
    fieldOf(s, 'path') === ''
      ? `as it says: "${oneLine(s.first.message.text, MOST_QUOTED)}"`
      : `(${fieldOf(s, 'path')})`,
  attrs: (s) => ({ path: fieldOf(s, 'path') }),
});
