import { workloadWeakness } from '../../../../src/detect/detectors/workload/workload-weakness.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, service, stack, template } from '../../../support/objects.js';

const CALLER = deployment(
  'shop/front',
  template({ containers: [{ name: 'front', image: 'f:1', env: [{ name: 'WEB_ADDR', value: 'web:80' }] }] }),
);
const OOM = {
  status: {
    containerStatuses: [
      {
        name: 'web',
        restartCount: 1,
        state: { running: { startedAt: '2026-03-04T11:00:01Z' } },
        lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt: '2026-03-04T11:00:00Z' } },
      },
    ],
  },
};

testDetector(workloadWeakness, {
  fires: [
    {
      name: 'a single replica that others use was lost',
      given: { objects: [...stack('shop/web', { pod: OOM }), service('shop/web'), CALLER] },
      expect: [
        {
          type: 'single-replica-spof',
          entity: 'Deployment/shop/web',
          severity: 0,
          names: ['Service/shop/web'],
        },
        { type: 'no-resource-limits', entity: 'Deployment/shop/web', severity: 0 },
      ],
    },
  ],
  silent: [
    {
      name: 'single, and nothing happened to it',
      given: { objects: [...stack('shop/web'), service('shop/web'), CALLER] },
    },
    {
      name: 'lost, and nobody uses it, with limits',
      given: {
        objects: stack('shop/web', {
          pod: OOM,
          spec: template({
            containers: [{ name: 'web', image: 'web:1', resources: { limits: { memory: '1Gi' } } }],
          }),
        }),
      },
    },
  ],
});
