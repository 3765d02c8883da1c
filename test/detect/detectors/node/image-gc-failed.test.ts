import { imageGcFailed } from '../../../../src/detect/detectors/node/image-gc-failed.js';
import { testDetector } from '../../../support/detector-tester.js';

testDetector(imageGcFailed, {
  fires: [
    {
      name: 'said again and again',
      given: {
        messages: [
          {
            id: 'image-gc-failed',
            text: 'E0701 19:22:41.123456     876 kubelet.go:1302] "Image garbage collection failed multiple times in a row" err="failed to garbage collect required amount of images. Attempted to free 3221225472 bytes, but only found 0 bytes eligible to free."',
            at: '10:05:00',
            until: '10:09:00',
            count: 6,
            node: 'node-a',
            program: 'kubelet',
          },
        ],
      },
      expect: [
        {
          type: 'image-gc-failed',
          entity: 'Node/node-a',
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
            id: 'image-gc-failed',
            text: 'E0701 19:22:41.123456     876 kubelet.go:1302] "Image garbage collection failed multiple times in a row" err="failed to garbage collect required amount of images. Attempted to free 3221225472 bytes, but only found 0 bytes eligible to free."',
            at: '10:05:00',
            until: '10:09:00',
            count: 1,
            node: 'node-a',
            program: 'kubelet',
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
            node: 'node-a',
            program: 'kubelet',
          },
        ],
      },
    },
  ],
});
