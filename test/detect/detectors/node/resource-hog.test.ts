import { resourceHog } from '../../../../src/detect/detectors/node/resource-hog.js';
import { testDetector } from '../../../support/detector-tester.js';
import { node, podOf, stack } from '../../../support/objects.js';

const PRESSURE = node('node-1', {
  status: {
    conditions: [
      { type: 'Ready', status: 'True', lastTransitionTime: '2026-03-04T08:00:00Z' },
      { type: 'MemoryPressure', status: 'True', lastTransitionTime: '2026-03-04T11:40:00Z' },
    ],
  },
});
const evicted = (text: string) => ({
  about: podOf('shop/web'),
  reason: 'Evicted',
  type: 'Warning' as const,
  message: `The node was low on resource: ${text}`,
  first: '11:41:00',
});
const top = (bytes: number) => ({
  name: 'pod_memory_working_set_bytes',
  labels: { namespace: 'shop', pod: 'web-7d4b9c5f6d-x7k2p' },
  points: [['11:59:00', bytes]] as const,
});
const UID = '7d05bcbb-1797-481a-b4e1-4a16bf5de193';
const oom = (text: string, fields: Readonly<Record<string, string>>) => ({
  id: 'kernel-oom',
  text,
  at: '11:40:00',
  fields: { pid: '4711', process: 'java', ...fields },
  program: 'kernel',
  node: 'node-1',
});

testDetector(resourceHog, {
  fires: [
    {
      name: 'the eviction says who used the memory',
      given: {
        objects: [...stack('shop/web'), PRESSURE],
        events: [
          evicted(
            'memory. Threshold quantity: 100Mi, available: 61208Ki. Container web was using 6862480Ki, request is 128Mi, has larger consumption of memory. ',
          ),
        ],
      },
      expect: [
        {
          type: 'pod-memory-hog',
          entity: 'Deployment/shop/web',
          onset: '11:39:00',
          says: ['6.5Gi', 'node-1', '128Mi'],
          names: ['Node/node-1', podOf('shop/web')],
          evidence: 'was using 6862480Ki',
        },
      ],
    },
    {
      name: 'kubectl top on a node under pressure',
      given: { objects: [...stack('shop/web'), PRESSURE], metrics: [top(6 * 2 ** 30)] },
      expect: [{ type: 'pod-memory-hog', entity: 'Deployment/shop/web', attrs: { node: 'node-1' } }],
    },
    {
      name: 'the pod that the kernel killed, with its memory from the next line',
      given: {
        objects: [...stack('shop/web', { pod: { metadata: { uid: UID } } }), node('node-1')],
        messages: [
          oom('oom-kill:constraint=CONSTRAINT_NONE,task=java,pid=4711', { constraint: 'NONE', podUid: UID }),
          oom('Out of memory: Killed process 4711 (java) total-vm:9kB, anon-rss:6207504kB, file-rss:0kB', {}),
        ],
      },
      expect: [{ type: 'pod-memory-hog', entity: 'Deployment/shop/web', says: ['5.9Gi'] }],
    },
    {
      name: 'the disk',
      given: {
        objects: [...stack('shop/web'), node('node-1')],
        events: [
          evicted(
            'ephemeral-storage. Threshold quantity: 5Gi, available: 3Gi. Container web was using 61Gi, request is 0, has larger consumption of ephemeral-storage. ',
          ),
        ],
      },
      expect: [{ type: 'pod-disk-hog', entity: 'Deployment/shop/web', says: ['61Gi', 'nothing'] }],
    },
  ],
  silent: [
    {
      name: 'a small pod that was evicted first, and one within its request',
      given: {
        objects: [...stack('shop/web'), PRESSURE],
        events: [
          evicted(
            'memory. Container web was using 180Mi, request is 128Mi, has larger consumption of memory. ',
          ),
          evicted('memory. Container web was using 4Gi, request is 3Gi, has larger consumption of memory. '),
        ],
      },
    },
    {
      name: 'much memory on a node that has enough',
      given: { objects: [...stack('shop/web'), node('node-1')], metrics: [top(6 * 2 ** 30)] },
    },
  ],
});
