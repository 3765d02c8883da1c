import { diskFull } from '../../../../src/detect/detectors/host/disk-full.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(diskFull, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-disk-full',
            text: 'write /data/wal/000012: no space left on device',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'kubelet',
            fields: { path: '/data/wal/000012' },
          },
        ],
      },
      expect: [
        {
          type: 'disk-full',
          entity: 'Node/node-a',
          onset: '10:05:00',
          open: false,
          attrs: { count: 3 },
        },
      ],
    },
  ],
  silent: [
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
