import { neighbourTableFull } from '../../../../src/detect/detectors/host/neighbour-table-full.js';
import { testDetector } from '../../../support/detector-tester.js';

const full = (count: number) => ({
  id: 'neighbour-table-full',
  text: '[81000.412345] neighbour: arp_cache: neighbor table overflow!',
  at: '10:05:00',
  until: '10:09:00',
  count,
  node: 'node-a',
  program: 'kernel',
});

testDetector(neighbourTableFull, {
  fires: [
    {
      name: 'said again and again',
      given: { messages: [full(40)] },
      expect: [
        { type: 'neighbour-table-full', entity: 'Node/node-a', onset: '10:05:00', severity: 3, open: false },
      ],
    },
  ],
  silent: [{ name: 'a single line at boot', given: { messages: [full(1)] } }],
});
