import { appSays, fieldOf } from '../../app-said.js';

/** A program refuses a command-line flag and exits. */
export const appUnknownFlag = appSays({
  id: 'app-unknown-flag',
  what: 'The arguments in the manifest hold a flag that this version of the program does not have.',
  lookAlikes: 'A flag with a bad value has another message.',
  sources: ['Go flag, pflag, kingpin; argparse; getopt'],
  type: { id: 'app-unknown-flag', nature: 'fault', title: 'Unknown flag', selfExplaining: true },
  says: ['app-unknown-flag'],
  words: 'does not know a flag it is started with',
  atStart: true,
  calls: false,
  severity: 3,
  particulars: (s) => (fieldOf(s, 'flag') === '' ? '' : `(${fieldOf(s, 'flag')})`),
  attrs: (s) => ({ flag: fieldOf(s, 'flag') }),
});
