import { initContainerStuck } from '../../../../src/detect/detectors/workload/init-container-stuck.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack, type Fields } from '../../../support/objects.js';

const pod = (state: Fields, phase = 'Pending') => ({
  metadata: { creationTimestamp: '2026-03-04T11:00:00Z' },
  spec: { initContainers: [{ name: 'wait-for-db', image: 'busybox' }] },
  status: {
    phase,
    initContainerStatuses: [{ name: 'wait-for-db', ready: false, restartCount: 0, state }],
    containerStatuses: [{ name: 'web', state: { waiting: { reason: 'PodInitializing' } } }],
  },
});

testDetector(initContainerStuck, {
  fires: [
    {
      name: 'it runs without an end',
      given: { objects: stack('shop/web', { pod: pod({ running: { startedAt: '2026-03-04T11:00:02Z' } }) }) },
      expect: [
        {
          type: 'init-container-stuck',
          entity: podOf('shop/web'),
          onset: '11:00:02',
          says: ['wait-for-db'],
          attrs: { container: 'wait-for-db' },
        },
      ],
    },
    {
      name: 'it cannot get its image',
      given: { objects: stack('shop/web', { pod: pod({ waiting: { reason: 'ImagePullBackOff' } }) }) },
      expect: [{ type: 'init-container-stuck', entity: podOf('shop/web'), says: ['ImagePullBackOff'] }],
    },
  ],
  silent: [
    {
      name: 'it has just begun',
      given: { objects: stack('shop/web', { pod: pod({ running: { startedAt: '2026-03-04T11:59:30Z' } }) }) },
    },
    {
      name: 'it is done',
      given: {
        objects: stack('shop/web', {
          pod: pod({ terminated: { exitCode: 0, finishedAt: '2026-03-04T11:00:05Z' } }, 'Running'),
        }),
      },
    },
  ],
});
