import { appSays } from '../../app-said.js';

/** A program cannot parse its configuration. */
export const appConfigInvalid = appSays({
  id: 'app-config-invalid',
  what: 'A configuration file or value is malformed; the program exits or keeps the old one.',
  lookAlikes: 'A warning about an unknown key is no failure.',
  sources: ['yaml, toml, json parsers'],
  type: { id: 'app-config-invalid', nature: 'fault', title: 'Configuration invalid', selfExplaining: true },
  says: ['app-config-invalid'],
  words: 'refuses its configuration',
  atStart: true,
  calls: false,
  severity: 3,
  particulars: (s) => {
    const why = s.sayings.map((x) => x.message.fields['why']).find((w) => w !== undefined);
    return why === undefined ? '' : `(${why})`;
  },
});
