import { podPreempted } from '../../../../src/detect/detectors/scheduling/pod-preempted.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object, pod, podOf, stack } from '../../../support/objects.js';

const scanner = [
  object('DaemonSet', 'security/scanner'),
  pod('security/scanner-x2v4t', 'DaemonSet/scanner', {
    metadata: { uid: '0b6d9b6c-3b8a-4a43-9b2f-5f1c6d1e7a90' },
  }),
];

testDetector(podPreempted, {
  fires: [
    {
      name: 'named by namespace and name',
      given: {
        objects: [...stack('policy/engine'), ...scanner],
        events: [
          {
            about: podOf('policy/engine'),
            reason: 'Preempted',
            message: 'Preempted by security/scanner-x2v4t on node node-2',
            type: 'Normal',
            first: '11:10:11',
            component: 'default-scheduler',
          },
        ],
      },
      expect: [
        {
          type: 'pod-preempted',
          entity: 'Deployment/policy/engine',
          onset: '11:10:11',
          says: ['from node-2', 'DaemonSet security/scanner'],
          attrs: { pods: 1, node: 'node-2' },
          names: ['DaemonSet/security/scanner', 'Node/node-2'],
        },
        {
          type: 'priority-preemptor',
          entity: 'DaemonSet/security/scanner',
          names: ['Deployment/policy/engine'],
        },
      ],
    },
    {
      name: 'named by uid',
      given: {
        objects: [...stack('policy/engine'), ...scanner],
        events: [
          {
            about: podOf('policy/engine'),
            reason: 'Preempted',
            message: 'Preempted by pod 0b6d9b6c-3b8a-4a43-9b2f-5f1c6d1e7a90 on node node-2',
            type: 'Normal',
            first: '11:10:11',
          },
        ],
      },
      expect: [
        { type: 'pod-preempted', entity: 'Deployment/policy/engine', names: ['Pod/security/scanner-x2v4t'] },
        { type: 'priority-preemptor', entity: 'DaemonSet/security/scanner' },
      ],
    },
  ],
  silent: [
    {
      name: 'the kubelet preempts for a static pod, or evicts',
      given: {
        objects: stack('policy/engine'),
        events: [
          {
            about: podOf('policy/engine'),
            reason: 'Preempting',
            message: 'Preempted in order to admit critical pod',
            first: '11:00:00',
          },
          {
            about: podOf('policy/engine'),
            reason: 'Evicted',
            message: 'The node was low on resource: memory.',
            first: '11:00:00',
          },
        ],
      },
    },
  ],
});
