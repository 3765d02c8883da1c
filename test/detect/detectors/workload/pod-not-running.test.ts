import { podNotRunning } from '../../../../src/detect/detectors/workload/pod-not-running.js';
import { testDetector } from '../../../support/detector-tester.js';
import { stack } from '../../../support/objects.js';

/** A pod as a row of `kubectl get pods` gives it. */
const row = (name: string, printedStatus: string, ready = 'False', created = '2026-03-04T11:30:00Z') => ({
  object: {
    kind: 'Pod',
    metadata: { namespace: 'shop', name, creationTimestamp: created },
    status: { printedStatus, conditions: [{ type: 'Ready', status: ready }] },
  },
  shape: 'row' as const,
});
const A = 'web-7d4b9c5f6d-x7k2p';
const B = 'web-7d4b9c5f6d-q4n8z';

testDetector(podNotRunning, {
  fires: [
    {
      name: 'a pull that fails, by its STATUS alone',
      given: { snapshots: [row(A, 'ImagePullBackOff')] },
      expect: [
        {
          type: 'pod-not-running',
          entity: `Pod/shop/${A}`,
          onset: '11:30:00',
          open: true,
          severity: 2,
          says: ['ImagePullBackOff', 'its image cannot be pulled', 'would tell why'],
          attrs: { status: 'ImagePullBackOff' },
        },
      ],
    },
    {
      name: 'an init container that fails, and two of a kind told as one',
      given: { snapshots: [row(A, 'Init:Error'), row(B, 'Init:Error')] },
      expect: [{ type: 'pod-not-running', entity: `Pod/shop/${B}`, says: ['2 pods'], attrs: { pods: 2 } }],
    },
    {
      name: 'all replicas evicted and none in their place',
      given: { snapshots: [row(A, 'Evicted'), row(B, 'Evicted')] },
      expect: [{ type: 'pod-not-running', entity: `Pod/shop/${B}`, says: ['no other pod took its place'] }],
    },
  ],
  silent: [
    { name: 'a pod on its way up', given: { snapshots: [row(A, 'ContainerCreating', 'False', '2026-03-04T11:58:30Z')] } }, // prettier-ignore
    {
      name: 'evicted pods of last week beside those that run',
      given: { snapshots: [row(A, 'Evicted'), row(B, 'Running', 'True')] },
    },
    { name: 'a completed pod', given: { snapshots: [row('report-29531', 'Completed')] } },
    {
      name: 'a crash loop, which has a condition of its own',
      given: { snapshots: [row(A, 'CrashLoopBackOff')] },
    },
    { name: 'a healthy pod in full', given: { objects: stack('shop/web') } },
    {
      name: 'a pod of which an event tells why',
      given: {
        snapshots: [row(A, 'ContainerCreating')],
        events: [
          {
            about: `Pod/shop/${A}`,
            reason: 'FailedMount',
            message: 'MountVolume.SetUp failed for volume "c" : configmap "web" not found',
            type: 'Warning',
            first: '11:58:00',
          },
        ],
      },
    },
  ],
});
