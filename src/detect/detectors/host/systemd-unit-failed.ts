import { counted, fromTime } from '../../../base/index.js';
import { ref, type MessageRecord, type Ref } from '../../../model/index.js';
import { saidBy } from '../../said.js';

/** A unit of the host ended with an error, was killed, or stopped to be restarted. */
export const systemdUnitFailed = saidBy({
  id: 'systemd-unit-failed',
  layer: 'host',
  what: 'systemd reports that the main process of a unit exited with an error, or that it gave up restarting it.',
  lookAlikes:
    'An exit with success and an ordered stop are no failures. One-shot jobs that fail matter only if something needs them.',
  sources: ['systemd src/core (unit result messages)'],
  type: { id: 'systemd-unit-failed', nature: 'fault', title: 'Unit of the host failed' },
  says: ['systemd-unit-failed', 'systemd-unit-oom'],
  about: (m) => unitOf(m),
  severity: (s) => (s.count >= 3 ? 2 : 1),
  statement: (s, e) => `Unit ${e.name} failed (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});

function unitOf(m: MessageRecord): Ref | undefined {
  const unit = m.fields['unit']?.replace(/\.service$/, '');
  if (unit === undefined || m.origin.node === undefined) return undefined;
  return ref('NodeService', undefined, `${m.origin.node}/${unit}`);
}
