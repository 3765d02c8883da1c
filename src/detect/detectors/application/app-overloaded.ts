import { appSays } from '../../app-said.js';

/** An application turns requests away because it has more of them than it can take. */
export const appOverloaded = appSays({
  id: 'app-overloaded',
  what: 'A workload says that its queue, thread pool or connection limit is full and that it turns requests away: more comes than its replicas can take.',
  lookAlikes:
    'A queue that fills because a dependency answers late names that dependency; a single line is a burst.',
  sources: ['nginx worker_connections, Apache MaxRequestWorkers, PHP-FPM max_children'],
  type: { id: 'app-overloaded', nature: 'symptom', title: 'Application overloaded' },
  says: ['app-overloaded'],
  words: 'turns requests away because it is overloaded',
  calls: false,
  least: 3,
});
