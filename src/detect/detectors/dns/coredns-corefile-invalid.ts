import { counted, fromTime } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import type { MessageRecord, Ref } from '../../../model/index.js';
import { speakerOf, type Case } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The configuration of CoreDNS does not parse. */
export const corednsCorefileInvalid = saidBy({
  id: 'coredns-corefile-invalid',
  layer: 'dns',
  what: 'CoreDNS refuses the Corefile: running pods keep the old one, restarted pods do not start.',
  lookAlikes: 'An unknown plugin of another build gives the same words.',
  sources: ['coredns core/dnsserver, plugin/reload'],
  type: {
    id: 'coredns-corefile-invalid',
    nature: 'fault',
    title: 'Corefile cannot be parsed',
    selfExplaining: true,
  },
  says: ['coredns-corefile-invalid'],
  about: (m, c) => corefileOf(m, c),
  severity: () => 3,
  statement: (s) =>
    `The Corefile of CoreDNS cannot be parsed${why(s.first.message)} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});

/** The ConfigMap of the DNS pods; their workload where that is known and does not show what it mounts. */
function corefileOf(m: MessageRecord, c: Case): Ref {
  const map = ref('ConfigMap', m.origin.pod?.namespace ?? 'kube-system', 'coredns');
  const speaker = speakerOf(c, m.origin);
  const known = speaker !== undefined && c.entity(speaker)?.object !== undefined;
  return known && c.to(map, 'mounts').length === 0 ? speaker : map;
}

function why(m: MessageRecord): string {
  const said = m.fields['why'];
  return said === undefined || said === '' ? '' : `: ${said}`;
}
