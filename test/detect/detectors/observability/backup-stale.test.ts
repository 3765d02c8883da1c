import { backupStale } from '../../../../src/detect/detectors/observability/backup-stale.js';
import { testDetector } from '../../../support/detector-tester.js';

const database = (status: string) => ({
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Database',
  metadata: { namespace: 'shop', name: 'orders' },
  status: {
    conditions: [
      {
        type: 'LastBackupSucceeded',
        status,
        reason: 'LastBackupFailed',
        message: 'unexpected failure invoking barman-cloud-backup: exit status 4',
        lastTransitionTime: '2026-03-02T02:00:00Z',
      },
    ],
  },
});

testDetector(backupStale, {
  fires: [
    {
      name: 'the last backup failed two days ago',
      given: { objects: [database('False')] },
      expect: [
        {
          type: 'backup-stale',
          entity: 'Database/shop/orders',
          onset: '2026-03-02T02:00:00Z',
          open: true,
          severity: 1,
        },
      ],
    },
  ],
  silent: [{ name: 'backups succeed', given: { objects: [database('True')] } }],
});
