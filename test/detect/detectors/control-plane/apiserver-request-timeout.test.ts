import { apiserverRequestTimeout } from '../../../../src/detect/detectors/control-plane/apiserver-request-timeout.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(apiserverRequestTimeout, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'apiserver-request-timeout',
            text: 'Error from server (Timeout): the server was unable to return a response in the time allotted, but may still be processing the request (get pods)',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            program: 'kube-apiserver',
          },
        ],
      },
      expect: [
        {
          type: 'apiserver-request-timeout',
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
            id: 'apiserver-request-timeout',
            text: 'Error from server (Timeout): the server was unable to return a response in the time allotted, but may still be processing the request (get pods)',
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
