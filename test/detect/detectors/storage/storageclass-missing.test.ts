import { storageclassMissing } from '../../../../src/detect/detectors/storage/storageclass-missing.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, object, template } from '../../../support/objects.js';

const claim = (phase: string) =>
  object('PersistentVolumeClaim', 'shop/data', { spec: { storageClassName: 'fast-ssd' }, status: { phase } });

testDetector(storageclassMissing, {
  fires: [
    {
      name: 'the controller says so',
      given: {
        objects: [claim('Pending')],
        events: [
          {
            about: 'PersistentVolumeClaim/shop/data',
            reason: 'ProvisioningFailed',
            message: 'storageclass.storage.k8s.io "fast-ssd" not found',
            first: '11:00:00',
            last: '11:50:00',
            count: 12,
          },
        ],
      },
      expect: [
        {
          type: 'storageclass-missing',
          entity: 'PersistentVolumeClaim/shop/data',
          onset: '11:00:00',
          epistemic: 'observed',
          says: ['fast-ssd'],
          names: ['StorageClass/fast-ssd'],
          evidence: 'not found',
        },
      ],
    },
  ],
  silent: [
    {
      name: 'the class exists',
      given: { objects: [claim('Pending'), object('StorageClass', 'fast-ssd', { provisioner: 'x' })] },
    },
    { name: 'bound', given: { objects: [claim('Bound')] } },
    {
      name: 'a volume made by hand is of that class: it needs no object',
      given: {
        objects: [
          claim('Pending'),
          object('StorageClass', 'standard', { provisioner: 'x' }),
          deployment(
            'shop/db',
            template({
              containers: [{ name: 'db', image: 'db:1' }],
              volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
            }),
          ),
          object('PersistentVolume', 'disk-1', {
            spec: { storageClassName: 'fast-ssd' },
            status: { phase: 'Available' },
          }),
        ],
      },
    },
    { name: 'classes were not captured', given: { objects: [claim('Pending')] } },
  ],
});
