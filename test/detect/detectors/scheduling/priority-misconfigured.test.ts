import { priorityMisconfigured } from '../../../../src/detect/detectors/scheduling/priority-misconfigured.js';
import { testDetector } from '../../../support/detector-tester.js';
import { deployment, object, podOf, stack, template } from '../../../support/objects.js';

const HIGH = object('PriorityClass', 'agent-critical', { value: 1_000_000_000, globalDefault: false });
const AGENT = deployment(
  'security/agent',
  template({ priorityClassName: 'agent-critical', containers: [{ name: 'agent', image: 'agent:1' }] }),
);
const PREEMPTED = {
  about: podOf('policy/engine'),
  reason: 'Preempted',
  message: 'Preempted by a pod on node node-2',
  first: '11:00:00',
};

testDetector(priorityMisconfigured, {
  fires: [
    {
      name: 'a class at the top that pushed another workload out',
      given: { objects: [HIGH, AGENT, ...stack('policy/engine')], events: [PREEMPTED] },
      expect: [
        {
          type: 'priority-misconfigured',
          entity: 'PriorityClass/agent-critical',
          severity: 0,
          names: ['Deployment/security/agent'],
          attrs: { value: 1_000_000_000 },
        },
        { type: 'priority-missing', entity: 'Deployment/policy/engine', severity: 0 },
      ],
    },
  ],
  silent: [
    {
      name: 'the same class while nothing is preempted',
      given: { objects: [HIGH, AGENT, ...stack('policy/engine')] },
    },
  ],
});
