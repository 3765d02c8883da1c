import { imagePullFailed } from '../../../../src/detect/detectors/image/image-pull-failed.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const IMAGE = 'registry.example.com/web:9';
const REFUSED = `Failed to pull image "${IMAGE}": failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": failed to do request: Head "https://registry.example.com/v2/web/manifests/9": dial tcp 10.0.0.9:443: connect: connection refused`;
const event = (reason: string, message: string, about = podOf('shop/web')) => ({
  about,
  reason,
  message,
  first: '11:50:00',
  last: '11:59:00',
  count: 4,
  component: 'kubelet',
});
const WAITING = {
  spec: { containers: [{ name: 'web', image: IMAGE }] },
  status: {
    phase: 'Pending',
    conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-03-04T11:50:00Z' }],
    containerStatuses: [
      {
        name: 'web',
        ready: false,
        restartCount: 0,
        state: { waiting: { reason: 'ImagePullBackOff', message: `Back-off pulling image "${IMAGE}"` } },
      },
    ],
  },
};

testDetector(imagePullFailed, {
  fires: [
    {
      name: 'it fails and backs off',
      given: {
        objects: stack('shop/web', {
          pod: WAITING,
          deployment: { status: { readyReplicas: 0, availableReplicas: 0 } },
        }),
        events: [event('Failed', REFUSED), event('BackOff', `Back-off pulling image "${IMAGE}"`)],
      },
      expect: [
        {
          type: 'image-pull-failed',
          entity: podOf('shop/web'),
          onset: '11:50:00',
          open: true,
          severity: 3,
          says: [IMAGE, 'could not be reached'],
          attrs: { fault: 'unreachable', host: 'registry.example.com' },
          names: ['Deployment/shop/web'],
          evidence: 'connection refused',
        },
        { type: 'image-pull-backoff', entity: podOf('shop/web'), onset: '11:50:00' },
      ],
    },
    {
      name: 'many pods of one workload are told as one',
      given: {
        objects: stack('shop/web'),
        events: Array.from({ length: 6 }, (_, i) =>
          event('Failed', REFUSED, `Pod/shop/web-7d4b9c5f6d-bcdf${i + 4}`),
        ),
      },
      expect: [{ type: 'image-pull-failed', entity: 'Deployment/shop/web', attrs: { pods: 6 } }],
    },
    {
      name: 'the next try mended it',
      given: {
        objects: stack('shop/web'),
        events: [
          event('Failed', REFUSED),
          {
            about: podOf('shop/web'),
            reason: 'Pulled',
            type: 'Normal',
            message: `Successfully pulled image "${IMAGE}"`,
            first: '11:59:30',
          },
        ],
      },
      expect: [{ type: 'image-pull-failed', entity: podOf('shop/web'), open: false, severity: 1 }],
    },
  ],
  silent: [
    {
      name: 'a container that crashes',
      given: {
        objects: stack('shop/web'),
        events: [event('BackOff', 'Back-off restarting failed container web in pod x')],
      },
    },
    {
      name: 'an image that is there',
      given: {
        objects: stack('shop/web'),
        events: [event('Pulled', `Container image "${IMAGE}" already present on machine`)],
      },
    },
  ],
});
