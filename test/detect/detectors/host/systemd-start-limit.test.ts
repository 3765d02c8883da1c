import { systemdStartLimit } from '../../../../src/detect/detectors/host/systemd-start-limit.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (id: string, text: string) => ({
  id,
  text,
  at: '10:05:00',
  node: 'node-a',
  program: 'systemd',
  fields: { unit: 'kubelet.service' },
});

testDetector(systemdStartLimit, {
  fires: [
    {
      name: 'a unit that is given up',
      given: {
        messages: [said('systemd-start-limit', 'kubelet.service: Start request repeated too quickly.')],
      },
      expect: [
        { type: 'systemd-start-limit', entity: 'NodeService/node-a/kubelet', onset: '10:05:00', severity: 3 },
      ],
    },
  ],
  silent: [
    {
      name: 'a unit that is restarted',
      given: {
        messages: [
          said('systemd-unit-restart', 'kubelet.service: Scheduled restart job, restart counter is at 1.'),
        ],
      },
    },
  ],
});
