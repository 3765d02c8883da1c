import { nodelocaldnsFault } from '../../../../src/detect/detectors/dns/nodelocaldns-fault.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (count: number) => ({
  id: 'nodelocaldns-fault',
  text: 'Failed to add non-existent interface nodelocaldns: operation not supported',
  at: '10:05:00',
  until: '10:06:00',
  count,
  node: 'node-a',
  pod: 'Pod/kube-system/node-local-dns-7x',
  container: 'node-cache',
});

testDetector(nodelocaldnsFault, {
  fires: [
    {
      name: 'the cache cannot bind',
      given: { messages: [said(12)] },
      expect: [
        { type: 'nodelocaldns-fault', entity: 'NodeService/node-a/node-local-dns', onset: '10:05:00' },
      ],
    },
  ],
  silent: [{ name: 'once at a start', given: { messages: [said(1)] } }],
});
