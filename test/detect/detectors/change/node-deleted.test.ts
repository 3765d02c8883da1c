import { nodeDeleted } from '../../../../src/detect/detectors/change/node-deleted.js';
import { testDetector } from '../../../support/detector-tester.js';

const event = (reason: string, message: string) => ({
  about: 'Node/node-a',
  type: 'Normal' as const,
  reason,
  message,
  component: 'node-controller',
  first: '10:05:00',
});

testDetector(nodeDeleted, {
  fires: [
    {
      name: 'the node is removed',
      given: { events: [event('RemovingNode', 'Node node-a event: Removing Node node-a from Controller')] },
      expect: [{ type: 'node-deleted', entity: 'Node/node-a', onset: '10:05:00', severity: 1 }],
    },
  ],
  silent: [
    {
      name: 'a node joins',
      given: { events: [event('RegisteredNode', 'Node node-a event: Registered Node node-a in Controller')] },
    },
  ],
});
