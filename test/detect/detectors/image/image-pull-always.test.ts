import { imagePullAlways } from '../../../../src/detect/detectors/image/image-pull-always.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack, template } from '../../../support/objects.js';

const spec = (image: string, imagePullPolicy?: string) =>
  template({ containers: [{ name: 'web', image, ...(imagePullPolicy ? { imagePullPolicy } : {}) }] });
const failed = (image: string) => ({
  about: podOf('shop/web'),
  reason: 'Failed',
  message: `Failed to pull image "${image}": dial tcp 10.0.0.9:443: connect: connection refused`,
  first: '11:50:00',
});

testDetector(imagePullAlways, {
  fires: [
    {
      name: 'policy Always, and the registry is away',
      given: { objects: stack('shop/web', { spec: spec('web:1', 'Always') }), events: [failed('web:1')] },
      expect: [
        {
          type: 'image-pull-always',
          entity: 'Deployment/shop/web',
          severity: 0,
          says: ['pull policy Always'],
        },
      ],
    },
    {
      name: 'by default for a moving tag',
      given: { objects: stack('shop/web', { spec: spec('web:latest') }), events: [failed('web:latest')] },
      expect: [{ type: 'image-pull-always', entity: 'Deployment/shop/web', says: ['default for its tag'] }],
    },
  ],
  silent: [
    {
      name: 'Always, and nothing failed',
      given: { objects: stack('shop/web', { spec: spec('web:1', 'Always') }) },
    },
    {
      name: 'IfNotPresent',
      given: {
        objects: stack('shop/web', { spec: spec('web:latest', 'IfNotPresent') }),
        events: [failed('web:latest')],
      },
    },
  ],
});
