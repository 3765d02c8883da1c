import { settingReadLate } from '../../../../src/detect/detectors/change/setting-read-late.js';
import { testDetector } from '../../../support/detector-tester.js';
import { container, object, over, stack, type Fields } from '../../../support/objects.js';

const env = { ...container('web'), envFrom: [{ configMapRef: { name: 'web-env' } }] };
const at = (created: string): Fields => ({ metadata: { creationTimestamp: created } });

/** A workload as old as January, its pods, and when its ConfigMap was written last. */
function made(
  written: string,
  rolled = '2026-01-10T08:00:00Z',
  pods = '2026-03-04T11:00:00Z',
): readonly Fields[] {
  return [
    ...stack('shop/web').map((o) => {
      if (o['kind'] === 'Deployment')
        return over(over(o, at('2026-01-10T08:00:00Z')), {
          spec: { template: { spec: { containers: [env] } } },
        });
      if (o['kind'] === 'ReplicaSet') return over(o, at(rolled));
      return o['kind'] === 'Pod' ? over(o, at(pods)) : o;
    }),
    object('ConfigMap', 'shop/web-env', {
      metadata: {
        creationTimestamp: '2026-01-10T08:00:00Z',
        managedFields: [{ manager: 'helm', operation: 'Update', time: written, fieldsV1: { 'f:data': {} } }],
      },
      data: { TTL: '30 minutes' },
    }),
  ];
}

testDetector(settingReadLate, {
  fires: [
    {
      name: 'pods came days after the write, and nothing was rolled',
      given: { objects: made('2026-02-20T09:00:00Z') },
      expect: [
        {
          type: 'setting-read-late',
          entity: 'Deployment/shop/web',
          onset: '2026-02-20T09:00:00Z',
          epistemic: 'inferred',
        },
      ],
    },
  ],
  silent: [
    {
      name: 'the workload was rolled since',
      given: { objects: made('2026-02-20T09:00:00Z', '2026-02-20T09:05:00Z') },
    },
    { name: 'the pods are older than the write', given: { objects: made('2026-03-04T11:30:00Z') } },
    { name: 'the write and the pods belong together', given: { objects: made('2026-03-04T10:58:00Z') } },
    {
      name: 'another ConfigMap was written',
      given: {
        objects: made('2026-02-20T09:00:00Z').map((o) =>
          o['kind'] === 'ConfigMap' ? over(o, { metadata: { name: 'other' } }) : o,
        ),
      },
    },
  ],
});
