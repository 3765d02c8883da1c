import { taintEviction } from '../../../../src/detect/detectors/node/taint-eviction.js';
import { testDetector } from '../../../support/detector-tester.js';

const pod = {
  kind: 'Pod',
  metadata: { namespace: 'shop', name: 'web-0' },
  spec: { nodeName: 'node-a', containers: [] },
};
const event = (message: string, first: string) => ({
  about: 'Pod/shop/web-0',
  type: 'Normal' as const,
  reason: 'TaintManagerEviction',
  message,
  component: 'taint-eviction-controller',
  first,
});

testDetector(taintEviction, {
  fires: [
    {
      name: 'marked for deletion',
      given: { objects: [pod], events: [event('Marking for deletion Pod shop/web-0', '10:05:00')] },
      expect: [
        { type: 'taint-eviction', entity: 'Node/node-a', onset: '10:05:00', names: ['Pod/shop/web-0'] },
      ],
    },
  ],
  silent: [
    {
      name: 'the node came back in time',
      given: {
        objects: [pod],
        events: [
          event('Marking for deletion Pod shop/web-0', '10:05:00'),
          event('Cancelling deletion of Pod shop/web-0', '10:06:00'),
        ],
      },
    },
  ],
});
