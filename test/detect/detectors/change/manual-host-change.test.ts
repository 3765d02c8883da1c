import { manualHostChange } from '../../../../src/detect/detectors/change/manual-host-change.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(manualHostChange, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'manual-host-change',
            text: 'Jul 01 19:22:41 node-7 sudo[4711]: alice : TTY=pts/0 ; PWD=/root ; USER=root ; COMMAND=/usr/bin/systemctl stop kubelet',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'sudo',
            fields: { person: 'alice', command: '/usr/bin/systemctl stop kubelet' },
          },
        ],
      },
      expect: [
        {
          type: 'manual-host-change',
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
            program: 'sudo',
          },
        ],
      },
    },
  ],
});
