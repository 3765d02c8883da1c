import { atTime } from '../../../base/index.js';
import { ref, type MessageRecord, type Ref } from '../../../model/index.js';
import { saidBy } from '../../said.js';

/** systemd no longer restarts a unit that failed too often. */
export const systemdStartLimit = saidBy({
  id: 'systemd-start-limit',
  layer: 'host',
  what: 'The unit hit its start limit and stays down until someone resets it.',
  lookAlikes: 'A unit that is restarted and stays up did not reach the limit.',
  sources: ['systemd src/core/unit.c (start-limit-hit)'],
  type: {
    id: 'systemd-start-limit',
    nature: 'fault',
    title: 'Unit given up by systemd',
    selfExplaining: true,
  },
  says: ['systemd-start-limit'],
  about: (m) => unitOf(m),
  severity: () => 3,
  statement: (s, e) => `systemd gave up restarting ${e.name} ${atTime(s.onset)}.`,
});

function unitOf(m: MessageRecord): Ref | undefined {
  const unit = m.fields['unit']?.replace(/\.service$/, '');
  if (unit === undefined || m.origin.node === undefined) return undefined;
  return ref('NodeService', undefined, `${m.origin.node}/${unit}`);
}
