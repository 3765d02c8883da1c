import { imageLarge } from '../../../../src/detect/detectors/image/image-large.js';
import { testDetector } from '../../../support/detector-tester.js';
import { node, podOf, stack } from '../../../support/objects.js';

const disk = node('node-1', { status: { allocatable: { 'ephemeral-storage': '95Gi' } } });
const pulled = (bytes: number) => ({
  about: podOf('ml/model'),
  reason: 'Pulled',
  message: `Successfully pulled image "registry.example.com/model:2026.10" in 4m32s (4m32s including waiting). Image size: ${bytes} bytes.`,
  type: 'Normal' as const,
  first: '11:20:58',
});

testDetector(imageLarge, {
  fires: [
    {
      name: 'an image that takes half of the disk',
      given: { objects: [...stack('ml/model'), disk], events: [pulled(48_318_382_080)] },
      expect: [
        {
          type: 'image-large',
          entity: 'Deployment/ml/model',
          onset: '11:20:58',
          severity: 1,
          says: ['45 GiB'],
          names: ['Node/node-1'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'an image as they are',
      given: { objects: [...stack('ml/model'), disk], events: [pulled(412_331_008)] },
    },
    {
      name: 'one that is large, on a node with a large disk',
      given: {
        objects: [
          ...stack('ml/model'),
          node('node-1', { status: { allocatable: { 'ephemeral-storage': '1900Gi' } } }),
        ],
        events: [pulled(48_318_382_080)],
      },
    },
  ],
});
