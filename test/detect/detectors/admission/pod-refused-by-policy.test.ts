import { podRefusedByPolicy } from '../../../../src/detect/detectors/admission/pod-refused-by-policy.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, object, replicaSet } from '../../../support/objects.js';

const SHORT = [
  deployment('shop/web', {}, { status: { availableReplicas: 0 } }),
  replicaSet('shop/web-7d4b9c5f6d', 'web', { status: { replicas: 0 } }),
];
const given = (text: string, more: readonly unknown[] = []) => ({
  objects: [...SHORT, ...more],
  events: [
    {
      about: 'ReplicaSet/shop/web-7d4b9c5f6d',
      reason: 'FailedCreate',
      message: `Error creating: ${text}`,
      first: '11:00:00',
      last: '11:50:00',
    },
  ],
});

testDetector(podRefusedByPolicy, {
  fires: [
    {
      name: 'pod security',
      given: given(
        'pods "web-x" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false',
      ),
      expect: [
        {
          type: 'podsecurity-violation',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          severity: 3,
          says: ['restricted:latest'],
        },
      ],
    },
    {
      name: 'a ValidatingAdmissionPolicy',
      given: given(
        "pods \"web-x\" is forbidden: ValidatingAdmissionPolicy 'no-latest' with binding 'no-latest-shop' denied request: the tag latest is not allowed",
      ),
      expect: [
        { type: 'admission-policy-denied', entity: 'Deployment/shop/web', says: ['no-latest', 'tag latest'] },
      ],
    },
    {
      name: 'limit range',
      given: given('pods "web-x" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi'),
      expect: [{ type: 'limitrange-violation', entity: 'Deployment/shop/web' }],
    },
    {
      name: 'a policy webhook that decides',
      given: given(
        'admission webhook "validate.policy.io" denied the request: privileged containers are not allowed',
        [
          object('ValidatingWebhookConfiguration', 'policy', {
            webhooks: [
              { name: 'validate.policy.io', clientConfig: { service: { name: 'p', namespace: 'policy' } } },
            ],
          }),
        ],
      ),
      expect: [
        {
          type: 'webhook-denied',
          entity: 'Deployment/shop/web',
          names: ['ValidatingWebhookConfiguration/policy'],
        },
      ],
    },
    {
      name: 'a priority class that is gone',
      given: given('pods "web-x" is forbidden: no PriorityClass with name gold was found'),
      expect: [
        { type: 'priority-class-missing', entity: 'Deployment/shop/web', names: ['PriorityClass/gold'] },
      ],
    },
    {
      name: 'a namespace on its way out',
      given: given(
        'pods "web-x" is forbidden: unable to create new content in namespace shop because it is being terminated',
      ),
      expect: [{ type: 'namespace-terminating', entity: 'Namespace/shop', names: ['Deployment/shop/web'] }],
    },
    {
      name: 'an invalid template',
      given: given(
        'Pod "web-x" is invalid: spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit',
      ),
      expect: [{ type: 'invalid-pod-template', entity: 'Deployment/shop/web' }],
    },
  ],
  silent: [
    {
      name: 'a webhook that could not be asked is no decision',
      given: given(
        'Internal error occurred: failed calling webhook "validate.policy.io": failed to call webhook: Post "https://p.policy.svc:443/v?timeout=10s": context deadline exceeded',
      ),
    },
    {
      name: 'nothing is refused',
      given: {
        objects: [
          deployment('shop/web'),
          replicaSet('shop/web-7d4b9c5f6d', 'web', { status: { replicas: 1 } }),
        ],
      },
    },
  ],
});
