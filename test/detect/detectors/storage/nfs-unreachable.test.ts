import { nfsUnreachable } from '../../../../src/detect/detectors/storage/nfs-unreachable.js';
import { testDetector } from '../../../support/detector-tester.js';

const waits = (count: number) => ({
  id: 'nfs-unreachable',
  text: 'nfs: server 10.0.9.9 not responding, still trying',
  fields: { server: '10.0.9.9' },
  at: '11:11:00',
  until: '11:50:00',
  count,
  node: 'node-a',
  program: 'kernel',
});

testDetector(nfsUnreachable, {
  fires: [
    {
      name: 'the kernel waits again and again',
      given: { messages: [waits(40)] },
      expect: [
        {
          type: 'nfs-unreachable',
          entity: 'External/10.0.9.9',
          onset: '11:11:00',
          attrs: { server: '10.0.9.9' },
          names: ['Node/node-a'],
        },
      ],
    },
  ],
  silent: [{ name: 'one short wait', given: { messages: [waits(1)] } }],
});
