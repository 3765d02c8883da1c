import { registryNameUnresolvable } from '../../../../src/detect/detectors/image/registry-name-unresolvable.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack, waiting } from '../../../support/objects.js';

const failed = (at: string, tail: string) => ({
  about: podOf(at),
  reason: 'Failed',
  message: `Failed to pull image "corp.internal/${at}:1": failed to resolve reference "corp.internal/${at}:1": failed to do request: Head "https://corp.internal/v2/x/manifests/1": dial tcp: ${tail}`,
  first: '11:50:00',
  last: '11:59:00',
});
const NO_HOST = 'lookup corp.internal on 10.96.0.10:53: no such host';

testDetector(registryNameUnresolvable, {
  fires: [
    {
      name: 'one workload names a registry that nobody else uses',
      given: { objects: [...waiting('shop/web', 'x').slice(0, 2)], events: [failed('shop/web', NO_HOST)] },
      expect: [
        {
          type: 'registry-name-unresolvable',
          entity: 'Deployment/shop/web',
          onset: '11:50:00',
          says: ['corp.internal'],
          attrs: { host: 'corp.internal' },
          names: ['Registry/corp.internal'],
        },
      ],
    },
    {
      name: 'images of it run already: the name is gone for all',
      given: {
        objects: [
          ...waiting('shop/web', 'x').slice(0, 2),
          ...stack('shop/api', {
            pod: { spec: { containers: [{ name: 'api', image: 'corp.internal/api:1' }] } },
          }),
        ],
        events: [failed('shop/web', NO_HOST)],
      },
      expect: [
        {
          type: 'registry-name-unresolvable',
          entity: 'Registry/corp.internal',
          names: ['Deployment/shop/web'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'DNS does not answer',
      given: {
        objects: stack('shop/web'),
        events: [
          failed(
            'shop/web',
            'lookup corp.internal on 10.96.0.10:53: read udp 10.0.0.1:4->10.96.0.10:53: i/o timeout',
          ),
        ],
      },
    },
    {
      name: 'the name was found',
      given: {
        objects: stack('shop/web'),
        events: [failed('shop/web', '10.0.0.9:443: connect: connection refused')],
      },
    },
  ],
});
