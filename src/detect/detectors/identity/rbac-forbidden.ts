import { counted, fromTime, MINUTE } from '../../../base/index.js';
import { speakerOf } from '../../../world/index.js';
import { endedAfter } from '../../app-said.js';
import { saidBy } from '../../said.js';

/** The API server refuses requests of a client. */
export const rbacForbidden = saidBy({
  id: 'rbac-forbidden',
  layer: 'identity',
  what: 'The API server refuses requests of a client: its role does not allow the verb on the resource.',
  lookAlikes:
    'Discovery of optional resources is refused on purpose; node authorizer refusals while a pod is being bound pass by themselves.',
  sources: ['apiserver pkg/endpoints/handlers/responsewriters'],
  type: { id: 'rbac-forbidden', nature: 'fault', title: 'Client lacks a permission', selfExplaining: true },
  says: ['rbac-forbidden'],
  about: (m, c) => speakerOf(c, m.origin),
  least: 3,
  // Roles are written in the first seconds of a control plane: a short burst heals by itself,
  // but not where the program ended with it.
  severity: (s, c) => (s.last.until.hi - s.onset.lo >= MINUTE || endedAfter(c, s.last.message) ? 2 : 0),
  attrs: (s) => ({
    user: s.first.message.fields['user'] ?? '',
    resource: s.first.message.fields['resource'] ?? '',
  }),
  statement: (s, e) =>
    `${e.name} is refused by the API server: ${s.sayings.map((x) => `${x.message.fields['verb'] ?? ''} ${x.message.fields['resource'] ?? ''}`.trim())[0] || 'forbidden'} (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
