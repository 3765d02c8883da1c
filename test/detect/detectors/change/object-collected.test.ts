import { objectCollected } from '../../../../src/detect/detectors/change/object-collected.js';
import { testDetector } from '../../../support/detector-tester.js';

const COLLECTOR = 'system:serviceaccount:kube-system:generic-garbage-collector';
const ask = (user: string, verb: string, about: string, at = '10:05:00') => ({ at, user, verb, about });

testDetector(objectCollected, {
  fires: [
    {
      name: 'the collector deletes a StatefulSet, an operator makes it again',
      given: {
        requests: [
          ask(COLLECTOR, 'delete', 'StatefulSet/shop/cache'),
          ask('system:serviceaccount:ops:operator', 'create', 'StatefulSet/shop/cache', '10:35:00'),
        ],
      },
      expect: [
        { type: 'object-collected', entity: 'StatefulSet/shop/cache', onset: '10:05:00', open: false },
      ],
    },
  ],
  silent: [
    {
      name: 'old ReplicaSets and Jobs',
      given: {
        requests: [
          ask(COLLECTOR, 'delete', 'ReplicaSet/shop/web-1'),
          ask(COLLECTOR, 'delete', 'Job/shop/report-1'),
        ],
      },
    },
    { name: 'a person', given: { requests: [ask('alice', 'delete', 'StatefulSet/shop/cache')] } },
  ],
});
