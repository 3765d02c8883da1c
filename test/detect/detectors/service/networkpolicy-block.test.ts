import { networkpolicyBlock } from '../../../../src/detect/detectors/service/networkpolicy-block.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object, podOf, service, stack, type Fields } from '../../../support/objects.js';

const policy = (spec: Fields) =>
  object('NetworkPolicy', 'shop/deny', { metadata: { creationTimestamp: '2026-03-04T11:00:00Z' }, spec });
const DENY = { podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress'], ingress: [] };
const WORLD = [
  ...stack('shop/web'),
  ...stack('shop/db'),
  service('shop/db', { ports: [{ port: 5432, targetPort: 5432 }] }),
];
const timeout = (text = 'dial tcp db:5432: i/o timeout') => ({
  id: 'app-dependency-timeout',
  text,
  at: '11:00:10',
  fields: { host: 'db', port: '5432' },
  pod: podOf('shop/web'),
});

testDetector(networkpolicyBlock, {
  fires: [
    {
      name: 'default deny before the database',
      given: { objects: [...WORLD, policy(DENY)], messages: [timeout()] },
      expect: [
        {
          type: 'networkpolicy-block',
          entity: 'NetworkPolicy/shop/deny',
          onset: '11:00:00',
          severity: 3,
          epistemic: 'inferred',
          names: ['Deployment/shop/web', 'Service/shop/db'],
          evidence: 'i/o timeout',
        },
      ],
    },
    {
      name: 'the time-out stands in a field of the line',
      given: { objects: [...WORLD, policy(DENY)], messages: [timeout('upstream call failed')] },
      expect: [{ type: 'networkpolicy-block', entity: 'NetworkPolicy/shop/deny' }],
    },
    {
      name: 'the caller may go out to another port only',
      given: {
        objects: [
          ...WORLD,
          policy({
            podSelector: { matchLabels: { app: 'web' } },
            policyTypes: ['Egress'],
            egress: [{ ports: [{ port: 53, protocol: 'UDP' }] }],
          }),
        ],
        messages: [timeout()],
      },
      expect: [{ type: 'networkpolicy-block', entity: 'NetworkPolicy/shop/deny' }],
    },
  ],
  silent: [
    { name: 'default deny, and nobody complains', given: { objects: [...WORLD, policy(DENY)] } },
    {
      name: 'the flow is allowed',
      given: {
        objects: [
          ...WORLD,
          policy({
            ...DENY,
            ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 5432 }] }],
          }),
        ],
        messages: [timeout()],
      },
    },
    {
      name: 'refused, not dropped',
      given: {
        objects: [...WORLD, policy(DENY)],
        messages: [timeout('dial tcp db:5432: connect: connection refused')],
      },
    },
  ],
});
