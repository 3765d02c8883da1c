import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The clock of the host was stepped. */
export const hostClockChanged = saidBy({
  id: 'host-clock-changed',
  layer: 'host',
  what: 'The clock of the host was stepped: stamps before and after cannot be compared.',
  lookAlikes: 'A step of milliseconds at boot is ordinary.',
  sources: ['chrony', 'systemd'],
  type: { id: 'host-clock-changed', nature: 'fault', title: 'Clock stepped', selfExplaining: true },
  says: ['host-clock-changed'],
  about: (m, c) => nodeOf(c, m.origin),
  severity: () => 1,
  statement: (s, e) => `Node ${e.name}: clock was set (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
