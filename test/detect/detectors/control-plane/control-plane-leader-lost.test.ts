import { controlPlaneLeaderLost } from '../../../../src/detect/detectors/control-plane/control-plane-leader-lost.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (id: string, text: string, at: string) => ({
  id,
  text,
  at,
  program: 'kube-scheduler',
  fields: { lease: 'kube-system/kube-scheduler' },
});
const got = (at: string) =>
  said('control-plane-leader-acquired', 'successfully acquired lease kube-system/kube-scheduler', at);

testDetector(controlPlaneLeaderLost, {
  fires: [
    {
      name: 'lost and regained',
      given: {
        messages: [
          got('09:00:00'),
          said(
            'control-plane-leader-lost',
            'failed to renew lease kube-system/kube-scheduler: timed out waiting for the condition',
            '10:05:00',
          ),
          got('10:06:37'),
        ],
      },
      expect: [
        {
          type: 'control-plane-leader-lost',
          entity: 'Component/kube-scheduler',
          onset: '10:04:52',
          open: false,
          severity: 3,
          says: ['1 min 37 s'],
        },
      ],
    },
  ],
  silent: [{ name: 'the first leader of a start', given: { messages: [got('09:00:00')] } }],
});
