import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The clock of the host is not held by its time service. */
export const hostClockUnsync = saidBy({
  id: 'host-clock-unsync',
  layer: 'host',
  what: 'The clock of the host is not held by its time service: stamps, tokens and certificates are judged wrongly.',
  lookAlikes: 'A step at boot is ordinary.',
  sources: ['chrony', 'systemd-timesyncd'],
  type: { id: 'host-clock-unsync', nature: 'fault', title: 'Clock not synchronised', selfExplaining: true },
  says: ['host-clock-unsync'],
  about: (m, c) => nodeOf(c, m.origin),
  least: 2,
  severity: () => 2,
  statement: (s, e) =>
    `Node ${e.name}: clock is not synchronised (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
