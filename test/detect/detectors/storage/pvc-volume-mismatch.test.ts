import { pvcVolumeMismatch } from '../../../../src/detect/detectors/storage/pvc-volume-mismatch.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, object, template, type Fields } from '../../../support/objects.js';

const USER = deployment(
  'shop/db',
  template({
    containers: [{ name: 'db', image: 'db:1' }],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'db-pvc' } }],
  }),
);
const claim = (spec: Fields, phase = 'Pending') =>
  object('PersistentVolumeClaim', 'shop/db-pvc', {
    spec: {
      storageClassName: '',
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '2Gi' } },
      ...spec,
    },
    status: { phase },
  });
const volume = (name: string, spec: Fields, phase = 'Available') =>
  object('PersistentVolume', name, {
    spec: { storageClassName: '', accessModes: ['ReadWriteOnce'], capacity: { storage: '2Gi' }, ...spec },
    status: { phase },
  });

testDetector(pvcVolumeMismatch, {
  fires: [
    {
      name: 'the volume lacks the labels that the claim selects',
      given: {
        objects: [USER, claim({ selector: { matchLabels: { tier: 'gold' } } }), volume('db-pv', {})],
      },
      expect: [
        {
          type: 'pvc-selector-mismatch',
          entity: 'PersistentVolumeClaim/shop/db-pvc',
          says: ['selects labels', 'db-pv'],
          names: ['PersistentVolume/db-pv'],
        },
      ],
    },
    {
      name: 'too small',
      given: { objects: [USER, claim({}), volume('db-pv', { capacity: { storage: '1Gi' } })] },
      expect: [
        {
          type: 'pvc-capacity-mismatch',
          entity: 'PersistentVolumeClaim/shop/db-pvc',
          severity: 3,
          says: ['asks for 2Gi', 'has 1Gi'],
          names: ['PersistentVolume/db-pv', 'Deployment/shop/db'],
        },
      ],
    },
    {
      name: 'taken by another claim',
      given: {
        objects: [
          USER,
          claim({}),
          volume('db-pv', { claimRef: { namespace: 'shop', name: 'other' } }, 'Bound'),
        ],
      },
      expect: [
        {
          type: 'pv-already-bound',
          entity: 'PersistentVolumeClaim/shop/db-pvc',
          names: ['PersistentVolumeClaim/shop/other'],
        },
      ],
    },
    {
      name: 'another mode; what is asked stands only in the applied manifest',
      given: {
        objects: [USER, volume('db-pv', {}), volume('rom', { accessModes: ['ReadOnlyMany'] })],
        snapshots: [
          {
            object: object('PersistentVolumeClaim', 'shop/db-pvc', { status: { phase: 'Pending' } }),
            shape: 'described',
          },
          { object: claim({ accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] }), shape: 'manifest' },
        ],
      },
      expect: [
        {
          type: 'pvc-access-mode-mismatch',
          entity: 'PersistentVolumeClaim/shop/db-pvc',
          attrs: { volume: 'db-pv' },
        },
      ],
    },
    {
      name: 'another class, and neither provisions',
      given: {
        objects: [
          USER,
          claim({ storageClassName: 'manual' }),
          volume('db-pv', { storageClassName: 'local' }),
          object('StorageClass', 'manual', { provisioner: 'kubernetes.io/no-provisioner' }),
        ],
      },
      expect: [
        {
          type: 'pvc-storage-class-mismatch',
          entity: 'PersistentVolumeClaim/shop/db-pvc',
          says: ['class manual', 'class local'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'bound',
      given: { objects: [USER, claim({}, 'Bound'), volume('db-pv', { capacity: { storage: '1Gi' } })] },
    },
    {
      name: 'a volume fits, the controller has not got to it',
      given: { objects: [USER, claim({}), volume('db-pv', {})] },
    },
    {
      name: 'a class that provisions',
      given: {
        objects: [
          USER,
          claim({ storageClassName: 'fast' }),
          volume('db-pv', {}),
          object('StorageClass', 'fast', { provisioner: 'ebs.csi.aws.com' }),
        ],
      },
    },
    {
      name: 'nobody uses the claim',
      given: { objects: [claim({}), volume('db-pv', { capacity: { storage: '1Gi' } })] },
    },
  ],
});
