import { counted, fromTime, inWords, largest, parseDuration, SECOND } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The database under a k3s server answers late. */
export const kineSlowSql = saidBy({
  id: 'kine-slow-sql',
  layer: 'control-plane',
  what:
    'kine, which stands in for etcd in k3s, waited for its SQL database: SQLite on a slow or failing disk, or a ' +
    'database elsewhere. The API server waits with it, and leader election fails.',
  lookAlikes: 'Single lines of one or two seconds come up at start and while the table is compacted.',
  sources: ['k3s-io/kine pkg/metrics (SlowSQLThreshold 1 s)'],
  type: { id: 'kine-slow-sql', nature: 'symptom', title: 'Datastore of k3s answers late' },
  says: ['kine-slow-sql'],
  about: (m, c) => {
    const node = nodeOf(c, m.origin);
    return node && ref('NodeService', undefined, `${node.name}/k3s`);
  },
  when: (m) => (parseDuration(m.fields['took'] ?? '') ?? 0) >= SECOND,
  least: 5,
  severity: (s) =>
    largest(s.sayings.map((x) => parseDuration(x.message.fields['took'] ?? '') ?? 0)) >= 10 * SECOND ? 3 : 2,
  statement: (s, e) =>
    `The datastore of k3s on node ${e.name.split('/')[0] ?? ''} needed up to ${inWords(largest(s.sayings.map((x) => parseDuration(x.message.fields['took'] ?? '') ?? 0)))} for a statement (${counted(s.count, 'line')} ${fromTime(s.onset)}).`,
});
