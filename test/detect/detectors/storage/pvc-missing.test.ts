import { pvcMissing } from '../../../../src/detect/detectors/storage/pvc-missing.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object, waiting } from '../../../support/objects.js';

const MESSAGE =
  '0/4 nodes are available: persistentvolumeclaim "data" not found. preemption: 0/4 nodes are available: 4 Preemption is not helpful for scheduling.';

testDetector(pvcMissing, {
  fires: [
    {
      name: 'the claim was never made',
      given: { objects: waiting('shop/db', MESSAGE) },
      expect: [
        {
          type: 'pvc-missing',
          entity: 'Deployment/shop/db',
          onset: '11:00:00',
          severity: 3,
          names: ['PersistentVolumeClaim/shop/data'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'it has come since',
      given: {
        objects: [
          ...waiting('shop/db', MESSAGE),
          object('PersistentVolumeClaim', 'shop/data', { status: { phase: 'Pending' } }),
        ],
      },
    },
  ],
});
