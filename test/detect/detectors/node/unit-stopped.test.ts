import { unitStopped } from '../../../../src/detect/detectors/node/unit-stopped.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (id: string, unit: string, at: string) => ({
  id,
  text: `${id === 'systemd-unit-stopped' ? 'Stopped' : 'Started'} ${unit}.service - ${unit}`,
  fields: { unit: `${unit}.service`, title: unit },
  at,
  node: 'node-a',
  program: 'systemd',
});

testDetector(unitStopped, {
  fires: [
    {
      name: 'the kubelet was stopped and stays so',
      given: { messages: [said('systemd-unit-stopped', 'kubelet', '11:00:01')] },
      expect: [
        { type: 'kubelet-stopped', entity: 'NodeService/node-a/kubelet', onset: '11:00:01', open: true },
      ],
    },
  ],
  silent: [
    {
      name: 'a restart',
      given: {
        messages: [
          said('systemd-unit-stopped', 'kubelet', '11:00:01'),
          said('systemd-unit-started', 'kubelet', '11:00:03'),
        ],
      },
    },
    {
      name: 'a unit that no node needs',
      given: { messages: [said('systemd-unit-stopped', 'cups', '11:00:01')] },
    },
  ],
});
