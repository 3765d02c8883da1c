import { diskIoError } from '../../../../src/detect/detectors/host/disk-io-error.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(diskIoError, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'disk-io-error',
            text: '[12345.678901] EXT4-fs error (device sda1): ext4_find_entry:1455: inode #2: comm kubelet: reading directory lblock 0',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'kubelet',
            fields: { device: 'sda1' },
          },
        ],
      },
      expect: [
        {
          type: 'disk-io-error',
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
