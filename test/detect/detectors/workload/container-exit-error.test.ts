import { containerExitError } from '../../../../src/detect/detectors/workload/container-exit-error.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object, pod, podOf, stack } from '../../../support/objects.js';

const last = (
  exitCode: number,
  reason = 'Error',
  state: object = { waiting: { reason: 'CrashLoopBackOff' } },
) => ({
  status: {
    containerStatuses: [
      {
        name: 'web',
        ready: false,
        restartCount: 1,
        state,
        lastState: {
          terminated: {
            exitCode,
            reason,
            startedAt: '2026-03-04T11:00:00Z',
            finishedAt: '2026-03-04T11:30:00Z',
          },
        },
      },
    ],
  },
});
const SHORT = { status: { readyReplicas: 0, availableReplicas: 0 } };

testDetector(containerExitError, {
  fires: [
    {
      name: 'an error of its own',
      given: { objects: stack('shop/web', { pod: last(2), deployment: SHORT }) },
      expect: [
        {
          type: 'container-exit-error',
          entity: podOf('shop/web'),
          onset: '11:30:00',
          open: true,
          severity: 2,
          attrs: { exitCode: 2, container: 'web' },
        },
      ],
      never: ['container-killed'],
    },
    {
      name: 'killed, and running again',
      given: {
        objects: stack('shop/web', {
          pod: last(137, 'Error', { running: { startedAt: '2026-03-04T11:30:01Z' } }),
        }),
      },
      expect: [
        {
          type: 'container-killed',
          entity: podOf('shop/web'),
          onset: '11:30:00',
          open: false,
          severity: 1,
          says: ['SIGKILL'],
        },
      ],
    },
    {
      name: 'runs of a CronJob are told as one',
      given: {
        objects: ['1', '2'].flatMap((n) => [
          object('CronJob', 'ops/sync'),
          object('Job', `ops/sync-${n}`, {
            metadata: { ownerReferences: [{ kind: 'CronJob', name: 'sync', controller: true }] },
          }),
          pod(`ops/sync-${n}-x7k2p`, `Job/sync-${n}`, {
            status: {
              phase: 'Failed',
              containerStatuses: [
                {
                  name: 'sync',
                  state: {
                    terminated: {
                      exitCode: 1,
                      reason: 'Error',
                      startedAt: '2026-03-04T11:00:00Z',
                      finishedAt: `2026-03-04T11:0${n}:00Z`,
                    },
                  },
                },
              ],
            },
          }),
        ]),
      },
      expect: [
        {
          type: 'container-exit-error',
          entity: 'CronJob/ops/sync',
          onset: '11:01:00',
          severity: 1,
          says: ['2 times seen'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'out of memory is told elsewhere',
      given: { objects: stack('shop/web', { pod: last(137, 'OOMKilled') }) },
    },
    {
      name: 'a container that ends as it should',
      given: { objects: stack('shop/web', { pod: last(0, 'Completed') }) },
    },
    { name: 'a running pod', given: { objects: stack('shop/web') } },
  ],
});
