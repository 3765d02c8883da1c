import { cpuThrottling } from '../../../../src/detect/detectors/workload/cpu-throttling.js';
import { testDetector } from '../../../support/detector-tester.js';
import { stack } from '../../../support/objects.js';
import { series, turned } from '../../../support/series.js';

const POD = { namespace: 'shop', pod: 'web-7d4b9c5f6d-x7k2p', container: 'web' };

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
        { type: 'cpu-throttling', entity: 'Deployment/shop/web', onset: '10:00:00', open: true, severity: 0 },
      ],
    },
    {
      name: 'and somebody was called over its answers',
      given: { objects: stack('shop/web'), alerts: [alert('CPUThrottlingHigh'), alert('HighLatency')] },
      expect: [{ type: 'cpu-throttling', entity: 'Deployment/shop/web', severity: 1 }],
    },
    {
      name: 'periods of the scheduler, and its answers are late',
      given: {
        objects: stack('shop/web'),
        metrics: [
          series('container_cpu_cfs_throttled_periods_total', POD, (left) =>
            left > 20 ? 0 : (20 - left) * 500,
          ),
          series('container_cpu_cfs_periods_total', POD, (left) => (60 - left) * 600),
          series('request_duration_p99_ms', { service: 'web' }, turned(20, 40, 2400)),
        ],
      },
      expect: [
        {
          type: 'cpu-throttling',
          entity: 'Deployment/shop/web',
          onset: '11:40:00',
          severity: 1,
          says: ['83 %'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'a tenth of the periods',
      given: {
        objects: stack('shop/web'),
        metrics: [
          series('container_cpu_cfs_throttled_periods_total', POD, (left) => (60 - left) * 60),
          series('container_cpu_cfs_periods_total', POD, (left) => (60 - left) * 600),
        ],
      },
    },
    { name: 'another alert', given: { objects: stack('shop/web'), alerts: [alert('KubePodNotReady')] } },
    {
      name: 'a silenced one',
      given: { objects: stack('shop/web'), alerts: [alert('CPUThrottlingHigh', 'suppressed')] },
    },
  ],
});
