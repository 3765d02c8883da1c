import { counted, fromTime, listed } from '../../../base/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** A network interface of the host lost its link. */
export const nicLinkDown = saidBy({
  id: 'nic-link-down',
  layer: 'host',
  what: 'The driver or networkd reported an interface of the host down or its queue stuck: cable, switch port, driver, or the unit that owns the device.',
  lookAlikes: 'Interfaces of pods (veth, cali, lxc) go down with each pod that ends.',
  sources: ['linux net/sched/sch_generic.c', 'systemd-networkd'],
  type: { id: 'nic-link-down', nature: 'fault', title: 'Network link down', selfExplaining: true },
  says: ['nic-link-down'],
  about: (m, c) => nodeOf(c, m.origin),
  statement: (s, e) =>
    `Node ${e.name} lost the link of ${listed([...new Set(s.sayings.flatMap((x) => x.message.fields['iface'] ?? []))]) || 'an interface'} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
  when: (m) => !/^(veth|cali|lxc|cni|docker|br-|eni|tap|vnet)/.test(m.fields['iface'] ?? ''),
});
