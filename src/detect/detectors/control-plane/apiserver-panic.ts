import { counted, fromTime } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import { saidBy } from '../../said.js';

/** A request made the API server panic. */
export const apiserverPanic = saidBy({
  id: 'apiserver-panic',
  layer: 'control-plane',
  what: 'A handler of the API server panicked: the request fails, the process goes on.',
  lookAlikes: 'Cancelled requests (http: abort Handler) are noise.',
  sources: ['apiserver pkg/server/filters/wrap.go'],
  type: { id: 'apiserver-panic', nature: 'fault', title: 'API server panics', selfExplaining: true },
  says: ['apiserver-panic'],
  about: () => ref('Component', undefined, 'kube-apiserver'),
  statement: (s) => `The API server panicked (${counted(s.count, 'time')} ${fromTime(s.onset)}).`,
});
