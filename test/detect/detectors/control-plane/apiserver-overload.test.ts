import { apiserverOverload } from '../../../../src/detect/detectors/control-plane/apiserver-overload.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(apiserverOverload, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'apiserver-overload',
            text: 'E0701 19:22:41.123456       1 reflector.go:178] k8s.io/client-go/informers/factory.go:134: Failed to list *v1.Pod: the server has received too many requests and has asked us to try again later (get pods)',
            at: '10:05:00',
            until: '10:09:00',
            count: 15,
            program: 'kube-apiserver',
          },
        ],
      },
      expect: [
        {
          type: 'apiserver-overload',
          entity: 'Component/kube-apiserver',
          onset: '10:05:00',
          open: false,
          attrs: { count: 15 },
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
            id: 'apiserver-overload',
            text: 'E0701 19:22:41.123456       1 reflector.go:178] k8s.io/client-go/informers/factory.go:134: Failed to list *v1.Pod: the server has received too many requests and has asked us to try again later (get pods)',
            at: '10:05:00',
            until: '10:09:00',
            count: 4,
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
