import { rbacForbidden } from '../../../../src/detect/detectors/identity/rbac-forbidden.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

testDetector(rbacForbidden, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'rbac-forbidden',
            text: 'E0701 19:22:41.123456       1 reflector.go:138] Failed to watch *v1.Node: failed to list *v1.Node: nodes is forbidden: User "system:serviceaccount:shop:agent" cannot list resource "nodes" in API group "" at the cluster scope',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: {
              user: 'system:serviceaccount:shop:agent',
              verb: 'list',
              resource: 'nodes',
              reason: 'forbidden',
            },
          },
        ],
      },
      expect: [
        {
          type: 'rbac-forbidden',
          entity: 'Pod/kube-system/agent-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 9 },
        },
      ],
    },
    {
      name: 'the last word of a program that ended with it',
      given: {
        objects: stack('shop/web', {
          pod: {
            status: {
              phase: 'Failed',
              containerStatuses: [
                {
                  name: 'web',
                  ready: false,
                  state: { terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-03-04T11:00:01Z' } },
                },
              ],
            },
          },
        }),
        messages: [
          {
            id: 'rbac-forbidden',
            text: 'Error from server (Forbidden): pods is forbidden: User "system:serviceaccount:shop:default" cannot list resource "pods" in API group "" in the namespace "shop"',
            at: '11:00:00',
            pod: podOf('shop/web'),
            container: 'web',
            fields: { user: 'system:serviceaccount:shop:default', verb: 'list', resource: 'pods' },
          },
        ],
      },
      expect: [{ type: 'rbac-forbidden', entity: 'Deployment/shop/web', severity: 2, says: ['list pods'] }],
    },
  ],
  silent: [
    {
      name: 'said less often than counts',
      given: {
        messages: [
          {
            id: 'rbac-forbidden',
            text: 'E0701 19:22:41.123456       1 reflector.go:138] Failed to watch *v1.Node: failed to list *v1.Node: nodes is forbidden: User "system:serviceaccount:shop:agent" cannot list resource "nodes" in API group "" at the cluster scope',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
            fields: {
              user: 'system:serviceaccount:shop:agent',
              verb: 'list',
              resource: 'nodes',
              reason: 'forbidden',
            },
          },
        ],
      },
    },
    {
      name: 'conflicts of writers, which are retried',
      given: {
        messages: [
          {
            id: 'log-error',
            text: 'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again',
            at: '10:05:00',
            count: 40,
            pod: 'Pod/kube-system/agent-0',
            container: 'agent',
            node: 'node-a',
          },
        ],
      },
    },
  ],
});
