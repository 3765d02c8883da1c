import { counted, fromTime } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The DNS cache of a node fails. */
export const nodelocaldnsFault = saidBy({
  id: 'nodelocaldns-fault',
  layer: 'dns',
  what: 'node-cache cannot bind or reach its upstream: pods of the node lose DNS.',
  lookAlikes: 'While it reloads its configuration it is away for a second.',
  sources: ['kubernetes/dns node-cache'],
  type: { id: 'nodelocaldns-fault', nature: 'fault', title: 'NodeLocal DNS fails' },
  says: ['nodelocaldns-fault'],
  about: (m, c) => ref('NodeService', undefined, `${nodeOf(c, m.origin)?.name ?? 'node'}/node-local-dns`),
  least: 2,
  statement: (s, e) => `The DNS cache ${e.name} fails (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
