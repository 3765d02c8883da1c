import { appSays } from '../../app-said.js';

/** A program could not allocate memory within its own limit. */
export const appOutOfMemory = appSays({
  id: 'app-out-of-memory',
  what: 'The heap limit of the runtime (JVM, Node.js) or the container’s limit is too small for the load, or memory leaks.',
  lookAlikes: 'The kernel’s kill shows as OOMKilled without a line of the program.',
  sources: ['JVM OutOfMemoryError, V8 heap limit'],
  type: {
    id: 'app-out-of-memory',
    nature: 'fault',
    title: 'Application out of memory',
    selfExplaining: true,
  },
  says: ['app-out-of-memory'],
  words: 'ran out of memory',
  calls: false,
  severity: 3,
});
