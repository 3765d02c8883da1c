import { corednsCorefileInvalid } from '../../../../src/detect/detectors/dns/coredns-corefile-invalid.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (id: string, text: string) => ({
  id,
  text,
  at: '10:05:00',
  count: 4,
  pod: 'Pod/kube-system/coredns-5bd7fb59db-x2x4k',
  container: 'coredns',
});

testDetector(corednsCorefileInvalid, {
  fires: [
    {
      name: 'a change that does not parse',
      given: {
        messages: [
          said(
            'coredns-corefile-invalid',
            'plugin/reload: Corefile changed but reload failed: Corefile:9 - Error during parsing: Unknown directive',
          ),
        ],
      },
      expect: [
        { type: 'coredns-corefile-invalid', entity: 'ConfigMap/kube-system/coredns', onset: '10:05:00' },
      ],
    },
  ],
  silent: [
    {
      name: 'a reload that works',
      given: { messages: [said('coredns-started', 'plugin/reload: Running configuration SHA512 = 591cf3')] },
    },
  ],
});
