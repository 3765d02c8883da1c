import { counted, fromTime } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import { saidBy } from '../../said.js';

/** An ingress controller does not find the Service that an Ingress names. */
export const ingressServiceMissing = saidBy({
  id: 'ingress-service-missing',
  layer: 'edge',
  what: 'The Ingress routes to a Service that does not exist in its namespace: the host answers 503 or 404.',
  lookAlikes: 'While a release is being applied the Ingress may come before its Service.',
  sources: ['ingress-nginx internal/ingress/controller'],
  type: {
    id: 'ingress-service-missing',
    nature: 'fault',
    title: 'Ingress names a Service that is not there',
    selfExplaining: true,
  },
  says: ['ingress-service-missing'],
  about: (m) => ref('Service', m.fields['service']?.split('/')[0], m.fields['service']?.split('/')[1] ?? ''),
  least: 2,
  statement: (s, e) =>
    `An Ingress routes to Service ${e.namespace ?? ''}/${e.name}, which does not exist (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
