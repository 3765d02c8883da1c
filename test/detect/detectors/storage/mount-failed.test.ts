import { mountFailed } from '../../../../src/detect/detectors/storage/mount-failed.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const CREATING = {
  status: {
    phase: 'Pending',
    containerStatuses: [
      { name: 'db', ready: false, restartCount: 0, state: { waiting: { reason: 'ContainerCreating' } } },
    ],
  },
};
const event = (reason: string, message: string, last = '11:59:00') => ({
  about: podOf('shop/db'),
  reason,
  message,
  first: '11:50:00',
  last,
  count: 9,
  component: 'kubelet',
});
const MULTI =
  'Multi-Attach error for volume "pv-1" Volume is already exclusively attached to one node and can\'t be attached to another';

testDetector(mountFailed, {
  fires: [
    {
      name: 'attached elsewhere, and the time-out that repeats it',
      given: {
        objects: stack('shop/db', { pod: CREATING }),
        events: [
          event('FailedAttachVolume', MULTI),
          event(
            'FailedMount',
            'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[data]: timed out waiting for the condition',
          ),
        ],
      },
      expect: [
        {
          type: 'multi-attach',
          entity: 'Deployment/shop/db',
          onset: '11:50:00',
          open: true,
          says: ['pv-1', 'another node'],
          attrs: { volume: 'pv-1' },
          names: [podOf('shop/db')],
        },
        { type: 'volume-mount-timeout', entity: 'Deployment/shop/db', attrs: { volume: 'data' } },
      ],
    },
    {
      name: 'a Secret volume without its Secret, cured since',
      given: {
        objects: stack('shop/db'),
        events: [
          event(
            'FailedMount',
            'MountVolume.SetUp failed for volume "certs" : secret "db-tls" not found',
            '11:53:00',
          ),
        ],
      },
      expect: [
        {
          type: 'mount-setup-failed',
          entity: 'Deployment/shop/db',
          open: false,
          severity: 1,
          names: ['Secret/shop/db-tls'],
        },
      ],
    },
    {
      name: 'no driver on the node',
      given: {
        objects: stack('shop/db', { pod: CREATING }),
        events: [
          event(
            'FailedMount',
            'MountVolume.MountDevice failed for volume "pv-1" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name ebs.csi.aws.com not found in the list of registered CSI drivers',
          ),
        ],
      },
      expect: [{ type: 'csi-driver-missing', entity: 'Deployment/shop/db', names: ['Node/node-1'] }],
    },
  ],
  silent: [
    {
      name: 'a pod being deleted',
      given: {
        objects: stack('shop/db'),
        events: [
          event(
            'FailedMount',
            'MountVolume.SetUp failed for volume "x" : object "shop"/"db-tls" not registered',
          ),
        ],
      },
    },
    {
      name: 'the first try of a mount',
      given: { objects: stack('shop/db'), events: [event('FailedAttachVolume', MULTI, '11:50:05')] },
    },
    {
      name: 'the pod has its volumes and waits for its image',
      given: {
        objects: stack('shop/db', {
          pod: {
            status: {
              phase: 'Pending',
              containerStatuses: [{ name: 'db', state: { waiting: { reason: 'ImagePullBackOff' } } }],
            },
          },
        }),
        events: [
          event(
            'FailedMount',
            'MountVolume.SetUp failed for volume "t" : failed to sync secret cache: timed out waiting for the condition',
            '11:50:02',
          ),
        ],
      },
    },
  ],
});
