import { vrrpSplitBrain } from '../../../../src/detect/detectors/host/vrrp-split-brain.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (node: string, state: string, at: string, instance = 'VI_API') => ({
  id: 'vrrp-state',
  text: `(${instance}) Entering ${state} STATE`,
  at,
  node,
  program: 'keepalived',
  fields: { instance, state },
});
const alive = (node: string) => ({
  id: 'log-error',
  text: 'connection reset by peer',
  at: '10:30:00',
  node,
  program: 'kubelet',
});

testDetector(vrrpSplitBrain, {
  fires: [
    {
      name: 'a second master while the first goes on, until it hears it again',
      given: {
        messages: [
          said('lb-1', 'MASTER', '09:00:00'),
          said('lb-2', 'BACKUP', '09:00:02'),
          said('lb-2', 'MASTER', '10:12:06'),
          alive('lb-1'),
          said('lb-2', 'BACKUP', '10:38:01'),
        ],
      },
      expect: [
        {
          type: 'vrrp-split-brain',
          entity: 'NodeService/lb-2/keepalived',
          onset: '10:12:06',
          open: false,
          severity: 3,
          names: ['Node/lb-1', 'Node/lb-2'],
          says: ['VI_API'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'a failover: the old master leaves at once',
      given: {
        messages: [
          said('lb-1', 'MASTER', '09:00:00'),
          said('lb-2', 'MASTER', '10:12:06'),
          said('lb-1', 'BACKUP', '10:12:07'),
          alive('lb-1'),
        ],
      },
    },
    {
      name: 'the old master died: nothing more is heard of its host',
      given: { messages: [said('lb-1', 'MASTER', '09:00:00'), said('lb-2', 'MASTER', '10:12:06')] },
    },
    {
      name: 'masters of two instances',
      given: {
        messages: [
          said('lb-1', 'MASTER', '09:00:00', 'VI_WEB'),
          said('lb-2', 'MASTER', '10:12:06'),
          alive('lb-1'),
        ],
      },
    },
  ],
});
