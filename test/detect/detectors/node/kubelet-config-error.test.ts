import { kubeletConfigError } from '../../../../src/detect/detectors/node/kubelet-config-error.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (id: string, text: string) => ({
  id,
  text,
  at: '10:05:00',
  until: '10:09:00',
  count: 9,
  node: 'node-a',
  program: 'kubelet',
});

testDetector(kubeletConfigError, {
  fires: [
    {
      name: 'an unknown flag in a restart loop',
      given: {
        messages: [said('kubelet-config-error', 'command failed err="unknown flag: --container-runtime"')],
      },
      expect: [
        {
          type: 'kubelet-config-error',
          entity: 'NodeService/node-a/kubelet',
          onset: '10:05:00',
          severity: 3,
        },
      ],
    },
  ],
  silent: [{ name: 'an ordinary start', given: { messages: [said('kubelet-started', 'Started kubelet')] } }],
});
