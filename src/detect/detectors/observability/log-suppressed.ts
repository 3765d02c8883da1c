import { counted, fromTime } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The journal dropped lines because a program wrote too many. */
export const logSuppressed = saidBy({
  id: 'log-suppressed',
  layer: 'observability',
  what: 'journald or the kernel limited the rate of lines of a program: what is missing was not quiet, it was dropped.',
  lookAlikes: 'A burst at boot is suppressed on many hosts.',
  sources: ['systemd-journald RateLimitBurst'],
  type: { id: 'log-suppressed', nature: 'observer', title: 'Log lines suppressed' },
  says: ['log-suppressed'],
  about: (m, c) => nodeOf(c, m.origin),
  severity: () => 1,
  statement: (s, e) =>
    `Log lines of node ${e.name} were dropped (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
