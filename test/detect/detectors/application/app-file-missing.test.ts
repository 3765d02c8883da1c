import { appFileMissing } from '../../../../src/detect/detectors/application/app-file-missing.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(appFileMissing, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'app-file-missing',
            text: 'open /etc/app/config.yaml: no such file or directory',
            at: '10:05:00',
            until: '10:09:00',
            count: 6,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { path: '/etc/app/config.yaml' },
          },
        ],
      },
      expect: [
        {
          type: 'app-file-missing',
          entity: 'Pod/shop/web-0',
          onset: '10:05:00',
          open: false,
          attrs: { count: 6 },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'said less often than counts',
      given: {
        messages: [
          {
            id: 'app-file-missing',
            text: 'open /etc/app/config.yaml: no such file or directory',
            at: '10:05:00',
            until: '10:09:00',
            count: 1,
            pod: 'Pod/shop/web-0',
            container: 'web',
            node: 'node-a',
            fields: { path: '/etc/app/config.yaml' },
          },
        ],
      },
    },
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
