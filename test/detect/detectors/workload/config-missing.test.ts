import { configMissing } from '../../../../src/detect/detectors/workload/config-missing.js';
import { testDetector } from '../../../support/detector-tester.js';
import { object, podOf, stack } from '../../../support/objects.js';

const waits = (message: string) => ({
  metadata: { creationTimestamp: '2026-03-04T11:00:00Z' },
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
});
const failed = (reason: string, message: string, last = '11:59:00') => ({
  about: podOf('shop/web'),
  reason,
  message,
  first: '11:00:02',
  last,
  count: 12,
  component: 'kubelet',
});

testDetector(configMissing, {
  fires: [
    {
      name: 'a Secret for variables',
      given: {
        objects: stack('shop/web', {
          pod: waits('secret "db-auth" not found'),
          deployment: { status: { readyReplicas: 0, availableReplicas: 0 } },
        }),
        events: [failed('Failed', 'Error: secret "db-auth" not found')],
      },
      expect: [
        {
          type: 'secret-missing',
          entity: 'Deployment/shop/web',
          onset: '11:00:02',
          open: true,
          severity: 3,
          says: ['Secret shop/db-auth', 'does not exist'],
          attrs: { object: 'db-auth', how: 'environment' },
          names: ['Secret/shop/db-auth', podOf('shop/web')],
        },
        { type: 'config-missing', entity: podOf('shop/web'), severity: 2, names: ['Deployment/shop/web'] },
      ],
    },
    {
      name: 'a ConfigMap for a volume',
      given: {
        objects: stack('shop/web', { pod: waits('') }),
        events: [
          failed(
            'FailedMount',
            'MountVolume.SetUp failed for volume "settings" : configmap "settings" not found',
          ),
        ],
      },
      expect: [
        {
          type: 'config-map-missing',
          entity: 'Deployment/shop/web',
          attrs: { how: 'volume' },
          names: ['ConfigMap/shop/settings'],
        },
      ],
    },
    {
      name: 'a key',
      given: {
        objects: [
          ...stack('shop/web', { pod: waits("couldn't find key url in ConfigMap shop/settings") }),
          object('ConfigMap', 'shop/settings', { data: {} }),
        ],
      },
      expect: [
        {
          type: 'config-key-missing',
          entity: 'Deployment/shop/web',
          says: ['key url', 'does not exist'],
          attrs: { key: 'url', object: 'settings' },
        },
      ],
    },
    {
      name: 'by the log of the kubelet',
      given: {
        objects: stack('shop/web', { pod: waits('') }),
        messages: [
          {
            id: 'config-missing',
            text: 'Error syncing pod, skipping: CreateContainerConfigError: "secret \\"db-auth\\" not found"',
            at: '11:00:00',
            until: '11:50:00',
            fields: { pod: podOf('shop/web').slice(4) },
            program: 'kubelet',
            node: 'node-1',
          },
        ],
      },
      expect: [{ type: 'secret-missing', entity: 'Deployment/shop/web' }],
    },
  ],
  silent: [
    {
      name: 'it came within seconds',
      given: {
        objects: stack('shop/web', {
          pod: {
            status: {
              containerStatuses: [
                { name: 'web', ready: true, state: { running: { startedAt: '2026-03-04T11:00:10Z' } } },
              ],
            },
          },
        }),
        events: [failed('Failed', 'Error: secret "db-auth" not found', '11:00:04')],
      },
    },
    {
      name: 'a pod being deleted',
      given: {
        objects: stack('shop/web'),
        events: [
          failed(
            'FailedMount',
            'MountVolume.SetUp failed for volume "x" : object "shop"/"db-auth" not registered',
          ),
        ],
      },
    },
  ],
});
