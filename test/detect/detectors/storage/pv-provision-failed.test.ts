import { pvProvisionFailed } from '../../../../src/detect/detectors/storage/pv-provision-failed.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object } from '../../../support/objects.js';

const claim = (phase: string) =>
  object('PersistentVolumeClaim', 'shop/data', { spec: { storageClassName: 'fast' }, status: { phase } });
const failed = (message: string) => ({
  about: 'PersistentVolumeClaim/shop/data',
  reason: 'ProvisioningFailed',
  message,
  first: '11:00:00',
  last: '11:10:00',
});
const DENIED =
  'failed to provision volume with StorageClass "fast": rpc error: code = PermissionDenied desc = not authorized';

testDetector(pvProvisionFailed, {
  fires: [
    {
      name: 'the storage refuses',
      given: { objects: [claim('Pending')], events: [failed(DENIED)] },
      expect: [
        {
          type: 'pv-provision-failed',
          entity: 'PersistentVolumeClaim/shop/data',
          onset: '11:00:00',
          open: true,
          severity: 3,
          says: ['PermissionDenied'],
        },
      ],
    },
    {
      name: 'it went through later',
      given: { objects: [claim('Bound')], events: [failed(DENIED)] },
      expect: [
        { type: 'pv-provision-failed', entity: 'PersistentVolumeClaim/shop/data', open: false, severity: 1 },
      ],
    },
  ],
  silent: [
    {
      name: 'the class is missing',
      given: {
        objects: [claim('Pending')],
        events: [failed('storageclass.storage.k8s.io "fast" not found')],
      },
    },
    {
      name: 'a normal wait',
      given: {
        objects: [claim('Pending')],
        events: [
          {
            about: 'PersistentVolumeClaim/shop/data',
            reason: 'ExternalProvisioning',
            type: 'Normal',
            message: 'waiting for a volume to be created',
            first: '11:00:00',
          },
        ],
      },
    },
  ],
});
