import { counted, fromTime } from '../../../base/index.js';
import { labelOf, type Ref } from '../../../model/index.js';
import { nodeOf, speakerOf } from '../../../world/index.js';
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
  // ENFILE is the limit of the whole host: whoever meets it, the node has none left
  about: (m, c) => (ofHost(m.text) ? nodeOf(c, m.origin) : undefined) ?? speakerOf(c, m.origin),
  least: 2,
  severity: () => 2,
  statement: (s, e) =>
    `${labelled(e)}: runs out of file descriptors (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});

function labelled(e: Ref): string {
  return e.kind === 'Node' ? labelOf(e) : e.name;
}

function ofHost(text: string): boolean {
  return /open files in system|ENFILE|file-max limit/.test(text);
}
