import { crashloop } from '../../../../src/detect/detectors/workload/crashloop.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const ended = (exitCode: number, started: string, finished: string) => ({
  terminated: {
    exitCode,
    reason: 'Error',
    startedAt: `2026-03-04T${started}Z`,
    finishedAt: `2026-03-04T${finished}Z`,
  },
});
const loops = (restartCount: number, state: object, lastState: object, ready = false) => ({
  status: {
    conditions: [
      { type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: '2026-03-04T11:00:00Z' },
    ],
    containerStatuses: [{ name: 'web', ready, restartCount, state, lastState }],
  },
});
const BACKOFF = {
  waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s restarting failed container=web pod=x' },
};

testDetector(crashloop, {
  fires: [
    {
      name: 'waiting in back-off since its first end',
      given: {
        objects: stack('shop/web', {
          pod: loops(1, BACKOFF, ended(1, '11:50:00', '11:50:03')),
          deployment: { status: { readyReplicas: 0, availableReplicas: 0 } },
        }),
      },
      expect: [
        {
          type: 'crashloop',
          entity: podOf('shop/web'),
          onset: '11:50:03',
          open: true,
          severity: 3,
          says: ['exit code 1'],
          attrs: { container: 'web', restarts: 1, exitCode: 1 },
          names: ['Deployment/shop/web'],
        },
      ],
    },
    {
      name: 'many restarts: the first is no further back than so many back-offs take',
      given: { objects: stack('shop/web', { pod: loops(7, BACKOFF, ended(2, '11:50:00', '11:50:03')) }) },
      expect: [{ type: 'crashloop', entity: podOf('shop/web'), onset: '11:35:00' }],
    },
    {
      name: 'many restarts, and the kubelet told of the first back-off',
      given: {
        objects: stack('shop/web', { pod: loops(7, BACKOFF, ended(2, '11:50:00', '11:50:03')) }),
        messages: [
          {
            id: 'crashloop',
            text: 'back-off 10s restarting failed container=web pod=web',
            at: '11:40:20',
            fields: { pod: podOf('shop/web').slice('Pod/'.length), container: 'web', delay: '10s' },
          },
        ],
      },
      // two runs of at most half a minute before it
      expect: [{ type: 'crashloop', entity: podOf('shop/web'), onset: '11:39:20' }],
    },
    {
      name: 'calm for more than ten minutes',
      given: {
        objects: stack('shop/web', {
          pod: loops(
            4,
            { running: { startedAt: '2026-03-04T11:30:00Z' } },
            ended(1, '11:29:00', '11:29:50'),
            true,
          ),
        }),
      },
      expect: [{ type: 'crashloop', entity: podOf('shop/web'), open: false, severity: 1 }],
    },
    {
      name: 'a pod that is gone, by its events',
      given: {
        objects: stack('shop/web'),
        events: [
          {
            about: 'Pod/shop/web-7d4b9c5f6d-zzzzz',
            reason: 'BackOff',
            message: 'Back-off restarting failed container web in pod web-7d4b9c5f6d-zzzzz_shop(1)',
            first: '10:00:00',
            last: '10:20:00',
            count: 30,
          },
        ],
      },
      expect: [
        {
          type: 'crashloop',
          entity: 'Pod/shop/web-7d4b9c5f6d-zzzzz',
          onset: '10:00:00',
          open: false,
          severity: 1,
        },
      ],
    },
    {
      name: 'a pod of a namespace that nobody listed, of which no more is heard while events of others go on',
      given: {
        events: [
          {
            about: 'Pod/shop/web-7d4b9c5f6d-zzzzz',
            reason: 'BackOff',
            message: 'Back-off restarting failed container',
            first: '09:20:00',
          },
          {
            about: 'Pod/blog/web-0',
            type: 'Normal',
            reason: 'Pulled',
            message: 'Container image "blog:1" already present on machine',
            first: '10:10:00',
          },
        ],
      },
      expect: [{ type: 'crashloop', entity: 'Pod/shop/web-7d4b9c5f6d-zzzzz', open: false, severity: 1 }],
    },
  ],
  silent: [
    {
      name: 'one restart at start-up',
      given: {
        objects: stack('shop/web', {
          pod: loops(
            1,
            { running: { startedAt: '2026-03-04T08:00:20Z' } },
            ended(1, '08:00:01', '08:00:10'),
            true,
          ),
        }),
      },
    },
    {
      name: 'restarts of long ago',
      given: {
        objects: stack('shop/web', {
          pod: loops(
            5,
            { running: { startedAt: '2026-03-04T08:30:20Z' } },
            ended(1, '08:30:01', '08:30:10'),
            true,
          ),
        }),
      },
    },
    {
      name: 'killed once and waiting for its image under the same name',
      given: {
        objects: stack('shop/web', { pod: loops(0, BACKOFF, ended(137, '08:00:00', '11:50:03')) }),
        events: [
          {
            about: podOf('shop/web'),
            reason: 'Failed',
            message:
              'Failed to pull image "registry.example.com/web:1.4.2": dial tcp 10.0.0.1:443: connect: connection refused',
            first: '11:50:04',
          },
        ],
      },
    },
    {
      name: 'an image back-off',
      given: {
        objects: stack('shop/web'),
        events: [
          {
            about: podOf('shop/web'),
            reason: 'BackOff',
            message: 'Back-off pulling image "web:1"',
            first: '11:00:00',
          },
        ],
      },
    },
  ],
});
