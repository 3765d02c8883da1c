import { counted, fromTime } from '../../../base/index.js';
import { speakerOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** The cloud’s API refuses a controller: its role lacks a permission. */
export const cloudPermissionMissing = saidBy({
  id: 'cloud-permission-missing',
  layer: 'identity',
  what: 'Volumes, load balancers or nodes cannot be made or changed because the cloud denies the call.',
  lookAlikes: 'Throttling says so, and passes.',
  sources: ['cloud SDK error codes (UnauthorizedOperation, AccessDenied, Forbidden)'],
  type: {
    id: 'cloud-permission-missing',
    nature: 'fault',
    title: 'Cloud refuses a call for want of permission',
    selfExplaining: true,
  },
  says: ['cloud-permission-missing'],
  about: (m, c) => speakerOf(c, m.origin),
  least: 2,
  statement: (s, e) =>
    `${e.name} is refused by the cloud for want of permission (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
