import { fsRemountReadonly } from '../../../../src/detect/detectors/host/fs-remount-readonly.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(fsRemountReadonly, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'fs-remount-readonly',
            text: '[12345.678901] EXT4-fs (sda1): Remounting filesystem read-only',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            node: 'node-a',
            program: 'kubelet',
          },
        ],
      },
      expect: [
        {
          type: 'fs-remount-readonly',
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
