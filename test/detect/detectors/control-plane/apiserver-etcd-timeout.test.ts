import { apiserverEtcdTimeout } from '../../../../src/detect/detectors/control-plane/apiserver-etcd-timeout.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(apiserverEtcdTimeout, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'apiserver-etcd-timeout',
            text: 'E1120 22:28:53.000001   32039 cacher.go:419] cacher (*rbac.Role): unexpected ListAndWatch error: failed to list *rbac.Role: etcdserver: request timed out; reinitializing...',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            program: 'kube-apiserver',
          },
        ],
      },
      expect: [
        {
          type: 'apiserver-etcd-timeout',
          entity: 'Component/kube-apiserver',
          onset: '10:05:00',
          open: false,
          attrs: { count: 9 },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'said less often than counts',
      given: {
        messages: [
          {
            id: 'apiserver-etcd-timeout',
            text: 'E1120 22:28:53.000001   32039 cacher.go:419] cacher (*rbac.Role): unexpected ListAndWatch error: failed to list *rbac.Role: etcdserver: request timed out; reinitializing...',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
            program: 'kube-apiserver',
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
            program: 'kube-apiserver',
          },
        ],
      },
    },
  ],
});
