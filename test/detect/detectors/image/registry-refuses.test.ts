import { registryRefuses } from '../../../../src/detect/detectors/image/registry-refuses.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object, podOf, stack, template } from '../../../support/objects.js';

const IMAGE = 'registry.example.com/web:1';
const DENIED = {
  about: podOf('shop/web'),
  reason: 'Failed',
  message: `Failed to pull image "${IMAGE}": failed to resolve reference "${IMAGE}": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://registry.example.com/token: 401 Unauthorized`,
  first: '11:50:00',
  last: '11:59:00',
};
const WITH = template({
  imagePullSecrets: [{ name: 'regcred' }],
  containers: [{ name: 'web', image: IMAGE }],
});

testDetector(registryRefuses, {
  fires: [
    {
      name: 'no credentials are sent',
      given: { objects: stack('shop/web'), events: [DENIED] },
      expect: [
        {
          type: 'registry-auth-failed',
          entity: 'Deployment/shop/web',
          onset: '11:50:00',
          says: ['sends no credentials'],
          names: ['Registry/registry.example.com'],
        },
      ],
      never: ['image-pull-secret-missing'],
    },
    {
      name: 'the pull secret does not exist, by the list of Secrets',
      given: {
        objects: [...stack('shop/web', { spec: WITH }), object('Secret', 'shop/other')],
        events: [DENIED],
      },
      expect: [
        {
          type: 'image-pull-secret-missing',
          entity: 'Deployment/shop/web',
          says: ['regcred'],
          names: ['Secret/shop/regcred'],
          attrs: { secret: 'regcred' },
        },
      ],
      never: ['registry-auth-failed'],
    },
    {
      name: 'the pull secret does not exist, by the kubelet',
      given: {
        objects: stack('shop/web', { spec: WITH }),
        events: [
          DENIED,
          {
            about: podOf('shop/web'),
            reason: 'FailedToRetrieveImagePullSecret',
            message:
              'Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.',
            first: '11:50:00',
          },
        ],
      },
      expect: [
        { type: 'image-pull-secret-missing', entity: 'Deployment/shop/web', attrs: { secret: 'regcred' } },
      ],
    },
  ],
  silent: [
    {
      name: 'an official image',
      given: {
        objects: stack('shop/web'),
        events: [
          {
            ...DENIED,
            message:
              'Failed to pull image "redis:9": unexpected status from HEAD request to https://mirror/: 403 Forbidden',
          },
        ],
      },
    },
    {
      name: 'a pull limit',
      given: {
        objects: stack('shop/web'),
        events: [
          {
            ...DENIED,
            message: `Failed to pull image "${IMAGE}": toomanyrequests: You have reached your pull rate limit.`,
          },
        ],
      },
    },
  ],
});
