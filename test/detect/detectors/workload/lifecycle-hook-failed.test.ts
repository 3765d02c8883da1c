import { lifecycleHookFailed } from '../../../../src/detect/detectors/workload/lifecycle-hook-failed.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const event = (reason: string) => ({
  about: podOf('shop/web'),
  reason,
  message: `${reason.slice(6)} failed`,
  first: '11:00:00',
  last: '11:30:00',
  count: 4,
});
const UNREADY = { status: { conditions: [{ type: 'Ready', status: 'False' }] } };

testDetector(lifecycleHookFailed, {
  fires: [
    {
      name: 'postStart, and the pod does not come up',
      given: { objects: stack('shop/web', { pod: UNREADY }), events: [event('FailedPostStartHook')] },
      expect: [
        {
          type: 'lifecycle-hook-failed',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          open: true,
          attrs: { hook: 'postStart' },
        },
      ],
    },
    {
      name: 'preStop is noted only',
      given: { objects: stack('shop/web'), events: [event('FailedPreStopHook')] },
      expect: [{ type: 'lifecycle-hook-failed', entity: 'Deployment/shop/web', open: false, severity: 0 }],
    },
  ],
  silent: [{ name: 'no hook', given: { objects: stack('shop/web') } }],
});
