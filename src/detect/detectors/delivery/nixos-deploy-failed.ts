import { counted, fromTime } from '../../../base/index.js';
import { ref } from '../../../model/index.js';
import { nodeOf } from '../../../world/index.js';
import { saidBy } from '../../said.js';

/** A host’s configuration could not be activated. */
export const nixosDeployFailed = saidBy({
  id: 'nixos-deploy-failed',
  layer: 'delivery',
  what: 'The deploy tool could not activate the new system of a host, or lost it and rolled back.',
  lookAlikes: 'Several hosts in one minute share a change or a deployer; one host alone may be unreachable.',
  sources: ['deploy-rs'],
  type: {
    id: 'nixos-deploy-failed',
    nature: 'fault',
    title: 'Deployment of a host’s configuration failed',
    selfExplaining: true,
  },
  says: ['nixos-deploy-failed'],
  about: (m, c) => nodeOf(c, m.origin) ?? ref('External', undefined, m.fields['node'] ?? m.origin.program),
  statement: (s, e) =>
    `The configuration of ${e.name} could not be deployed (${counted(s.count, 'report')} ${fromTime(s.onset)}).`,
});
