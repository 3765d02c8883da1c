import { hostPortConflict } from '../../../../src/detect/detectors/scheduling/host-port-conflict.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack, template, waiting } from '../../../support/objects.js';

const MESSAGE = "0/2 nodes are available: 2 node(s) didn't have free ports for the requested pod ports.";

testDetector(hostPortConflict, {
  fires: [
    {
      name: 'two workloads want one port of the node',
      given: {
        objects: waiting(
          'shop/web',
          MESSAGE,
          template({
            containers: [{ name: 'web', image: 'web:1', ports: [{ containerPort: 80, hostPort: 80 }] }],
          }),
        ),
      },
      expect: [
        {
          type: 'host-port-conflict',
          entity: 'Deployment/shop/web',
          onset: '11:00:00',
          severity: 3,
          says: ['port 80'],
          attrs: { ports: '80', excluded: 2 },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'for a moment during a rollout',
      given: {
        objects: stack('shop/web'),
        events: [
          {
            about: podOf('shop/web'),
            reason: 'FailedScheduling',
            message: MESSAGE,
            first: '11:00:00',
            component: 'default-scheduler',
          },
          {
            about: podOf('shop/web'),
            reason: 'Scheduled',
            message: 'Successfully assigned shop/x to node-1',
            type: 'Normal',
            first: '11:01:00',
          },
        ],
      },
    },
  ],
});
