import { cpuThrottling } from '../../../../src/detect/detectors/workload/cpu-throttling.js';
import { testDetector } from '../../../support/detector-tester.js';
import { stack } from '../../../support/objects.js';

const alert = (name: string, state: 'firing' | 'suppressed' = 'firing') => ({
  name,
  state,
  at: '10:16:00',
  labels: { namespace: 'shop', pod: 'web-7d4b9c5f6d-x7k2p', container: 'web' },
});

testDetector(cpuThrottling, {
  fires: [
    {
      name: 'the alert of the mixin, about a container',
      given: { objects: stack('shop/web'), alerts: [alert('CPUThrottlingHigh')] },
      expect: [
        { type: 'cpu-throttling', entity: 'Deployment/shop/web', onset: '10:00:00', open: true, severity: 1 },
      ],
    },
  ],
  silent: [
    { name: 'another alert', given: { objects: stack('shop/web'), alerts: [alert('KubePodNotReady')] } },
    {
      name: 'a silenced one',
      given: { objects: stack('shop/web'), alerts: [alert('CPUThrottlingHigh', 'suppressed')] },
    },
  ],
});
