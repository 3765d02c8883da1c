import { pvcUnbound } from '../../../../src/detect/detectors/storage/pvc-unbound.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object, podOf, template, waiting } from '../../../support/objects.js';

const SPEC = template({
  containers: [{ name: 'db', image: 'db:1' }],
  volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
});
const claim = (phase: string) =>
  object('PersistentVolumeClaim', 'shop/data', {
    metadata: { creationTimestamp: '2026-03-04T11:00:00Z' },
    spec: { storageClassName: '' },
    status: { phase },
  });
const UNBOUND = '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.';

testDetector(pvcUnbound, {
  fires: [
    {
      name: 'nothing fits and a pod waits',
      given: {
        objects: [claim('Pending'), ...waiting('shop/db', UNBOUND, SPEC)],
        events: [
          {
            about: 'PersistentVolumeClaim/shop/data',
            reason: 'FailedBinding',
            type: 'Normal',
            message: 'no persistent volumes available for this claim and no storage class is set',
            first: '11:00:01',
            last: '11:55:00',
            count: 40,
          },
          { about: podOf('shop/db'), reason: 'FailedScheduling', message: UNBOUND, first: '11:00:02' },
        ],
      },
      expect: [
        {
          type: 'pvc-unbound',
          entity: 'PersistentVolumeClaim/shop/data',
          onset: '11:00:00',
          open: true,
          severity: 2,
          says: ['no persistent volumes available'],
          names: ['Deployment/shop/db'],
        },
        {
          type: 'pvc-without-class',
          entity: 'PersistentVolumeClaim/shop/data',
          severity: 2,
          names: ['Deployment/shop/db'],
        },
      ],
    },
  ],
  silent: [
    { name: 'a bound claim', given: { objects: [claim('Bound'), ...waiting('shop/db', 'x', SPEC)] } },
    {
      name: 'a claim that waits for its first consumer, and there is none',
      given: { objects: [claim('Pending')] },
    },
  ],
});
