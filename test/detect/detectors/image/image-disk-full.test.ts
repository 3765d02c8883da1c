import { imageDiskFull } from '../../../../src/detect/detectors/image/image-disk-full.js';
import { testDetector } from '../../../support/detector-tester.js';
import { node, podOf, stack } from '../../../support/objects.js';

const PULLING = {
  status: {
    phase: 'Pending',
    containerStatuses: [
      { name: 'web', ready: false, restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff' } } },
    ],
  },
};
const failed = (tail: string) => ({
  about: podOf('shop/web'),
  reason: 'Failed',
  message: `Failed to pull image "reg.example.com/web:2": ${tail}`,
  type: 'Warning' as const,
  first: '11:50:00',
  last: '11:58:00',
  count: 5,
});

testDetector(imageDiskFull, {
  fires: [
    {
      name: 'containerd cannot unpack the layer',
      given: {
        objects: [...stack('shop/web', { pod: PULLING }), node('node-1')],
        events: [
          failed(
            'failed to pull and unpack image "reg.example.com/web:2": failed to extract layer sha256:9f3: write /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/881/fs/usr/lib/libx.so: no space left on device: unknown',
          ),
        ],
      },
      expect: [
        {
          type: 'image-disk-full',
          entity: 'Node/node-1',
          onset: '11:50:00',
          open: true,
          names: ['Deployment/shop/web', podOf('shop/web')],
          evidence: 'no space left on device',
        },
      ],
    },
  ],
  silent: [
    {
      name: 'a tag that does not exist',
      given: {
        objects: [...stack('shop/web', { pod: PULLING }), node('node-1')],
        events: [failed('rpc error: code = NotFound desc = reg.example.com/web:2: not found')],
      },
    },
  ],
});
