import { atTime, digText, inWords, MINUTE, stampOf } from '../../../base/index.js';
import { ref, type ConditionType } from '../../../model/index.js';
import { cite, newest } from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const TYPES: Readonly<Record<string, ConditionType>> = {
  'kube-scheduler': {
    id: 'kube-scheduler-down',
    nature: 'fault',
    title: 'Scheduler down',
    selfExplaining: true,
  },
  'kube-controller-manager': {
    id: 'kube-controller-manager-down',
    nature: 'fault',
    title: 'Controller manager down',
    selfExplaining: true,
  },
};

/** A leader renews every 2 s and loses its Lease after 15 s. */
const STALE = MINUTE;

/** The Lease of a leader that nobody renews: no instance of that controller works. */
export const leaderLeaseStale: Detector = {
  id: 'leader-lease-stale',
  layer: 'control-plane',
  what:
    'The leader Lease of kube-scheduler or kube-controller-manager was not renewed for over a minute before it was ' +
    'read, while other Leases were: no instance leads, so nothing is scheduled or reconciled.',
  lookAlikes:
    'If all Leases are old, the API server took no writes. Managed control planes keep their Leases elsewhere.',
  sources: ['coordination.k8s.io Lease', 'client-go tools/leaderelection (lease 15 s, renew 2 s)'],
  emits: Object.values(TYPES),
  *detect(c) {
    const leases = c.all('Lease').flatMap((e) => {
      const s = newest(e);
      const renewed = stampOf(digText(s?.object, 'spec', 'renewTime'));
      return s && renewed && s.shape === 'full' ? [{ e, s, renewed }] : [];
    });
    for (const { e, s, renewed } of leases) {
      const type = TYPES[e.ref.name];
      if (!type || e.ref.namespace !== 'kube-system' || s.at.lo - renewed.hi < STALE) continue;
      const fresh = leases.some(
        (x) => x.e !== e && Math.abs(x.s.at.lo - s.at.lo) < STALE && s.at.lo - x.renewed.hi < STALE,
      );
      if (!fresh) continue;
      yield {
        type: type.id,
        entity: ref('Component', undefined, e.ref.name),
        onset: { lo: renewed.lo, hi: renewed.hi + 15_000_000, grade: 'B' },
        severity: 3,
        statement: `${e.ref.name} last renewed its leader Lease ${atTime(renewed)}, ${inWords(s.at.lo - renewed.hi)} before it was read.`,
        evidence: [cite(s, 'spec', 'renewTime')],
        attrs: { holder: digText(s.object, 'spec', 'holderIdentity') ?? '' },
      };
    }
  },
};
