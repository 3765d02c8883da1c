import { counted, fromTime } from '../../../base/index.js';
import { speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** Alertmanager cannot hand its alerts to a receiver. */
export const alertmanagerNotifyFailed = saidBy({
  id: 'alertmanager-notify-failed',
  layer: 'observability',
  what: 'Notifications fail (the receiver refuses, the name does not resolve): alerts fired and nobody heard them.',
  lookAlikes: 'One failed try is repeated.',
  sources: ['alertmanager notify'],
  type: { id: 'alertmanager-notify-failed', nature: 'observer', title: 'Alerts are not delivered' },
  says: ['alertmanager-notify-failed'],
  about: (m, c) => speakerOf(c, m.origin),
  least: 2,
  statement: (s, e) =>
    `${e.name} could not deliver alerts (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
