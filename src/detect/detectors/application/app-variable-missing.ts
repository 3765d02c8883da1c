import { appSays, fieldOf } from '../../app-said.js';

/** A program exits because a variable is not set. */
export const appVariableMissing = appSays({
  id: 'app-variable-missing',
  what: 'The manifest does not set what the program requires at its start.',
  lookAlikes: 'A warning about a default is no failure.',
  sources: ['os.Getenv checks as programs print them'],
  type: { id: 'app-variable-missing', nature: 'fault', title: 'Variable missing', selfExplaining: true },
  says: ['app-variable-missing'],
  words: 'lacks an environment variable it needs',
  atStart: true,
  calls: false,
  severity: 3,
  particulars: (s) => (fieldOf(s, 'variable') === '' ? '' : `(${fieldOf(s, 'variable')})`),
  attrs: (s) => ({ variable: fieldOf(s, 'variable') }),
});
