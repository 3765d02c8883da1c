import { webhookMisconfigured } from '../../../../src/detect/detectors/admission/webhook-misconfigured.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, object, replicaSet, service } from '../../../support/objects.js';

const config = (failurePolicy = 'Fail') =>
  object('ValidatingWebhookConfiguration', 'old-policy', {
    webhooks: [
      {
        name: 'check.old.io',
        failurePolicy,
        clientConfig: { service: { name: 'gone', namespace: 'policy' } },
      },
    ],
  });
const OTHER = service('policy/other');

testDetector(webhookMisconfigured, {
  fires: [
    {
      name: 'left behind by a release that is gone',
      given: {
        objects: [
          config(),
          OTHER,
          deployment('shop/web', {}, { status: { availableReplicas: 0 } }),
          replicaSet('shop/web-7d4b9c5f6d', 'web', { status: { replicas: 0 } }),
        ],
        events: [
          {
            about: 'ReplicaSet/shop/web-7d4b9c5f6d',
            reason: 'FailedCreate',
            message:
              'Error creating: Internal error occurred: failed calling webhook "check.old.io": failed to call webhook: Post "https://gone.policy.svc:443/?timeout=10s": service "gone" not found',
            first: '11:00:00',
            last: '11:58:00',
          },
        ],
      },
      expect: [
        {
          type: 'webhook-misconfigured',
          entity: 'ValidatingWebhookConfiguration/old-policy',
          onset: '11:00:00',
          severity: 3,
          says: ['does not exist'],
          names: ['Deployment/shop/web'],
        },
      ],
    },
    {
      name: 'declared so, and nothing refused yet',
      given: { objects: [config(), OTHER] },
      expect: [
        { type: 'webhook-misconfigured', entity: 'ValidatingWebhookConfiguration/old-policy', severity: 1 },
      ],
    },
  ],
  silent: [
    { name: 'the Service exists', given: { objects: [config(), service('policy/gone')] } },
    { name: 'it fails open', given: { objects: [config('Ignore'), OTHER] } },
    { name: 'Services of the namespace were not captured', given: { objects: [config()] } },
  ],
});
