import { imageUnusable } from '../../../../src/detect/detectors/image/image-unusable.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const waits = (reason: string, image = 'Web:1') =>
  stack('shop/web', {
    pod: {
      metadata: { creationTimestamp: '2026-03-04T11:00:00Z' },
      spec: { containers: [{ name: 'web', image }] },
      status: { phase: 'Pending', containerStatuses: [{ name: 'web', state: { waiting: { reason } } }] },
    },
  });

testDetector(imageUnusable, {
  fires: [
    {
      name: 'a name that is none',
      given: { objects: waits('InvalidImageName') },
      expect: [
        {
          type: 'image-invalid-name',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          says: ['Web:1'],
          names: [podOf('shop/web')],
        },
      ],
    },
    {
      name: 'absent under policy Never',
      given: {
        objects: waits('ErrImageNeverPull', 'web:1'),
        events: [
          {
            about: podOf('shop/web'),
            reason: 'ErrImageNeverPull',
            message: 'Container image "web:1" is not present with pull policy of Never',
            first: '11:00:05',
          },
        ],
      },
      expect: [{ type: 'image-never-present', entity: 'Deployment/shop/web' }],
    },
    {
      name: 'built for another platform',
      given: {
        objects: stack('shop/web'),
        events: [
          {
            about: podOf('shop/web'),
            reason: 'Failed',
            message: 'Failed to pull image "web:1": no match for platform in manifest: not found',
            first: '11:00:00',
          },
        ],
      },
      expect: [{ type: 'image-platform-mismatch', entity: 'Deployment/shop/web' }],
    },
  ],
  silent: [{ name: 'an image that runs', given: { objects: stack('shop/web') } }],
});
