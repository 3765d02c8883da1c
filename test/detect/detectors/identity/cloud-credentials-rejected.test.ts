import { cloudCredentialsRejected } from '../../../../src/detect/detectors/identity/cloud-credentials-rejected.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const refused = (count: number) => ({
  id: 'cloud-credentials-rejected',
  text: "error syncing 'auto-1': failed to get instance metadata for node auto-1: Authentication failed: The application credential has expired, requeuing",
  at: '10:05:00',
  until: '10:35:00',
  count,
  pod: podOf('kube-system/cloud-controller-manager'),
  container: 'cloud-controller-manager',
  program: 'cloud-controller-manager',
  fields: { node: 'auto-1' },
});

testDetector(cloudCredentialsRejected, {
  fires: [
    {
      name: 'a cloud controller manager whose key has expired',
      given: { objects: stack('kube-system/cloud-controller-manager'), messages: [refused(12)] },
      expect: [
        {
          type: 'cloud-credentials-rejected',
          entity: 'Deployment/kube-system/cloud-controller-manager',
          onset: '10:05:00',
          names: ['Node/auto-1'],
        },
      ],
    },
  ],
  silent: [{ name: 'a token that was refreshed a moment late', given: { messages: [refused(1)] } }],
});
