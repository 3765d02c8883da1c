import { appUncaughtException } from '../../../../src/detect/detectors/application/app-uncaught-exception.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(appUncaughtException, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-uncaught-exception',
            text: 'Traceback (most recent call last):\n  File "/app/main.py", line 3, in <module>\n    import flask',
            at: '10:05:00',
            until: '10:09:00',
            count: 3,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
          },
        ],
      },
      expect: [
        {
          type: 'app-uncaught-exception',
          entity: 'Pod/shop/web-0',
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
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
          },
        ],
      },
    },
  ],
});
