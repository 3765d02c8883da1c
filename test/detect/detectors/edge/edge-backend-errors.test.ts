import { edgeBackendErrors } from '../../../../src/detect/detectors/edge/edge-backend-errors.js';
import { testDetector } from '../../../support/detector-tester.js';

const run = (statuses: Readonly<Record<string, number>>, flags?: string) => ({
  entrance: 'edge',
  backend: 'app',
  failed: !('200' in statuses),
  statuses,
  at: '10:05:00',
  until: '10:06:00',
  ...(flags === undefined ? {} : { flags }),
});

testDetector(edgeBackendErrors, {
  fires: [
    {
      name: 'a run of time-outs, then of no backend',
      given: {
        access: [run({ '504': 4 }, 'sH--'), { ...run({ '503': 40 }), at: '10:06:01', until: '10:07:00' }],
      },
      expect: [
        { type: 'ingress-upstream-timeout', entity: 'Surface/edge', onset: '10:05:00', attrs: { count: 4 } },
        { type: 'ingress-no-backend', entity: 'Surface/edge', onset: '10:06:01', attrs: { count: 40 } },
      ],
    },
    {
      name: 'Envoy says that the upstream reset',
      given: { access: [run({ '503': 20 }, 'UF')] },
      expect: [{ type: 'ingress-upstream-reset', entity: 'Surface/edge' }],
      never: ['ingress-no-backend'],
    },
  ],
  silent: [{ name: 'all is served', given: { access: [run({ '200': 500 })] } }],
});
