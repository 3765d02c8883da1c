import { serviceAccountMissing } from '../../../../src/detect/detectors/admission/service-account-missing.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, replicaSet, template } from '../../../support/objects.js';

const refused = (last: string) => ({
  about: 'ReplicaSet/shop/web-7d4b9c5f6d',
  reason: 'FailedCreate',
  message:
    'Error creating: pods "web-7d4b9c5f6d-" is forbidden: error looking up service account shop/webs: serviceaccount "webs" not found',
  first: '11:00:00',
  last,
  count: 15,
});
const SPEC = template({ serviceAccountName: 'webs', containers: [{ name: 'web', image: 'web:1' }] });

testDetector(serviceAccountMissing, {
  fires: [
    {
      name: 'the template names an account that is not there',
      given: {
        objects: [
          deployment('shop/web', SPEC, { status: { availableReplicas: 0 } }),
          replicaSet('shop/web-7d4b9c5f6d', 'web', { status: { replicas: 0 } }),
        ],
        events: [refused('11:50:00')],
      },
      expect: [
        {
          type: 'service-account-missing',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          severity: 3,
          says: ['webs'],
          names: ['ServiceAccount/shop/webs'],
          evidence: 'error looking up service account',
        },
      ],
    },
  ],
  silent: [
    {
      name: 'it came moments later',
      given: {
        objects: [
          deployment('shop/web', SPEC),
          replicaSet('shop/web-7d4b9c5f6d', 'web', { status: { replicas: 1 } }),
        ],
        events: [
          refused('11:00:01'),
          {
            about: 'ReplicaSet/shop/web-7d4b9c5f6d',
            reason: 'SuccessfulCreate',
            type: 'Normal',
            message: 'Created pod: web-7d4b9c5f6d-x7k2p',
            first: '11:00:03',
          },
        ],
      },
    },
  ],
});
