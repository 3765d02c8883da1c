import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** A process has not run for two minutes because it waits in the kernel, usually for storage. */
export const hungTask = saidBy({
  id: 'hung-task',
  layer: 'host',
  what: 'A process has not run for two minutes because it waits in the kernel, usually for storage.',
  lookAlikes: 'Tasks of one stuck mount hang alone.',
  sources: ['linux kernel/hung_task.c'],
  type: { id: 'hung-task', nature: 'fault', title: 'Task hangs in the kernel', selfExplaining: true },
  says: ['hung-task'],
  about: (m, c) => nodeOf(c, m.origin),
  severity: () => 2,
  statement: (s, e) =>
    `Node ${e.name}: a task hangs in the kernel (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
