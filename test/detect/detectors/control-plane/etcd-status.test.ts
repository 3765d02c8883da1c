import { etcdStatus } from '../../../../src/detect/detectors/control-plane/etcd-status.js';
import { testDetector } from '../../../support/detector-tester.js';

const table = (dbSizeBytes: number, errors: readonly string[]) => ({
  topic: 'etcd-status' as const,
  at: '10:05:00',
  data: {
    members: [
      { endpoint: '127.0.0.1:2379', id: 'ddd67b312462fd7b', dbSizeBytes, leader: true, term: 8, errors },
    ],
  },
  text: `127.0.0.1:2379 ddd67b312462fd7b 3.5.9 ${dbSizeBytes} true ${errors.join(' ')}`,
});

testDetector(etcdStatus, {
  fires: [
    {
      name: 'the alarm is raised',
      given: { reports: [table(2_147_483_648, ['memberID:15969 alarm:NOSPACE'])] },
      expect: [{ type: 'etcd-nospace-alarm', entity: 'Component/etcd', severity: 3 }],
      never: ['etcd-db-size-growth'],
    },
    {
      name: 'close to the default quota',
      given: { reports: [table(2_100_000_000, [])] },
      expect: [{ type: 'etcd-db-size-growth', entity: 'Component/etcd', severity: 1 }],
    },
  ],
  silent: [{ name: 'seven megabytes and no alarm', given: { reports: [table(7_400_000, [])] } }],
});
