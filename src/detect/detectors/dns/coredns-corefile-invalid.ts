import { counted, iso } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
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
  about: (m) => ref('ConfigMap', m.origin.pod?.namespace ?? 'kube-system', 'coredns'),
  severity: () => 3,
  statement: (s) =>
    `The Corefile of CoreDNS cannot be parsed (${counted(s.count, 'report')} from ${iso(s.onset.lo)}).`,
});
