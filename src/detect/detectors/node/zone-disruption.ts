import { counted, fromTime, MINUTE } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import { saidBy } from '../../said.js';

/** So many nodes are not ready that the controller slows down or stops evictions. */
export const zoneDisruption = saidBy({
  id: 'zone-disruption',
  layer: 'node',
  what: 'The node controller entered disruption mode: pods of lost nodes are not replaced until nodes come back.',
  lookAlikes: 'At the start of a cluster no node is ready yet.',
  sources: ['kubernetes pkg/controller/nodelifecycle'],
  type: { id: 'zone-disruption', nature: 'symptom', title: 'Most nodes of a zone are lost' },
  says: ['zone-disruption'],
  about: () => ref('Cluster', undefined, 'cluster'),
  statement: (s) =>
    `A zone lost its nodes, or most of them, so evictions are held back (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
  settles: 2 * MINUTE,
  severity: () => 1,
});
