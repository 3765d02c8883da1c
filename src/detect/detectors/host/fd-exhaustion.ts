import { counted, fromTime } from '../../../base/index.js';
import { speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** A process or the host has no file descriptors left. */
export const fdExhaustion = saidBy({
  id: 'fd-exhaustion',
  layer: 'host',
  what: 'A process or the host has no file descriptors left: connections and files cannot be opened.',
  lookAlikes: 'Too few inotify watches give the same errno.',
  sources: ['errno(3) EMFILE, ENFILE'],
  type: { id: 'fd-exhaustion', nature: 'fault', title: 'No file descriptors left', selfExplaining: true },
  says: ['fd-exhaustion'],
  about: (m, c) => speakerOf(c, m.origin),
  least: 2,
  severity: () => 2,
  statement: (s, e) =>
    `${e.name}: runs out of file descriptors (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
