import { probeFailing } from '../../../../src/detect/detectors/workload/probe-failing.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const unhealthy = (message: string, first: string, last: string, count = 5) => ({
  about: podOf('shop/web'),
  reason: 'Unhealthy',
  message,
  first,
  last,
  count,
  component: 'kubelet',
});
const UNREADY = {
  status: { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-03-04T11:00:00Z' }] },
};

testDetector(probeFailing, {
  fires: [
    {
      name: 'readiness fails and the pod is out',
      given: {
        objects: stack('shop/web', { pod: UNREADY }),
        events: [
          unhealthy('Readiness probe failed: HTTP probe failed with statuscode: 503', '10:59:40', '11:59:50'),
        ],
      },
      expect: [
        {
          type: 'readiness-failing',
          entity: podOf('shop/web'),
          onset: '10:59:40',
          open: true,
          severity: 2,
          says: ['statuscode: 503'],
          attrs: { error: 'status', status: 503 },
          names: ['Deployment/shop/web'],
        },
      ],
    },
    {
      name: 'liveness times out',
      given: {
        objects: stack('shop/web'),
        events: [
          unhealthy(
            'Liveness probe failed: Get "http://10.1.2.3:8080/health": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
            '11:58:00',
            '11:59:50',
          ),
        ],
      },
      expect: [{ type: 'liveness-timeout', entity: podOf('shop/web'), attrs: { port: 8080 } }],
      never: ['liveness-failing'],
    },
    {
      name: 'a start and a later trouble are two',
      given: {
        objects: stack('shop/web'),
        events: [
          unhealthy(
            'Readiness probe failed: dial tcp 10.1.2.3:8080: connect: connection refused',
            '08:00:05',
            '08:00:20',
          ),
          unhealthy(
            'Readiness probe failed: dial tcp 10.1.2.3:8080: connect: connection refused',
            '11:20:00',
            '11:30:00',
          ),
        ],
      },
      expect: [{ type: 'readiness-failing', entity: podOf('shop/web'), onset: '11:20:00', open: false }],
    },
    {
      name: 'by the log of the kubelet',
      given: {
        objects: stack('shop/web'),
        messages: [
          {
            id: 'startup-failing',
            text: 'Probe failed',
            at: '11:00:00',
            until: '11:10:00',
            fields: { pod: podOf('shop/web').slice(4), container: 'web' },
            program: 'kubelet',
            node: 'node-1',
          },
        ],
      },
      expect: [{ type: 'startup-failing', entity: podOf('shop/web'), onset: '11:00:00' }],
    },
  ],
  silent: [
    {
      name: 'readiness in the first minute of a start',
      given: {
        objects: stack('shop/web'),
        events: [
          unhealthy('Readiness probe failed: HTTP probe failed with statuscode: 503', '08:00:05', '08:00:40'),
        ],
      },
    },
    {
      name: 'a pod on its way out',
      given: {
        objects: stack('shop/web', { pod: { metadata: { deletionTimestamp: '2026-03-04T11:00:30Z' } } }),
        events: [unhealthy('Readiness probe failed: EOF', '11:00:05', '11:00:25')],
      },
    },
  ],
});
