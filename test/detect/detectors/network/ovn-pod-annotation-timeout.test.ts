import { ovnPodAnnotationTimeout } from '../../../../src/detect/detectors/network/ovn-pod-annotation-timeout.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(ovnPodAnnotationTimeout, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'ovn-pod-annotation-timeout',
            text: 'plugin type="ovn-k8s-cni-overlay" name="ovn-kubernetes" failed (add): CNI request failed with status 400: \'[shop/web-0 3f1a] failed to get pod annotation: timed out waiting for annotations: context deadline exceeded',
            at: '10:05:00',
            until: '10:09:00',
            count: 9,
            node: 'node-a',
            program: 'kubelet',
            fields: { reason: 'timeout' },
          },
        ],
      },
      expect: [
        {
          type: 'ovn-pod-annotation-timeout',
          entity: 'NodeNetwork/node-a',
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
            id: 'ovn-pod-annotation-timeout',
            text: 'plugin type="ovn-k8s-cni-overlay" name="ovn-kubernetes" failed (add): CNI request failed with status 400: \'[shop/web-0 3f1a] failed to get pod annotation: timed out waiting for annotations: context deadline exceeded',
            at: '10:05:00',
            until: '10:09:00',
            count: 2,
            node: 'node-a',
            program: 'kubelet',
            fields: { reason: 'timeout' },
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
            node: 'node-a',
            program: 'kubelet',
          },
        ],
      },
    },
  ],
});
