import { counted, iso, oneLine } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** Someone worked on a host: a command with rights of root. */
export const manualHostChange = saidBy({
  id: 'manual-host-change',
  layer: 'change',
  what: 'The journal of a host shows a command that someone ran as root: a service stopped, a file changed, a package installed.',
  lookAlikes: 'Monitoring and configuration management run commands on a schedule; looking is no change.',
  sources: ['sudo and sshd journal lines'],
  type: { id: 'manual-host-change', nature: 'change', title: 'Someone changed the host' },
  says: ['manual-host-change'],
  when: (m) =>
    m.fields['command'] !== undefined &&
    !/\b(status|journalctl|cat|ls|tail|less|get|show)\b/.test(m.fields['command']),
  about: (m, c) => nodeOf(c, m.origin),
  severity: () => 1,
  statement: (s, e) =>
    `${s.first.message.fields['person'] ?? 'Someone'} ran ${oneLine(s.first.message.fields['command'] ?? 'a command', 100)} on node ${e.name} at ${iso(
      s.onset.lo,
    )}${s.count > 1 ? `, ${counted(s.count, 'command')} in all` : ''}.`,
});
