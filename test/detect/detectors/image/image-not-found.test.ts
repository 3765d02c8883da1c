import { imageNotFound } from '../../../../src/detect/detectors/image/image-not-found.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack, template } from '../../../support/objects.js';

const pulled = (image: string, tail: string, first = '11:50:00', last = '11:59:00') => ({
  about: podOf('shop/web'),
  reason: 'Failed',
  message: `Failed to pull image "${image}": ${tail}`,
  first,
  last,
  component: 'kubelet',
});
const TYPO = 'registry.example.com/web:v1.0.33';
const NOT_FOUND = `rpc error: code = NotFound desc = failed to pull and unpack image "${TYPO}": failed to resolve reference "${TYPO}": ${TYPO}: not found`;
const MIRROR =
  'failed to pull and unpack image "docker.io/library/redis:alpinee": failed to resolve reference "docker.io/library/redis:alpinee": unexpected status from HEAD request to https://mirror.example.net/library/redis/manifests/alpinee?ns=docker.io: 403 Forbidden';
const REFUSED =
  'failed to do request: Head "https://registry.example.com/v2/tools/manifests/1": dial tcp 10.0.0.9:443: connect: connection refused';

testDetector(imageNotFound, {
  fires: [
    {
      name: 'the registry says so',
      given: { objects: stack('shop/web'), events: [pulled(TYPO, NOT_FOUND)] },
      expect: [
        {
          type: 'image-not-found',
          entity: 'Deployment/shop/web',
          onset: '11:50:00',
          epistemic: 'observed',
          says: [TYPO],
          attrs: { image: TYPO },
          names: ['Registry/registry.example.com', podOf('shop/web')],
        },
      ],
    },
    {
      name: 'a mirror refuses an official image, which needs no credentials',
      given: { objects: stack('shop/web'), events: [pulled('redis:alpinee', MIRROR)] },
      expect: [
        {
          type: 'image-not-found',
          entity: 'Deployment/shop/web',
          epistemic: 'inferred',
          says: ['mirror.example.net'],
        },
      ],
    },
    {
      name: 'the registry serves others meanwhile; only a fall-back address was refused',
      given: {
        objects: stack('shop/web'),
        events: [
          pulled('registry.example.com/tools:1', REFUSED),
          {
            about: 'Pod/shop/other-0',
            reason: 'Pulled',
            type: 'Normal',
            message: 'Successfully pulled image "registry.example.com/other:2" in 25ms',
            first: '11:55:00',
          },
        ],
      },
      expect: [{ type: 'image-not-found', entity: 'Deployment/shop/web', epistemic: 'inferred' }],
    },
  ],
  silent: [
    {
      name: 'the registry is away for all',
      given: { objects: stack('shop/web'), events: [pulled('registry.example.com/web:1', REFUSED)] },
    },
    {
      name: 'a private registry refuses the credentials',
      given: {
        objects: stack('shop/web'),
        events: [
          pulled(
            'registry.example.com/web:1',
            'unexpected status from HEAD request to https://registry.example.com/v2/web/manifests/1: 403 Forbidden',
          ),
        ],
      },
    },
    {
      name: 'Docker Hub refuses a pull that sends credentials',
      given: {
        objects: stack('shop/web', {
          spec: template({
            imagePullSecrets: [{ name: 'hub' }],
            containers: [{ name: 'web', image: 'acme/web:1' }],
          }),
        }),
        events: [
          pulled('acme/web:1', 'pull access denied, repository does not exist or may require authorization'),
        ],
      },
    },
  ],
});
