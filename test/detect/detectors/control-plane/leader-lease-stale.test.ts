import { leaderLeaseStale } from '../../../../src/detect/detectors/control-plane/leader-lease-stale.js';
import { testDetector } from '../../../support/detector-tester.js';

const lease = (name: string, renewTime: string) => ({
  kind: 'Lease',
  metadata: { namespace: 'kube-system', name },
  spec: { holderIdentity: 'cp-1_7f3', renewTime },
});
const manager = lease('kube-controller-manager', '2026-03-04T11:59:58.000000Z');

testDetector(leaderLeaseStale, {
  fires: [
    {
      name: 'the scheduler has not renewed for ten minutes',
      given: { objects: [manager, lease('kube-scheduler', '2026-03-04T11:50:00.000000Z')] },
      expect: [
        {
          type: 'kube-scheduler-down',
          entity: 'Component/kube-scheduler',
          onset: '2026-03-04T11:50:02Z',
          open: true,
        },
      ],
    },
  ],
  silent: [
    {
      name: 'both are fresh',
      given: { objects: [manager, lease('kube-scheduler', '2026-03-04T11:59:57.000000Z')] },
    },
    {
      name: 'all are old: nothing was written at all',
      given: {
        objects: [
          lease('kube-controller-manager', '2026-03-04T11:50:00.000000Z'),
          lease('kube-scheduler', '2026-03-04T11:50:00.000000Z'),
        ],
      },
    },
  ],
});
