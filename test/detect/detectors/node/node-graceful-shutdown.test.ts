import { nodeGracefulShutdown } from '../../../../src/detect/detectors/node/node-graceful-shutdown.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(nodeGracefulShutdown, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'node-graceful-shutdown',
            text: 'I0701 19:22:41.123456     876 nodeshutdown_manager_linux.go:265] "Shutdown manager detected new shutdown event, isNodeShuttingDownNow" event=true',
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
          type: 'node-graceful-shutdown',
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
