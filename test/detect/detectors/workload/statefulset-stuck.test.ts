import { statefulsetStuck } from '../../../../src/detect/detectors/workload/statefulset-stuck.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object, pod } from '../../../support/objects.js';

const SET = object('StatefulSet', 'shop/db', {
  spec: { replicas: 3 },
  status: { replicas: 1, readyReplicas: 0 },
});
const first = (status: string) =>
  pod('shop/db-0', 'StatefulSet/db', {
    status: { conditions: [{ type: 'Ready', status, lastTransitionTime: '2026-03-04T11:00:00Z' }] },
  });

testDetector(statefulsetStuck, {
  fires: [
    {
      name: 'the first ordinal is not ready',
      given: { objects: [SET, first('False')] },
      expect: [
        {
          type: 'statefulset-stuck',
          entity: 'StatefulSet/shop/db',
          onset: '11:00:00',
          says: ['db-0', '1 of 3'],
          names: ['Pod/shop/db-0'],
        },
      ],
    },
  ],
  silent: [
    { name: 'the next one comes', given: { objects: [SET, first('True')] } },
    {
      name: 'all are made',
      given: {
        objects: [
          SET,
          first('False'),
          pod('shop/db-1', 'StatefulSet/db'),
          pod('shop/db-2', 'StatefulSet/db'),
        ],
      },
    },
  ],
});
