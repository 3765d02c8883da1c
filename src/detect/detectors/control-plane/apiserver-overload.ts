import { counted, fromTime } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import { saidBy } from '../../said.js';

/** The API server answers 429: more requests than it takes. */
export const apiserverOverload = saidBy({
  id: 'apiserver-overload',
  layer: 'control-plane',
  what: 'Clients were told "too many requests": priority and fairness or the in-flight limit sheds load.',
  lookAlikes: '429 on pods/eviction is a disruption budget.',
  sources: ['apiserver pkg/server/filters/priority-and-fairness.go'],
  type: { id: 'apiserver-overload', nature: 'symptom', title: 'API server sheds load' },
  says: ['apiserver-overload'],
  about: () => ref('Component', undefined, 'kube-apiserver'),
  least: 5,
  statement: (s) => `The API server shed load (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
