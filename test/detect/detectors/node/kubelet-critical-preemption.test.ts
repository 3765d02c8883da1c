import { kubeletCriticalPreemption } from '../../../../src/detect/detectors/node/kubelet-critical-preemption.js';
import { testDetector } from '../../../support/detector-tester.js';

const event = (reason: string, message: string) => ({
  about: 'Pod/shop/web-0',
  reason,
  message,
  component: 'kubelet',
  host: 'node-a',
  first: '10:05:00',
});

testDetector(kubeletCriticalPreemption, {
  fires: [
    {
      name: 'room for a static pod',
      given: { events: [event('Preempting', 'Preempted in order to admit critical pod')] },
      expect: [{ type: 'kubelet-critical-preemption', entity: 'Node/node-a', onset: '10:05:00' }],
    },
  ],
  silent: [
    {
      name: 'the scheduler preempts',
      given: { events: [event('Preempted', 'Preempted by pod 7d05 on node node-a')] },
    },
  ],
});
