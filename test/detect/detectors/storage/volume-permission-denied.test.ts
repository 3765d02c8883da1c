import { volumePermissionDenied } from '../../../../src/detect/detectors/storage/volume-permission-denied.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack, template } from '../../../support/objects.js';

const SPEC = template({
  securityContext: { runAsUser: 1000 },
  containers: [{ name: 'cache', image: 'redis:7', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
});
const CRASHED = {
  status: {
    containerStatuses: [
      {
        name: 'cache',
        ready: false,
        restartCount: 4,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: {
          terminated: {
            exitCode: 1,
            reason: 'Error',
            startedAt: '2026-03-04T11:58:56Z',
            finishedAt: '2026-03-04T11:58:57Z',
          },
        },
      },
    ],
  },
};
const DENIED = {
  id: 'app-permission-denied',
  text: "Fatal error: can't open the RDB file dump.rdb for reading: Permission denied",
  at: '11:58:57',
  pod: podOf('shop/cache'),
  container: 'cache',
  severity: 'fatal',
} as const;

testDetector(volumePermissionDenied, {
  fires: [
    {
      name: 'the container ends over its own data',
      given: { objects: stack('shop/cache', { spec: SPEC, pod: CRASHED }), messages: [DENIED] },
      expect: [
        {
          type: 'volume-permission-denied',
          entity: 'Deployment/shop/cache',
          onset: '11:58:57',
          says: ['/data', 'dump.rdb'],
          attrs: { mounts: '/data', user: 1000 },
          evidence: 'Permission denied',
        },
      ],
    },
    {
      name: 'a log that is named after the workload only',
      given: {
        objects: stack('shop/cache', { spec: SPEC, pod: CRASHED }),
        messages: [{ id: DENIED.id, text: DENIED.text, at: DENIED.at, program: 'cache', severity: 'fatal' }],
      },
      expect: [{ type: 'volume-permission-denied', entity: 'Deployment/shop/cache' }],
    },
  ],
  silent: [
    {
      name: 'the container goes on running',
      given: { objects: stack('shop/cache', { spec: SPEC }), messages: [DENIED] },
    },
    {
      name: 'a port below 1024',
      given: {
        objects: stack('shop/cache', { spec: SPEC, pod: CRASHED }),
        messages: [{ ...DENIED, text: 'listen tcp :80: bind: permission denied' }],
      },
    },
    {
      name: 'nothing is mounted',
      given: { objects: stack('shop/cache', { pod: CRASHED }), messages: [DENIED] },
    },
  ],
});
