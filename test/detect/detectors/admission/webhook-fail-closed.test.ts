import { webhookFailClosed } from '../../../../src/detect/detectors/admission/webhook-fail-closed.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, object, replicaSet } from '../../../support/objects.js';

const CONFIG = object('MutatingWebhookConfiguration', 'policy', {
  webhooks: [
    {
      name: 'mutate.policy.svc',
      failurePolicy: 'Fail',
      clientConfig: { service: { name: 'policy-svc', namespace: 'policy', path: '/mutate' } },
      rules: [{ operations: ['CREATE'], apiGroups: [''], resources: ['pods'] }],
    },
  ],
});
const SET = [
  deployment('shop/web', {}, { status: { availableReplicas: 0 } }),
  replicaSet('shop/web-7d4b9c5f6d', 'web', { status: { replicas: 0 } }),
];
const failed = (tail: string, first = '11:58:00', last = '11:59:50') => ({
  about: 'ReplicaSet/shop/web-7d4b9c5f6d',
  reason: 'FailedCreate',
  message: `Error creating: Internal error occurred: failed calling webhook "mutate.policy.svc": Post "https://policy-svc.policy.svc:443/mutate?timeout=10s": ${tail}`,
  first,
  last,
  count: 7,
});
const ENTITY = 'MutatingWebhookConfiguration/policy';

testDetector(webhookFailClosed, {
  fires: [
    {
      name: 'nobody behind the Service',
      given: {
        objects: [CONFIG, ...SET],
        events: [failed('no endpoints available for service "policy-svc"')],
      },
      expect: [
        {
          type: 'webhook-fail-closed',
          entity: ENTITY,
          onset: '11:58:00',
          open: true,
          severity: 3,
          says: ['mutate.policy.svc', 'no endpoints'],
          names: ['Service/policy/policy-svc'],
        },
        {
          type: 'webhook-backend-down',
          entity: 'Service/policy/policy-svc',
          onset: '11:58:00',
          names: [ENTITY],
        },
      ],
      never: ['webhook-timeout', 'webhook-cert-invalid'],
    },
    {
      name: 'a certificate that is not trusted',
      given: { objects: [CONFIG, ...SET], events: [failed('x509: certificate signed by unknown authority')] },
      expect: [{ type: 'webhook-cert-invalid', entity: ENTITY }],
      never: ['webhook-backend-down'],
    },
    {
      name: 'over by the time of the capture',
      given: {
        objects: [CONFIG, ...SET],
        events: [failed('context deadline exceeded', '11:00:00', '11:04:00')],
      },
      expect: [{ type: 'webhook-timeout', entity: ENTITY, open: false }],
    },
  ],
  silent: [
    {
      name: 'a decision of a healthy webhook',
      given: {
        objects: [CONFIG, ...SET],
        events: [
          {
            ...failed(''),
            message: 'Error creating: admission webhook "mutate.policy.svc" denied the request: no',
          },
        ],
      },
    },
  ],
});
