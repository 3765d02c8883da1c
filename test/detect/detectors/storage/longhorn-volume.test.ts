import { longhornVolume } from '../../../../src/detect/detectors/storage/longhorn-volume.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object } from '../../../support/objects.js';

const volume = (robustness: string) =>
  object('Volume', 'longhorn-system/pv-1', {
    status: {
      robustness,
      lastDegradedAt: '2026-03-04T11:00:00Z',
      kubernetesStatus: { namespace: 'shop', pvcName: 'data' },
    },
  });

testDetector(longhornVolume, {
  fires: [
    {
      name: 'a replica is lost',
      given: { objects: [volume('degraded')] },
      expect: [
        {
          type: 'longhorn-volume-degraded',
          entity: 'Volume/longhorn-system/pv-1',
          onset: '11:00:00',
          severity: 2,
          names: ['PersistentVolumeClaim/shop/data'],
        },
      ],
    },
    {
      name: 'no replica is left',
      given: { objects: [volume('faulted')] },
      expect: [{ type: 'longhorn-volume-faulted', entity: 'Volume/longhorn-system/pv-1', severity: 3 }],
    },
  ],
  silent: [
    { name: 'healthy', given: { objects: [volume('healthy')] } },
    { name: 'detached', given: { objects: [volume('unknown')] } },
  ],
});
