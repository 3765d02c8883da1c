import { requestMetrics } from '../../../../src/detect/detectors/edge/request-metrics.js';
import { testDetector } from '../../../support/detector-tester.js';
import { stack } from '../../../support/objects.js';
import { series, turned } from '../../../support/series.js';

const PROBE = { instance: 'https://shop.example/health' };
const counter = (service: string, code: string, at: (left: number) => number) =>
  series('http_requests_total', { namespace: 'shop', service, code }, at);
const alert = (name: string, severity: string) => ({
  name,
  at: '11:40:00',
  labels: { namespace: 'shop', service: 'web', severity },
});

testDetector(requestMetrics, {
  fires: [
    {
      name: 'probes of an entrance that fail for twenty minutes',
      given: { metrics: [series('probe_success', PROBE, (left) => (left <= 30 && left > 10 ? 0 : 1))] },
      expect: [
        {
          type: 'surface-outage',
          entity: 'Surface/shop.example',
          onset: '11:30:00',
          open: false,
          severity: 3,
        },
      ],
    },
    {
      name: 'a third of the answers become errors',
      given: {
        objects: stack('shop/web'),
        metrics: [
          counter('web', '200', (left) => (left > 20 ? (60 - left) * 90 : 3600 + (20 - left) * 60)),
          counter('web', '500', (left) => (left > 20 ? 0 : (20 - left) * 30)),
        ],
      },
      expect: [
        {
          type: 'requests-suffer',
          entity: 'Namespace/shop',
          severity: 2,
          open: true,
          names: ['Deployment/shop/web'],
          says: ['fails'],
        },
      ],
    },
    {
      name: 'answers that became slow',
      given: {
        objects: stack('shop/web'),
        metrics: [series('request_duration_p99_ms', { service: 'web' }, turned(20, 40, 2400))],
      },
      expect: [{ type: 'requests-suffer', entity: 'Namespace/shop', onset: '11:40:00', says: ['is slow'] }],
    },
    {
      name: 'somebody was called over errors',
      given: { objects: stack('shop/web'), alerts: [alert('HighErrorRate', 'critical')] },
      expect: [{ type: 'requests-suffer', entity: 'Namespace/shop', onset: '11:40:00' }],
    },
  ],
  silent: [
    {
      name: 'one failed probe, as many errors as before, latencies as ever',
      given: {
        objects: stack('shop/web'),
        metrics: [
          series('probe_success', PROBE, (left) => (left === 30 ? 0 : 1)),
          counter('web', '200', (left) => (60 - left) * 90),
          counter('web', '500', (left) => (60 - left) * 8),
          series('request_duration_p99_ms', { service: 'web' }, (left) => 40 + (left % 7)),
        ],
      },
    },
    {
      name: 'nobody was called',
      given: { objects: stack('shop/web'), alerts: [alert('HighErrorRate', 'warning')] },
    },
  ],
});
