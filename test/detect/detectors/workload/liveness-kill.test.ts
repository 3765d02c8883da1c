import { livenessKill } from '../../../../src/detect/detectors/workload/liveness-kill.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const kill = (kind: string, first = '11:58:00', last = '11:59:30') => ({
  about: podOf('shop/web'),
  reason: 'Killing',
  type: 'Normal' as const,
  message: `Container web failed ${kind} probe, will be restarted`,
  first,
  last,
  count: 3,
  component: 'kubelet',
});
const FAILED = {
  about: podOf('shop/web'),
  reason: 'Unhealthy',
  message: 'Liveness probe failed: HTTP probe failed with statuscode: 500',
  first: '11:57:40',
  last: '11:59:30',
  count: 9,
};

testDetector(livenessKill, {
  fires: [
    {
      name: 'killed three times',
      given: { objects: stack('shop/web'), events: [kill('liveness'), FAILED] },
      expect: [
        {
          type: 'liveness-kill',
          entity: podOf('shop/web'),
          onset: '11:58:00',
          severity: 2,
          says: ['3 times', 'statuscode: 500'],
          attrs: { container: 'web', count: 3, error: 'status', status: 500 },
          names: ['Deployment/shop/web'],
        },
      ],
    },
    {
      name: 'the event and the log of the kubelet are one kill',
      given: {
        objects: stack('shop/web'),
        events: [{ ...kill('liveness', '11:58:00', '11:58:00'), count: 1 }],
        messages: [
          {
            id: 'liveness-kill',
            text: 'Container web failed liveness probe, will be restarted',
            at: '2026-03-04T11:57:59.500Z',
            fields: { pod: podOf('shop/web').slice(4), container: 'web' },
            program: 'kubelet',
            node: 'node-1',
          },
        ],
      },
      expect: [{ type: 'liveness-kill', entity: podOf('shop/web'), attrs: { count: 1 } }],
    },
    {
      name: 'a startup probe',
      given: { objects: stack('shop/web'), events: [kill('startup')] },
      expect: [{ type: 'startup-probe-kill', entity: podOf('shop/web') }],
    },
  ],
  silent: [
    {
      name: 'a deletion',
      given: { objects: stack('shop/web'), events: [{ ...kill('x'), message: 'Stopping container web' }] },
    },
  ],
});
