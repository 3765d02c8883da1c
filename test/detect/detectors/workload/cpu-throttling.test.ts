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

const told = (name: string, description: string) => ({
  name,
  state: 'firing' as const,
  at: '11:40:00',
  labels: { service: 'web' },
  annotations: { description },
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
    {
      name: 'its throttled time leaps up with the time that it uses, and its answers are late',
      given: {
        objects: stack('shop/web'),
        metrics: [
          series('cpu', { service: 'web' }, turned(20, 0.02, 0.2)),
          series('cpu_cfs', { service: 'web' }, turned(20, 0.01, 0.9)),
          series('request_duration_p99_ms', { service: 'web' }, turned(20, 40, 2400)),
        ],
      },
      expect: [
        {
          type: 'cpu-throttling',
          entity: 'Deployment/shop/web',
          onset: '11:40:00',
          severity: 3,
          says: ['0.90 s of each second', '10.0 times'],
        },
      ],
    },
    {
      name: 'an alert gives the throttled time, another the processor time that grew',
      given: {
        objects: stack('shop/web'),
        alerts: [
          told(
            'RESOURCE_SATURATION',
            'RESOURCE_SATURATION [cpu core] | Normal=0.02 cores -> Current=0.20 cores (+900.0%)',
          ),
          told('RESOURCE_SATURATION', 'RESOURCE_SATURATION [cpu_cfs] | Val: 0.930s (Throttled)'),
        ],
      },
      expect: [{ type: 'cpu-throttling', entity: 'Deployment/shop/web', severity: 1, says: ['0.93 s'] }],
    },
  ],
  silent: [
    {
      name: 'it was throttled as much before, and uses less',
      given: {
        objects: stack('shop/web'),
        metrics: [
          series('cpu', { service: 'web' }, turned(20, 0.46, 0.31)),
          series('cpu_cfs', { service: 'web' }, turned(20, 1.6, 0.5)),
          series('request_duration_p99_ms', { service: 'web' }, turned(20, 40, 2400)),
        ],
      },
    },
    {
      name: 'an alert gives the throttled time alone: how it was before, nobody says',
      given: {
        objects: stack('shop/web'),
        alerts: [
          told('RESOURCE_SATURATION', 'RESOURCE_SATURATION [cpu_cfs] | Val: 0.589s (Throttled)'),
          told(
            'LATENCY_DEGRADATION',
            'LATENCY_DEGRADATION [Slow Response] | p90latency: Normal=40ms -> Current=2400ms',
          ),
        ],
      },
    },
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
