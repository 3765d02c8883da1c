import { declaredChange } from '../../../../src/detect/detectors/change/declared-change.js';
import { testDetector } from '../../../support/detector-tester.js';

const ask = (user: string, verb: string, about: string, subresource?: string) => ({
  at: '10:05:00',
  user,
  verb,
  about,
  ...(subresource === undefined ? {} : { subresource }),
});
const web = (policy: string, args: readonly string[] = []) => ({
  kind: 'Deployment',
  metadata: { namespace: 'shop', name: 'web' },
  spec: {
    template: { spec: { containers: [{ name: 'web', image: 'web:1', imagePullPolicy: policy, args }] } },
  },
});

testDetector(declaredChange, {
  fires: [
    {
      name: 'a person patches, and two readings show what',
      given: {
        snapshots: [
          { object: web('Always'), at: '10:00:00' },
          { object: web('IfNotPresent'), at: '10:10:00' },
        ],
        requests: [ask('alice@example.com', 'patch', 'Deployment/shop/web')],
      },
      expect: [
        {
          type: 'deployment-spec-changed',
          entity: 'Deployment/shop/web',
          onset: '10:05:00',
          open: false,
          severity: 1,
          attrs: { by: 'alice@example.com' },
          says: ['Always → IfNotPresent'],
        },
      ],
    },
    {
      name: 'of a list only what came and what went is told',
      given: {
        snapshots: [
          { object: web('Always', ['--source=ingress', '--old']), at: '10:00:00' },
          { object: web('Always', ['--source=ingress', '--new']), at: '10:10:00' },
        ],
        requests: [ask('alice@example.com', 'patch', 'Deployment/shop/web')],
      },
      expect: [
        {
          type: 'deployment-spec-changed',
          entity: 'Deployment/shop/web',
          says: ['args now with --new, without --old.'],
        },
      ],
    },
    {
      name: 'a class, a DaemonSet, a webhook, a scale and a pod',
      given: {
        requests: [
          ask('admin', 'create', 'PriorityClass/agents'),
          ask('admin', 'create', 'DaemonSet/security/scanner'),
          ask('alice', 'delete', 'MutatingWebhookConfiguration/policy'),
          ask('alice', 'update', 'Deployment/shop/web', 'scale'),
          ask('alice', 'delete', 'Pod/shop/web-0'),
        ],
      },
      expect: [
        { type: 'priority-class-created', entity: 'PriorityClass/agents' },
        { type: 'daemonset-created', entity: 'DaemonSet/security/scanner' },
        {
          type: 'webhook-config-changed',
          entity: 'MutatingWebhookConfiguration/policy',
          says: ['deleted by alice'],
        },
        { type: 'scale-changed', entity: 'Deployment/shop/web' },
        { type: 'manual-pod-delete', entity: 'Pod/shop/web-0' },
      ],
    },
  ],
  silent: [
    {
      name: 'controllers at work',
      given: {
        requests: [
          ask('system:serviceaccount:kube-system:replicaset-controller', 'create', 'Pod/shop/web-1'),
          ask(
            'system:serviceaccount:kube-system:horizontal-pod-autoscaler',
            'update',
            'Deployment/shop/web',
            'scale',
          ),
          ask('system:node:node-a', 'patch', 'Node/node-a', 'status'),
          ask('system:kube-scheduler', 'create', 'Pod/shop/web-1', 'binding'),
        ],
      },
    },
    {
      name: 'a person who looks',
      given: { requests: [ask('alice', 'get', 'Deployment/shop/web'), ask('alice', 'list', 'Pod/shop/')] },
    },
    {
      name: 'a change refused',
      given: { requests: [{ ...ask('alice', 'patch', 'Deployment/shop/web'), code: 403 }] },
    },
  ],
});
