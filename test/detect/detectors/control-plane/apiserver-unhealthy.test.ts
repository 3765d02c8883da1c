import { apiserverUnhealthy } from '../../../../src/detect/detectors/control-plane/apiserver-unhealthy.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(apiserverUnhealthy, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'apiserver-unhealthy',
            text: 'I1120 22:28:55.000001   32039 healthz.go:266] etcd check failed: readyz',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            program: 'kube-apiserver',
            fields: { checks: 'etcd', endpoint: 'readyz' },
          },
        ],
      },
      expect: [
        {
          type: 'apiserver-unhealthy',
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
            id: 'apiserver-unhealthy',
            text: 'I1120 22:28:55.000001   32039 healthz.go:266] etcd check failed: readyz',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
            program: 'kube-apiserver',
            fields: { checks: 'etcd', endpoint: 'readyz' },
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
