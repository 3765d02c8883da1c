import { counted, fromTime, oneLine } from '../../../base/index.js';
import { speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** What a component says when it ends for another reason than its own flags and files. */
const OTHERWISE =
  /leader ?election lost|timed? ?out|deadline exceeded|refused|unauthorized|x509: |no route to host|unable to load bootstrap/i;

/** A component of Kubernetes ends at its start because of a flag, a file or its configuration. */
export const componentConfigRefused = saidBy({
  id: 'component-config-refused',
  layer: 'control-plane',
  what: 'kube-scheduler, kube-controller-manager, kube-apiserver or kube-proxy says that a flag or gate is unknown, a file missing or a value invalid, and exits; it is started again and again.',
  lookAlikes:
    'A controller that lost its lease or reaches nobody also exits with "command failed"; its reason says so. A file that an installation brings a moment later is missed once.',
  sources: ['kubernetes component-base cli/run.go'],
  type: {
    id: 'component-config-refused',
    nature: 'fault',
    title: 'Component refuses its configuration',
    selfExplaining: true,
  },
  says: ['component-command-failed', 'app-unknown-flag'],
  when: (m, c) =>
    m.id === 'app-unknown-flag'
      ? speakerOf(c, m.origin)?.kind === 'Component'
      : m.origin.program !== 'kubelet' && !OTHERWISE.test(m.fields['why'] ?? m.text),
  about: (m, c) => speakerOf(c, m.origin),
  // What it said at one start and no more, while its log goes on, was mended.
  severity: (s) => (s.end === undefined ? 3 : 1),
  statement: (s, e) =>
    `${e.name} does not start: ${oneLine(s.first.message.fields['why'] ?? s.first.message.text, 160)} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
