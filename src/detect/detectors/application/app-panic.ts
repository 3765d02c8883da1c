import { appSays } from '../../app-said.js';

/** A process ended by a panic or a segmentation fault of its own. */
export const appPanic = appSays({
  id: 'app-panic',
  what: 'The trace names a fault in the program: a nil pointer, an index out of range, a failed assertion.',
  lookAlikes:
    'A recovered panic of one request goes on. A panic on a refused connection has the dependency as its cause.',
  sources: ['Go runtime, Rust, glibc'],
  type: { id: 'app-panic', nature: 'fault', title: 'Application panics', selfExplaining: true },
  says: ['app-panic', 'app-segfault'],
  words: 'crashed in its own code',
  calls: false,
});
