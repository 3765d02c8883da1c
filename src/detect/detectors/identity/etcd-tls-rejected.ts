import { counted, fromTime } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import { saidBy } from '../../said.js';
import type { MessageSaying, Spell } from '../../spells.js';

/** etcd rejected connections because of TLS. */
export const etcdTlsRejected = saidBy({
  id: 'etcd-tls-rejected',
  layer: 'identity',
  what: 'etcd rejected connections because of TLS: a certificate expired or signed by another authority.',
  lookAlikes: 'Health probes without TLS give EOF and are harmless.',
  sources: ['etcd embed, pkg/transport'],
  type: {
    id: 'etcd-tls-rejected',
    nature: 'fault',
    title: 'etcd refuses a client’s certificate',
    selfExplaining: true,
  },
  says: ['etcd-tls-rejected'],
  about: () => ref('Component', undefined, 'etcd'),
  least: 3,
  severity: () => 3,
  statement: (s) =>
    `etcd refuses connections over their TLS certificate${why(s)} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});

/** What is wrong with the certificate, where the line says so. */
function why(s: Spell<MessageSaying>): string {
  const text = s.first.message.text + Object.values(s.first.message.fields).join(' ');
  if (text.includes('has expired')) return ', which is past its time';
  return text.includes('unknown authority') ? ', which another authority signed' : '';
}
