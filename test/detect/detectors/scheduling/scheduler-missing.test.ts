import { schedulerMissing } from '../../../../src/detect/detectors/scheduling/scheduler-missing.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack, waiting } from '../../../support/objects.js';

const pending = (schedulerName: string, created: string) => ({
  metadata: { creationTimestamp: created },
  spec: { nodeName: undefined, schedulerName },
  status: { phase: 'Pending', startTime: undefined, conditions: [], containerStatuses: [] },
});

testDetector(schedulerMissing, {
  fires: [
    {
      name: 'a scheduler that does not exist',
      given: { objects: stack('shop/web', { pod: pending('batch-sched', '2026-03-04T11:20:00Z') }) },
      expect: [
        {
          type: 'scheduler-missing',
          entity: 'Deployment/shop/web',
          onset: '11:20:00',
          open: true,
          says: ['batch-sched'],
          names: [podOf('shop/web')],
          evidence: 'batch-sched',
        },
      ],
    },
    {
      name: 'a description does not print the scheduler, the applied template does',
      given: {
        objects: stack('shop/web').filter((o) => o['kind'] === 'ReplicaSet'),
        snapshots: [
          {
            shape: 'manifest',
            object: {
              kind: 'Deployment',
              metadata: { namespace: 'shop', name: 'web' },
              spec: { template: { spec: { schedulerName: 'batch-sched', containers: [{ name: 'web' }] } } },
            },
          },
          {
            shape: 'described',
            object: {
              kind: 'Pod',
              metadata: {
                namespace: 'shop',
                name: 'web-7d4b9c5f6d-x7k2p',
                creationTimestamp: '2026-03-04T11:57:00Z',
                ownerReferences: [{ kind: 'ReplicaSet', name: 'web-7d4b9c5f6d', controller: true }],
              },
              spec: { containers: [{ name: 'web' }] },
              status: { phase: 'Pending' },
            },
          },
        ],
      },
      expect: [{ type: 'scheduler-missing', entity: 'Deployment/shop/web', says: ['batch-sched'] }],
    },
  ],
  silent: [
    {
      name: 'a pod of a moment ago',
      given: { objects: stack('shop/web', { pod: pending('batch-sched', '2026-03-04T11:59:30Z') }) },
    },
    {
      name: 'a pod of the default scheduler',
      given: { objects: stack('shop/web', { pod: pending('default-scheduler', '2026-03-04T11:20:00Z') }) },
    },
    {
      name: 'a pod that its scheduler refused',
      given: { objects: waiting('shop/web', '0/3 nodes are available: 3 Insufficient cpu.') },
    },
  ],
});
