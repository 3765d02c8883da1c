import { admissionDeadlock } from '../../../../src/detect/detectors/admission/admission-deadlock.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object, replicaSet, service, stack, type Fields } from '../../../support/objects.js';

const config = (webhook: Fields = {}) =>
  object('MutatingWebhookConfiguration', 'policy', {
    webhooks: [
      {
        name: 'mutate.policy.svc',
        failurePolicy: 'Fail',
        clientConfig: { service: { name: 'engine', namespace: 'policy' } },
        rules: [{ operations: ['CREATE'], apiGroups: [''], resources: ['pods'] }],
        ...webhook,
      },
    ],
  });
const refused = (owner: string) => ({
  about: owner,
  reason: 'FailedCreate',
  message:
    'Error creating: Internal error occurred: failed calling webhook "mutate.policy.svc": Post "https://engine.policy.svc:443/mutate?timeout=10s": no endpoints available for service "engine"',
  first: '11:58:00',
  last: '11:59:55',
});
const BACKEND = [
  ...stack('policy/engine').slice(0, 1),
  replicaSet('policy/engine-7d4b9c5f6d', 'engine', { status: { replicas: 0 } }),
  service('policy/engine'),
];
const NAMESPACE = object('Namespace', 'policy');

testDetector(admissionDeadlock, {
  fires: [
    {
      name: 'the webhook needs itself',
      given: {
        objects: [config(), NAMESPACE, ...BACKEND],
        events: [refused('ReplicaSet/policy/engine-7d4b9c5f6d')],
      },
      expect: [
        {
          type: 'admission-deadlock',
          entity: 'MutatingWebhookConfiguration/policy',
          onset: '11:58:00',
          open: true,
          severity: 3,
          names: ['Deployment/policy/engine'],
        },
        { type: 'webhook-guards-itself', entity: 'MutatingWebhookConfiguration/policy', severity: 0 },
      ],
    },
  ],
  silent: [
    {
      name: 'it guards itself and works',
      given: { objects: [config(), NAMESPACE, ...stack('policy/engine'), service('policy/engine')] },
    },
    {
      name: 'its own namespace is excluded',
      given: {
        objects: [
          config({
            namespaceSelector: {
              matchExpressions: [
                { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['policy'] },
              ],
            },
          }),
          NAMESPACE,
          ...BACKEND,
        ],
        events: [refused('ReplicaSet/shop/web-7d4b9c5f6d')],
      },
    },
    {
      name: 'it fails open',
      given: {
        objects: [config({ failurePolicy: 'Ignore' }), NAMESPACE, ...BACKEND],
        events: [refused('ReplicaSet/policy/engine-7d4b9c5f6d')],
      },
    },
  ],
});
