import { nixosDeployFailed } from '../../../../src/detect/detectors/delivery/nixos-deploy-failed.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (id: string, text: string) => ({
  id,
  text,
  at: '10:05:00',
  pod: 'Pod/ops/deployer-0',
  container: 'deployer',
  fields: { node: 'core-01' },
});

testDetector(nixosDeployFailed, {
  fires: [
    {
      name: 'a host that does not activate',
      given: {
        messages: [
          said(
            'nixos-deploy-failed',
            'Failed to deploy profile to node core-01: The activation script resulted in a bad exit code: Some(4)',
          ),
        ],
      },
      expect: [{ type: 'nixos-deploy-failed', entity: 'External/core-01', onset: '10:05:00' }],
    },
  ],
  silent: [
    { name: 'an error of another kind', given: { messages: [said('log-error', 'cannot read flake')] } },
  ],
});
