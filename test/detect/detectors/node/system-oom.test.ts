import { systemOom } from '../../../../src/detect/detectors/node/system-oom.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(systemOom, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'system-oom',
            text: 'E0701 19:22:41.123456     876 oom_watcher_linux.go:86] "Got sys oom event" event="&{4711 java 2026-07-01 19:22:41 / / CONSTRAINT_NONE}"',
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
          type: 'system-oom',
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
