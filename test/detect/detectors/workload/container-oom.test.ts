import { containerOom } from '../../../../src/detect/detectors/workload/container-oom.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const LIMITED = { containers: [{ name: 'web', image: 'web:1', resources: { limits: { memory: '128Mi' } } }] };
const killed = (restartCount: number, started: string, finished: string, state: object) => ({
  spec: LIMITED,
  status: {
    containerStatuses: [
      {
        name: 'web',
        ready: false,
        restartCount,
        state,
        lastState: {
          terminated: {
            exitCode: 137,
            reason: 'OOMKilled',
            startedAt: `2026-03-04T${started}Z`,
            finishedAt: `2026-03-04T${finished}Z`,
          },
        },
      },
    ],
  },
});
const BACKOFF = { waiting: { reason: 'CrashLoopBackOff' } };

testDetector(containerOom, {
  fires: [
    {
      name: 'a listing of pods that shows OOMKilled',
      given: {
        snapshots: [
          {
            object: {
              kind: 'Pod',
              metadata: { namespace: 'shop', name: 'web-0', creationTimestamp: '2026-03-04T11:00:00Z' },
              status: { printedStatus: 'OOMKilled', printedRestarts: 3 },
            },
            shape: 'row',
          },
        ],
      },
      expect: [{ type: 'container-oom', entity: 'Pod/shop/web-0', open: true, says: ['not in the capture'] }],
    },
    {
      name: 'after running for hours, and running again',
      given: {
        objects: stack('shop/web', {
          pod: killed(1, '08:00:00', '11:30:00', { running: { startedAt: '2026-03-04T11:30:01Z' } }),
        }),
      },
      expect: [
        {
          type: 'container-oom',
          entity: 'Deployment/shop/web',
          onset: '11:30:00',
          open: false,
          severity: 2,
          says: ['128Mi'],
          attrs: { limit: '128Mi' },
        },
      ],
      never: ['memory-limit-too-low'],
    },
    {
      name: 'within seconds of every start',
      given: {
        objects: stack('shop/web', {
          pod: killed(5, '11:30:00', '11:30:04', BACKOFF),
          deployment: { status: { readyReplicas: 0, availableReplicas: 0 } },
        }),
      },
      expect: [
        { type: 'container-oom', entity: 'Deployment/shop/web', severity: 3 },
        { type: 'memory-limit-too-low', entity: 'Deployment/shop/web', severity: 3, says: ['128Mi'] },
      ],
    },
    {
      name: 'while it is created',
      given: {
        objects: stack('shop/web', {
          pod: {
            spec: { containers: [{ name: 'web', image: 'web:1', resources: { limits: { memory: '5Mi' } } }] },
            status: {
              phase: 'Pending',
              containerStatuses: [{ name: 'web', state: { waiting: { reason: 'ContainerCreating' } } }],
            },
          },
        }),
        events: [
          {
            about: podOf('shop/web'),
            reason: 'FailedCreatePodSandBox',
            message:
              'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: container init was OOM-killed (memory limit too low?): unknown',
            first: '11:00:00',
            last: '11:59:00',
          },
        ],
      },
      expect: [
        {
          type: 'memory-limit-too-low',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          says: ['5Mi'],
          attrs: { limit: '5Mi' },
          evidence: 'OOM-killed',
        },
      ],
    },
  ],
  silent: [
    {
      name: 'killed by something else',
      given: {
        objects: stack('shop/web', {
          pod: {
            status: {
              containerStatuses: [
                {
                  name: 'web',
                  restartCount: 1,
                  state: { running: { startedAt: '2026-03-04T11:00:00Z' } },
                  lastState: {
                    terminated: { exitCode: 137, reason: 'Error', finishedAt: '2026-03-04T11:00:00Z' },
                  },
                },
              ],
            },
          },
        }),
      },
    },
    {
      name: 'another failure of the sandbox',
      given: {
        objects: stack('shop/web'),
        events: [
          {
            about: podOf('shop/web'),
            reason: 'FailedCreatePodSandBox',
            message: 'failed to setup network for sandbox',
            first: '11:00:00',
          },
        ],
      },
    },
  ],
});
