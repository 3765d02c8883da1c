import { systemdUnitFailed } from '../../../../src/detect/detectors/host/systemd-unit-failed.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (id: string, text: string) => ({
  id,
  text,
  at: '10:05:00',
  until: '10:09:00',
  count: 5,
  node: 'node-a',
  program: 'systemd',
  fields: { unit: 'kubelet.service', code: 'exited', status: '1/FAILURE' },
});

testDetector(systemdUnitFailed, {
  fires: [
    {
      name: 'a unit that fails again and again',
      given: {
        messages: [
          said('systemd-unit-failed', 'kubelet.service: Main process exited, code=exited, status=1/FAILURE'),
        ],
      },
      expect: [
        { type: 'systemd-unit-failed', entity: 'NodeService/node-a/kubelet', onset: '10:05:00', severity: 2 },
      ],
    },
  ],
  silent: [
    {
      name: 'an ordered stop',
      given: { messages: [said('systemd-unit-stopped', 'Stopped kubelet.service - kubelet.')] },
    },
  ],
});
