import { cacheEmptied } from '../../../../src/detect/detectors/application/cache-emptied.js';
import { testDetector } from '../../../support/detector-tester.js';
import {
  container,
  deployment,
  over,
  pod,
  replicaSet,
  service,
  setOf,
  type Fields,
} from '../../../support/objects.js';

const BORN = '2026-03-04T11:30:00Z';
const cache = (image: string, since: string, more: Fields = {}): readonly Fields[] => [
  deployment('shop/cache'),
  replicaSet(`shop/${setOf('cache')}`, 'cache'),
  pod(
    `shop/${setOf('cache')}-x7k2p`,
    `ReplicaSet/${setOf('cache')}`,
    over(
      {
        metadata: { creationTimestamp: since },
        spec: { containers: [container('cache', { image })] },
        status: {
          startTime: since,
          containerStatuses: [
            { name: 'cache', ready: true, restartCount: 0, state: { running: { startedAt: since } } },
          ],
        },
      },
      more,
    ),
  ),
  service('shop/cache'),
];

testDetector(cacheEmptied, {
  fires: [
    {
      name: 'its only pod was replaced',
      given: { objects: cache('redis:7.4', BORN), asOf: '12:00:00' },
      expect: [{ type: 'cache-emptied', entity: 'Deployment/shop/cache', onset: '11:30:00', severity: 1 }],
    },
  ],
  silent: [
    {
      name: 'it runs since it was made',
      given: { objects: cache('redis:7.4', '2026-03-04T08:00:00Z'), asOf: '12:00:00' },
    },
    { name: 'no cache', given: { objects: cache('registry.example.com/web:1', BORN), asOf: '12:00:00' } },
    {
      name: 'it keeps its data on a claim',
      given: {
        objects: cache('redis:7.4', BORN, {
          spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'cache' } }] },
        }),
        asOf: '12:00:00',
      },
    },
  ],
});
