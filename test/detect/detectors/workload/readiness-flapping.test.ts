import { readinessFlapping } from '../../../../src/detect/detectors/workload/readiness-flapping.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const unhealthy = (count: number, last = '11:55:00') => ({
  about: podOf('shop/web'),
  reason: 'Unhealthy',
  message: 'Readiness probe failed: HTTP probe failed with statuscode: 503',
  first: '11:00:00',
  last,
  count,
});

testDetector(readinessFlapping, {
  fires: [
    {
      name: 'now and then for an hour',
      given: { objects: stack('shop/web'), events: [unhealthy(40)] },
      expect: [
        { type: 'readiness-flapping', entity: podOf('shop/web'), onset: '11:00:00', open: true, severity: 1 },
      ],
    },
  ],
  silent: [
    {
      name: 'out all the time',
      given: {
        objects: stack('shop/web', { pod: { status: { conditions: [{ type: 'Ready', status: 'False' }] } } }),
        events: [unhealthy(300)],
      },
    },
    { name: 'once', given: { objects: stack('shop/web'), events: [unhealthy(2, '11:00:20')] } },
  ],
});
