import { finalizerStuck } from '../../../../src/detect/detectors/control-plane/finalizer-stuck.js';
import { testDetector } from '../../../support/detector-tester.js';

const deleted = (kind: string, at: string, more: object) => ({
  kind,
  metadata: { name: 'old', deletionTimestamp: at, ...more },
});

const terminating = (since: string) => ({
  kind: 'Namespace',
  metadata: { name: 'old' },
  status: {
    phase: 'Terminating',
    conditions: [
      {
        type: 'NamespaceContentRemaining',
        status: 'True',
        lastTransitionTime: since,
        message: 'widgets.acme.io has 1 resource instances',
      },
      {
        type: 'NamespaceFinalizersRemaining',
        status: 'True',
        lastTransitionTime: since,
        message: 'finalizers remaining: widgets.acme.io/cleanup in 1 resource instances',
      },
    ],
  },
});

testDetector(finalizerStuck, {
  fires: [
    {
      name: 'a namespace that kubectl describes, without a time of deletion',
      given: { snapshots: [{ shape: 'described', object: terminating('2026-03-04T10:05:00Z') }] },
      expect: [
        {
          type: 'namespace-stuck-terminating',
          entity: 'Namespace/old',
          onset: '10:05:00',
          says: ['widgets.acme.io/cleanup'],
        },
      ],
    },
    {
      name: 'a namespace and a volume that stay',
      given: {
        objects: [
          {
            ...deleted('Namespace', '2026-03-04T10:05:00Z', {}),
            spec: { finalizers: ['kubernetes'] },
            status: {
              phase: 'Terminating',
              conditions: [
                {
                  type: 'NamespaceDeletionDiscoveryFailure',
                  status: 'True',
                  reason: 'DiscoveryFailed',
                  message: 'metrics.k8s.io/v1beta1: stale',
                },
              ],
            },
          },
          deleted('PersistentVolume', '2026-03-04T10:05:00Z', {
            finalizers: ['kubernetes.io/pv-protection'],
          }),
        ],
      },
      expect: [
        { type: 'namespace-stuck-terminating', entity: 'Namespace/old', onset: '10:05:00', severity: 2 },
        { type: 'finalizer-stuck', entity: 'PersistentVolume/old', onset: '10:05:00' },
      ],
    },
    {
      name: 'a namespace that kubectl describe shows, without the time of its deletion',
      given: {
        snapshots: [
          {
            shape: 'described',
            object: {
              kind: 'Namespace',
              metadata: { name: 'pay' },
              status: {
                phase: 'Terminating',
                conditions: [
                  {
                    type: 'NamespaceFinalizersRemaining',
                    status: 'True',
                    message:
                      'Some content has finalizers remaining: kubernetes.io/pvc-protection in 1 resource instances',
                    lastTransitionTime: '2026-03-04T11:14:09Z',
                  },
                ],
              },
            },
          },
        ],
      },
      expect: [
        {
          type: 'namespace-stuck-terminating',
          entity: 'Namespace/pay',
          onset: '11:14:09',
          says: ['pvc-protection'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'a namespace that kubectl describes, whose deletion began a moment ago',
      given: { snapshots: [{ shape: 'described', object: terminating('2026-03-04T11:57:00Z') }] },
    },
    {
      name: 'deleted a moment ago',
      given: { objects: [deleted('PersistentVolume', '2026-03-04T11:58:00Z', { finalizers: ['x'] })] },
    },
    {
      name: 'a pod without finalizers is a matter of its node',
      given: { objects: [deleted('Pod', '2026-03-04T10:05:00Z', { namespace: 'shop' })] },
    },
  ],
});
