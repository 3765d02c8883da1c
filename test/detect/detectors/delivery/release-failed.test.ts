import { releaseFailed } from '../../../../src/detect/detectors/delivery/release-failed.js';
import { testDetector } from '../../../support/detector-tester.js';

const object = (kind: string, conditions: readonly Readonly<Record<string, string>>[]) => ({
  kind,
  metadata: { namespace: 'infra', name: 'dns' },
  status: { conditions: conditions.map((x) => ({ lastTransitionTime: '2026-03-04T10:05:00Z', ...x })) },
});

testDetector(releaseFailed, {
  fires: [
    {
      name: 'an upgrade that is given up',
      given: {
        objects: [
          object('HelmRelease', [
            {
              type: 'Ready',
              status: 'False',
              reason: 'UpgradeFailed',
              message: 'terminal error: exceeded maximum retries: cannot remediate failed release',
            },
          ]),
        ],
      },
      expect: [
        { type: 'helm-release-failed', entity: 'HelmRelease/infra/dns', onset: '10:05:00', open: true },
        { type: 'helm-retries-exhausted', entity: 'HelmRelease/infra/dns', onset: '10:05:00' },
      ],
    },
    {
      name: 'a source and what waits for it',
      given: {
        objects: [
          object('GitRepository', [
            {
              type: 'Ready',
              status: 'False',
              reason: 'GitOperationFailed',
              message: 'failed to checkout: authentication required',
            },
          ]),
          object('Kustomization', [
            {
              type: 'Ready',
              status: 'False',
              reason: 'DependencyNotReady',
              message: "dependency 'infra/base' is not ready",
            },
          ]),
        ],
      },
      expect: [
        { type: 'gitops-source-failed', entity: 'GitRepository/infra/dns' },
        { type: 'gitops-dependency-not-ready', entity: 'Kustomization/infra/dns', severity: 1 },
      ],
      never: ['kustomization-failed'],
    },
  ],
  silent: [
    {
      name: 'a release that is deployed',
      given: {
        objects: [object('HelmRelease', [{ type: 'Ready', status: 'True', reason: 'UpgradeSucceeded' }])],
      },
    },
    {
      name: 'a release on its way',
      given: {
        objects: [object('HelmRelease', [{ type: 'Ready', status: 'False', reason: 'Progressing' }])],
      },
    },
  ],
});
