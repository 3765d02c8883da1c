import { commandNotFound } from '../../../../src/detect/detectors/workload/command-not-found.js';
import { testDetector } from '../../../support/detector-tester.js';
import { container, podOf, stack } from '../../../support/objects.js';

const POD = {
  spec: { containers: [container('web', { command: ['/srv/start'] })] },
  status: {
    containerStatuses: [
      { name: 'web', ready: false, restartCount: 3, state: { waiting: { reason: 'CrashLoopBackOff' } } },
    ],
  },
};
const failed = (tail: string) => ({
  about: podOf('shop/web'),
  fieldPath: 'spec.containers{web}',
  reason: 'Failed',
  message: `Error: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${tail}`,
  first: '11:00:00',
  last: '11:50:00',
});

testDetector(commandNotFound, {
  fires: [
    {
      name: 'not in the image',
      given: {
        objects: stack('shop/web', { pod: POD }),
        events: [failed('exec: "/srv/start": stat /srv/start: no such file or directory: unknown')],
      },
      expect: [
        {
          type: 'command-not-found',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          says: ['"/srv/start"', 'web:1.4.2'],
          attrs: { command: '/srv/start' },
        },
      ],
    },
    {
      name: 'not executable',
      given: {
        objects: stack('shop/web', { pod: POD }),
        events: [failed('exec: "/srv/start": permission denied: unknown')],
      },
      expect: [{ type: 'command-not-executable', entity: 'Deployment/shop/web' }],
    },
    {
      name: 'another architecture, and the log names its program alone',
      given: {
        objects: stack('shop/web', {
          pod: {
            spec: { containers: [container('web')] },
            status: {
              containerStatuses: [
                {
                  name: 'web',
                  ready: false,
                  restartCount: 3,
                  state: { waiting: { reason: 'CrashLoopBackOff' } },
                  lastState: {
                    terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-03-04T11:00:00Z' },
                  },
                },
              ],
            },
          },
        }),
        messages: [{ id: 'bad-image', text: 'exec /app: exec format error', at: '11:00:00', program: 'web' }],
      },
      expect: [{ type: 'image-wrong-architecture', entity: 'Deployment/shop/web' }],
    },
    {
      name: 'another architecture',
      given: {
        objects: stack('shop/web', { pod: POD }),
        messages: [
          {
            id: 'bad-image',
            text: 'exec /app: exec format error',
            at: '11:00:00',
            pod: podOf('shop/web'),
            container: 'web',
          },
        ],
      },
      expect: [{ type: 'image-wrong-architecture', entity: 'Deployment/shop/web' }],
    },
    {
      name: 'exit code 127 without words',
      given: {
        objects: stack('shop/web', {
          pod: {
            status: {
              containerStatuses: [
                {
                  name: 'web',
                  ready: false,
                  restartCount: 2,
                  state: { waiting: { reason: 'CrashLoopBackOff' } },
                  lastState: {
                    terminated: { exitCode: 127, reason: 'Error', finishedAt: '2026-03-04T11:00:00Z' },
                  },
                },
              ],
            },
          },
        }),
      },
      expect: [{ type: 'command-not-found', entity: 'Deployment/shop/web' }],
    },
  ],
  silent: [
    {
      name: 'a memory limit at the same step',
      given: {
        objects: stack('shop/web', { pod: POD }),
        events: [failed('container init was OOM-killed (memory limit too low?): unknown')],
      },
    },
    {
      name: 'a program that fails',
      given: {
        objects: stack('shop/web', {
          pod: {
            status: {
              containerStatuses: [
                {
                  name: 'web',
                  restartCount: 2,
                  lastState: {
                    terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-03-04T11:00:00Z' },
                  },
                },
              ],
            },
          },
        }),
      },
    },
  ],
});
