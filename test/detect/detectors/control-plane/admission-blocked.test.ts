import { admissionBlocked } from '../../../../src/detect/detectors/control-plane/admission-blocked.js';
import { testDetector } from '../../../support/detector-tester.js';

const refused = (about: string, message: string) => ({
  about,
  reason: 'FailedCreate',
  message,
  component: 'replicaset-controller',
  first: '10:05:00',
  last: '10:08:00',
  count: 14,
});
const CALL =
  'Error creating: Internal error occurred: failed calling webhook "mutate.policy.svc": failed to call webhook: Post "https://policy-svc.policy.svc:443/mutate?timeout=10s": no endpoints available for service "policy-svc"';

const webhook = {
  kind: 'MutatingWebhookConfiguration',
  metadata: { name: 'policy' },
  webhooks: [
    {
      name: 'mutate.policy.svc',
      failurePolicy: 'Fail',
      clientConfig: { service: { namespace: 'policy', name: 'policy-svc' } },
    },
  ],
};
const service = {
  kind: 'Service',
  metadata: { namespace: 'policy', name: 'policy-svc' },
  spec: { selector: { app: 'policy' }, ports: [{ port: 443 }] },
};
const endpoints = (ready: boolean) => ({
  kind: 'Endpoints',
  metadata: { namespace: 'policy', name: 'policy-svc' },
  subsets: ready ? [{ addresses: [{ ip: '10.244.1.7' }], ports: [{ port: 443 }] }] : [],
});
const once = { ...refused('ReplicaSet/shop/web-5d9', CALL), last: '10:05:40' };

testDetector(admissionBlocked, {
  fires: [
    {
      name: 'nobody tried any more, and nobody is behind the webhook: not over',
      given: { objects: [webhook, service, endpoints(false)], events: [once] },
      expect: [{ type: 'admission-blocked', entity: 'Cluster/cluster', onset: '10:05:00', open: true }],
    },
    {
      name: 'nobody tried any more, and the webhook has a backend again: over with the last refusal',
      given: { objects: [webhook, service, endpoints(true)], events: [once] },
      expect: [{ type: 'admission-blocked', entity: 'Cluster/cluster', onset: '10:05:00', open: false }],
    },
    {
      name: 'pods are refused in two namespaces until one is made again',
      given: {
        events: [
          refused('ReplicaSet/shop/web-5d9', CALL),
          refused('Job/media/encode', CALL),
          {
            about: 'Job/media/encode',
            type: 'Normal',
            reason: 'SuccessfulCreate',
            message: 'Created pod: encode-x7',
            first: '10:08:20',
          },
        ],
      },
      expect: [
        {
          type: 'admission-blocked',
          entity: 'Cluster/cluster',
          onset: '10:05:00',
          open: false,
          severity: 3,
          says: ['mutate.policy.svc', '28 times'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'a healthy webhook that denies',
      given: {
        events: [
          refused(
            'ReplicaSet/shop/web-5d9',
            'Error creating: admission webhook "validate.policy.svc" denied the request: privileged containers are not allowed',
          ),
        ],
      },
    },
  ],
});
