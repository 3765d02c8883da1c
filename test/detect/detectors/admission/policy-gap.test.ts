import { policyGap } from '../../../../src/detect/detectors/admission/policy-gap.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object } from '../../../support/objects.js';

const CONFIG = object('MutatingWebhookConfiguration', 'policy', {
  metadata: { creationTimestamp: '2026-03-04T11:15:30Z' },
  webhooks: [],
});
const ABOUT = 'MutatingWebhookConfiguration/policy';
const request = (at: string, verb: string, about: string, user = 'alice') => ({
  at,
  verb,
  user,
  about,
  code: verb === 'create' ? 201 : 200,
});

testDetector(policyGap, {
  fires: [
    {
      name: 'deleted and created again',
      given: {
        objects: [CONFIG],
        requests: [
          request('11:14:14', 'delete', ABOUT),
          request(
            '11:14:40',
            'create',
            'Pod/shop/web-0',
            'system:serviceaccount:kube-system:replicaset-controller',
          ),
          request('11:15:30', 'create', ABOUT),
          request(
            '11:16:00',
            'create',
            'Pod/shop/web-1',
            'system:serviceaccount:kube-system:replicaset-controller',
          ),
        ],
      },
      expect: [
        {
          type: 'policy-gap',
          entity: ABOUT,
          onset: '11:14:14',
          open: false,
          attrs: { admitted: 1 },
          names: ['Pod/shop/web-0'],
        },
      ],
    },
    {
      name: 'it failed open',
      given: {
        messages: [
          {
            id: 'webhook-fail-open',
            text: 'Failed calling webhook, failing open check.policy.io: context deadline exceeded',
            at: '11:00:00',
            fields: { webhook: 'check.policy.io' },
            program: 'kube-apiserver',
          },
        ],
      },
      expect: [{ type: 'webhook-fail-open', entity: 'Component/kube-apiserver', onset: '11:00:00' }],
    },
  ],
  silent: [
    {
      name: 'replaced in place',
      given: { objects: [CONFIG], requests: [request('11:14:14', 'update', ABOUT)] },
    },
  ],
});
