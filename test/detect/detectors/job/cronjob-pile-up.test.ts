import { cronjobPileUp } from '../../../../src/detect/detectors/job/cronjob-pile-up.js';
import { testDetector } from '../../../support/detector-tester.js';
import { container, object, pod } from '../../../support/objects.js';

const cronJob = (policy: string) =>
  object('CronJob', 'etl/export', { spec: { schedule: '*/5 * * * *', concurrencyPolicy: policy } });

const runs = (n: number, active: boolean) =>
  Array.from({ length: n }, (_, i) => [
    object('Job', `etl/export-${i}`, {
      metadata: {
        ownerReferences: [{ kind: 'CronJob', name: 'export', uid: 'uid-export', controller: true }],
      },
      status: {
        startTime: `2026-03-04T09:0${i}:00Z`,
        ...(active ? { active: 1 } : { succeeded: 1, completionTime: `2026-03-04T09:0${i}:30Z` }),
      },
    }),
    pod(`etl/export-${i}-abcde`, `Job/export-${i}`, {
      spec: { containers: [container('export', { resources: { requests: { cpu: '200m' } } })] },
    }),
  ]).flat();

const node = object('Node', 'node-1', { status: { allocatable: { cpu: '2' } } });

testDetector(cronjobPileUp, {
  fires: [
    {
      name: 'runs that none of them ends',
      given: { objects: [cronJob('Allow'), node, ...runs(6, true)] },
      expect: [
        {
          type: 'cronjob-pile-up',
          entity: 'CronJob/etl/export',
          onset: '09:01:00',
          severity: 3,
          attrs: { runs: 6, share: 0.6 },
          says: ['60 %'],
        },
      ],
    },
  ],
  silent: [
    { name: 'runs that ended', given: { objects: [cronJob('Allow'), node, ...runs(6, false)] } },
    { name: 'two that overlap', given: { objects: [cronJob('Allow'), node, ...runs(2, true)] } },
    { name: 'overlap is forbidden', given: { objects: [cronJob('Forbid'), node, ...runs(6, true)] } },
  ],
});
