import { volumeResizeFailed } from '../../../../src/detect/detectors/storage/volume-resize-failed.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object } from '../../../support/objects.js';

const CLAIM = object('PersistentVolumeClaim', 'shop/data', { status: { phase: 'Bound' } });
const FAILED = {
  about: 'PersistentVolumeClaim/shop/data',
  reason: 'VolumeResizeFailed',
  message: 'resize volume "pv-1" failed: rpc error: code = OutOfRange',
  first: '11:00:00',
  last: '11:30:00',
};

testDetector(volumeResizeFailed, {
  fires: [
    {
      name: 'the storage refuses',
      given: { objects: [CLAIM], events: [FAILED] },
      expect: [
        {
          type: 'volume-resize-failed',
          entity: 'PersistentVolumeClaim/shop/data',
          onset: '11:00:00',
          open: true,
          severity: 2,
        },
      ],
    },
    {
      name: 'a later try worked',
      given: {
        objects: [CLAIM],
        events: [
          FAILED,
          {
            about: FAILED.about,
            reason: 'FileSystemResizeSuccessful',
            type: 'Normal',
            message: 'MountVolume.NodeExpandVolume succeeded',
            first: '11:40:00',
          },
        ],
      },
      expect: [{ type: 'volume-resize-failed', entity: 'PersistentVolumeClaim/shop/data', open: false }],
    },
  ],
  silent: [
    {
      name: 'a resize that waits for the pod',
      given: {
        objects: [CLAIM],
        events: [{ ...FAILED, reason: 'FileSystemResizeRequired', type: 'Normal' as const }],
      },
    },
  ],
});
