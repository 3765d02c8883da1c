import { schedulingGated } from '../../../../src/detect/detectors/scheduling/scheduling-gated.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const GATED = {
  status: {
    phase: 'Pending',
    conditions: [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'SchedulingGated',
        message: 'Scheduling is blocked due to non-empty scheduling gates',
        lastTransitionTime: '2026-03-04T10:00:00Z',
      },
    ],
  },
};

testDetector(schedulingGated, {
  fires: [
    {
      name: 'a pod behind a gate',
      given: { objects: stack('batch/train', { pod: GATED }) },
      expect: [
        {
          type: 'scheduling-gated',
          entity: 'Deployment/batch/train',
          onset: '10:00:00',
          severity: 1,
          names: [podOf('batch/train')],
        },
      ],
    },
  ],
  silent: [{ name: 'a scheduled pod', given: { objects: stack('batch/train') } }],
});
