import { runAsRootRefused } from '../../../../src/detect/detectors/workload/run-as-root-refused.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const waiting = (message: string) =>
  stack('shop/web', {
    pod: {
      status: {
        phase: 'Pending',
        conditions: [{ type: 'Ready', status: 'False' }],
        containerStatuses: [
          {
            name: 'web',
            ready: false,
            restartCount: 0,
            state: { waiting: { reason: 'CreateContainerConfigError', message } },
          },
        ],
      },
    },
  });

testDetector(runAsRootRefused, {
  fires: [
    {
      name: 'by the state of the container',
      given: {
        objects: waiting(
          'container has runAsNonRoot and image will run as root (pod: "web_shop(1)", container: web)',
        ),
      },
      expect: [{ type: 'run-as-root-refused', entity: 'Deployment/shop/web', says: ['as root'] }],
    },
    {
      name: 'by the event, for a user that is given by name',
      given: {
        objects: waiting('container has runAsNonRoot'),
        events: [
          {
            about: podOf('shop/web'),
            reason: 'Failed',
            message:
              'Error: container has runAsNonRoot and image has non-numeric user (nginx), cannot verify user is non-root (pod: "web_shop(1)", container: web)',
            first: '10:00:00',
          },
        ],
      },
      expect: [{ type: 'run-as-root-refused', entity: 'Deployment/shop/web', says: ['"nginx"'] }],
    },
  ],
  silent: [
    { name: 'another configuration error', given: { objects: waiting('secret "db" not found') } },
    { name: 'a container that runs', given: { objects: stack('shop/web') } },
  ],
});
