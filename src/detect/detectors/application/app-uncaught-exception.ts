import { appSays } from '../../app-said.js';

/** An exception reached the top of a program and ended it. */
export const appUncaughtException = appSays({
  id: 'app-uncaught-exception',
  what: 'The last exception of the process says what it could not bear, often a dependency.',
  lookAlikes: 'Exceptions that are logged and handled do not end the process.',
  sources: ['JVM, CPython, Node.js'],
  type: { id: 'app-uncaught-exception', nature: 'symptom', title: 'Uncaught exception ends the application' },
  says: ['app-uncaught-exception'],
  words: 'ended with an exception nobody caught',
  calls: false,
});
