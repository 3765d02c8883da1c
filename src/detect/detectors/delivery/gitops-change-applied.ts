import { atTime } from '../../../base/index.js';
import { speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** A delivery tool fetched or applied another revision. */
export const gitopsChangeApplied = saidBy({
  id: 'gitops-change-applied',
  layer: 'change',
  what: 'Flux stored a new artifact or finished a reconciliation: the first suspect when something breaks right after.',
  lookAlikes: 'Reconciling the same revision again changes nothing.',
  sources: ['flux source-controller, kustomize-controller'],
  type: { id: 'gitops-change-applied', nature: 'change', title: 'Delivery applied a new revision' },
  says: ['gitops-change-applied'],
  about: (m, c) => speakerOf(c, m.origin),
  severity: () => 1,
  statement: (s, e) =>
    `${e.name} applied ${s.sayings.flatMap((x) => x.message.fields['commit'] ?? [])[0] ?? 'a new revision'} ${atTime(s.onset)}.`,
});
