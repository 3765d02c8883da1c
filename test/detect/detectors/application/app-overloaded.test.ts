import { appOverloaded } from '../../../../src/detect/detectors/application/app-overloaded.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const full = (count: number) => ({
  id: 'app-overloaded',
  text: 'request queue full (512), rejecting with 503',
  at: '11:41:22',
  until: count > 1 ? '11:59:00' : '11:41:22',
  count,
  pod: podOf('shop/search'),
  container: 'search',
  program: 'search',
});

testDetector(appOverloaded, {
  fires: [
    {
      name: 'a queue that stays full',
      given: { objects: stack('shop/search'), messages: [full(300)] },
      expect: [{ type: 'app-overloaded', entity: 'Deployment/shop/search', onset: '11:41:22' }],
    },
  ],
  silent: [{ name: 'a burst', given: { objects: stack('shop/search'), messages: [full(1)] } }],
});
