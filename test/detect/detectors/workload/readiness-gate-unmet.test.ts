import { readinessGateUnmet } from '../../../../src/detect/detectors/workload/readiness-gate-unmet.js';
import { testDetector } from '../../../support/detector-tester.js';
import { stack } from '../../../support/objects.js';

const unready = (reason: string, since: string) => ({
  status: {
    conditions: [
      { type: 'ContainersReady', status: reason === 'ContainersNotReady' ? 'False' : 'True' },
      {
        type: 'Ready',
        status: 'False',
        reason,
        message: 'corresponding condition of pod readiness gate "example.com/target" does not exist.',
        lastTransitionTime: `2026-03-04T${since}Z`,
      },
    ],
  },
});

testDetector(readinessGateUnmet, {
  fires: [
    {
      name: 'a gate that nobody opens',
      given: { objects: stack('shop/web', { pod: unready('ReadinessGatesNotReady', '11:00:00') }) },
      expect: [
        {
          type: 'readiness-gate-unmet',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          open: true,
          says: ['"example.com/target"'],
          attrs: { gate: 'example.com/target' },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'a target that is still being registered',
      given: { objects: stack('shop/web', { pod: unready('ReadinessGatesNotReady', '11:58:00') }) },
    },
    {
      name: 'a container that is not ready',
      given: { objects: stack('shop/web', { pod: unready('ContainersNotReady', '11:00:00') }) },
    },
  ],
});
