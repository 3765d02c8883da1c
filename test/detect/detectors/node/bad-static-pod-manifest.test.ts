import { badStaticPodManifest } from '../../../../src/detect/detectors/node/bad-static-pod-manifest.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (text: string) => ({
  id: 'bad-static-pod-manifest',
  text,
  at: '10:05:00',
  until: '10:09:00',
  count: 12,
  node: 'cp-1',
  program: 'kubelet',
});

testDetector(badStaticPodManifest, {
  fires: [
    {
      name: 'a manifest that does not parse',
      given: {
        messages: [
          said(
            'Can\'t process manifest file "/etc/kubernetes/manifests/kube-apiserver.yaml": yaml: line 12: mapping values are not allowed in this context',
          ),
        ],
      },
      expect: [{ type: 'bad-static-pod-manifest', entity: 'Node/cp-1', onset: '10:05:00' }],
    },
  ],
  silent: [
    {
      name: 'a worker without static pods',
      given: {
        messages: [
          said('Unable to read config path "/etc/kubernetes/manifests": path does not exist, ignoring'),
        ],
      },
    },
  ],
});
