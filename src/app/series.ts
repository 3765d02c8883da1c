import { keyOf, type Incident, type Ref, type Series } from '../model/index.js';
import { seriesOf as tracksOf, workloadOf, type Case } from '../world/index.js';

/** The lines that the charts draw: those of workloads and Services that the incidents touch. */
export function seriesOf(c: Case, incidents: readonly Incident[]): readonly Series[] {
  const involved = new Set<string>();
  for (const i of incidents) {
    for (const x of i.conditions) {
      if (x.role === 'contributing') continue;
      involved.add(keyOf(x.entity));
      involved.add(keyOf(workloadOf(c, x.entity)));
    }
  }
  return tracksOf(c, (entity: Ref) => involved.has(keyOf(entity)) || entity.kind === 'Surface');
}
