import { processCompletes } from '../../../../src/detect/detectors/workload/process-completes.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const looping = (exitCode: number, reason: string, restartCount = 7) => ({
  status: {
    conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-03-04T11:30:00Z' }],
    containerStatuses: [
      {
        name: 'web',
        ready: false,
        restartCount,
        state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting' } },
        lastState: {
          terminated: {
            exitCode,
            reason,
            startedAt: '2026-03-04T11:57:00Z',
            finishedAt: '2026-03-04T11:57:01Z',
          },
        },
      },
    ],
  },
});

testDetector(processCompletes, {
  fires: [
    {
      name: 'a command that prints its usage and ends',
      given: { objects: stack('shop/web', { pod: looping(0, 'Completed') }) },
      expect: [
        {
          type: 'process-completes',
          entity: 'Deployment/shop/web',
          open: true,
          says: ['exit code 0', '7 restarts'],
          names: [podOf('shop/web')],
          evidence: 'Completed',
        },
      ],
    },
  ],
  silent: [
    { name: 'a crash', given: { objects: stack('shop/web', { pod: looping(1, 'Error') }) } },
    { name: 'the second start', given: { objects: stack('shop/web', { pod: looping(0, 'Completed', 1) }) } },
    {
      name: 'told to stop by its probe, and obeying',
      given: {
        objects: stack('shop/web', { pod: looping(0, 'Completed') }),
        events: [
          {
            about: podOf('shop/web'),
            reason: 'Killing',
            message: 'Container web failed liveness probe, will be restarted',
            first: '11:40:00',
            last: '11:56:00',
            count: 5,
          },
        ],
      },
    },
  ],
});
