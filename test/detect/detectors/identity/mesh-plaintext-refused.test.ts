import { meshPlaintextRefused } from '../../../../src/detect/detectors/identity/mesh-plaintext-refused.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const closed = (count: number) => ({
  id: 'mesh-plaintext-refused',
  text: '[2026-03-04T10:31:15.001Z] "- - -" 0 NR filter_chain_not_found - "-" 0 0 0 - "-" "-" "-" "-" "-" - - 10.42.0.6:8080 10.42.1.9:41000 - -',
  at: '10:31:15',
  until: '10:50:00',
  count,
  pod: podOf('shop/web'),
  container: 'istio-proxy',
  program: 'istio-proxy',
});

testDetector(meshPlaintextRefused, {
  fires: [
    {
      name: 'every connection of an ingress controller outside of the mesh',
      given: { objects: stack('shop/web'), messages: [closed(200)] },
      expect: [
        { type: 'mesh-plaintext-refused', entity: 'Deployment/shop/web', onset: '10:31:15', severity: 2 },
      ],
    },
  ],
  silent: [
    { name: 'a scanner that knocks twice', given: { objects: stack('shop/web'), messages: [closed(2)] } },
  ],
});
