import { podEviction } from '../../../../src/detect/detectors/node/pod-eviction.js';
import { testDetector } from '../../../support/detector-tester.js';

const LOW =
  'The node was low on resource: ephemeral-storage. Threshold quantity: 2139512454, available: 1901788Ki. Container kafka was using 9421952Ki, request is 0, has larger consumption of ephemeral-storage. ';
const event = (message: string) => ({
  about: 'Pod/kafka/broker-0',
  reason: 'Evicted',
  message,
  component: 'kubelet',
  host: 'node-a',
  first: '10:05:00',
});
const failed = (reason: string, message: string) => ({
  kind: 'Pod',
  metadata: { namespace: 'shop', name: 'web-0', creationTimestamp: '2026-03-04T10:00:00Z' },
  spec: { nodeName: 'node-a', containers: [{ name: 'web' }] },
  status: { phase: 'Failed', reason, message, startTime: '2026-03-04T10:00:00Z' },
});

testDetector(podEviction, {
  fires: [
    {
      name: 'the node ran low',
      given: { events: [event(LOW)] },
      expect: [
        {
          type: 'kubelet-eviction',
          entity: 'Pod/kafka/broker-0',
          onset: '10:05:00',
          attrs: { resource: 'ephemeral-storage' },
        },
      ],
    },
    {
      name: 'its own limit',
      given: {
        events: [event('Pod ephemeral local storage usage exceeds the total limit of containers 1Gi. ')],
      },
      expect: [{ type: 'ephemeral-storage-exceeded', entity: 'Pod/kafka/broker-0' }],
      never: ['kubelet-eviction'],
    },
    {
      name: 'a failed pod that the kubelet refused',
      given: { objects: [failed('OutOfcpu', "Pod was rejected: Node didn't have enough resource: cpu")] },
      expect: [{ type: 'kubelet-admission-rejected', entity: 'Pod/shop/web-0', names: ['Node/node-a'] }],
    },
    {
      name: 'a pager repeats the words',
      given: {
        alerts: [
          {
            name: 'PodLifecycleWarning',
            at: '10:05:00',
            labels: { pod: 'broker-0', namespace: 'kafka' },
            annotations: { description: LOW },
          },
        ],
      },
      expect: [{ type: 'kubelet-eviction', entity: 'Pod/kafka/broker-0', onset: '10:05:00' }],
    },
  ],
  silent: [
    { name: 'a pod that failed by itself', given: { objects: [failed('Error', 'exit 1')] } },
    {
      name: 'an eviction that was asked for',
      given: {
        events: [{ ...event('Evicted pod: Underutilized'), reason: 'Disrupted', component: 'karpenter' }],
      },
    },
  ],
});
