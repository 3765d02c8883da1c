import { mountRefused } from '../../../../src/detect/detectors/storage/mount-refused.js';
import { testDetector } from '../../../support/detector-tester.js';
import { node, podOf, stack } from '../../../support/objects.js';

const CREATING = {
  status: {
    phase: 'Pending',
    containerStatuses: [
      { name: 'db', ready: false, restartCount: 0, state: { waiting: { reason: 'ContainerCreating' } } },
    ],
  },
};
const failed = (message: string, last = '11:59:00') => ({
  about: podOf('shop/db'),
  reason: 'FailedMount',
  message,
  first: '11:50:00',
  last,
  count: 9,
  component: 'kubelet',
});
const NFS =
  'MountVolume.SetUp failed for volume "share" : mount failed: exit status 32\nMounting command: mount\nMounting arguments: -t nfs 192.168.9.5:/exports/db /var/lib/kubelet/pods/1/volumes/kubernetes.io~nfs/share\nOutput: ';
const given = (message: string, last?: string) => ({
  objects: [...stack('shop/db', { pod: CREATING }), node('node-1')],
  events: [failed(message, last)],
});
const PV = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'pv-7', creationTimestamp: '2026-03-01T00:00:00Z' },
};

testDetector(mountRefused, {
  fires: [
    {
      name: 'the node has no nfs-common',
      given: given(
        `${NFS}mount: /var/lib/kubelet/pods/1: bad option; for several filesystems (e.g. nfs, cifs) you might need a /sbin/mount.<type> helper program.\n`,
      ),
      expect: [
        {
          type: 'mount-helper-missing',
          entity: 'Node/node-1',
          onset: '11:50:00',
          open: true,
          says: ['Deployment shop/db', 'helper program'],
          names: ['Deployment/shop/db', podOf('shop/db')],
          evidence: 'exit status 32',
        },
      ],
    },
    {
      name: 'the file server denies the export',
      given: given(`${NFS}mount.nfs: access denied by server while mounting 192.168.9.5:/exports/db\n`),
      expect: [{ type: 'mount-denied', entity: 'Deployment/shop/db', says: ['access denied by server'] }],
    },
    {
      name: 'a socket of the node that is not there',
      given: given(
        'MountVolume.SetUp failed for volume "sock" : hostPath type check failed: /run/agent.sock is not a socket file',
      ),
      expect: [{ type: 'host-path-missing', entity: 'Deployment/shop/db', says: ['/run/agent.sock'] }],
    },
    {
      name: 'a file system that fsck cannot mend, told of its volume',
      given: {
        objects: [...stack('shop/db', { pod: CREATING }), PV],
        events: [
          failed(
            'MountVolume.MountDevice failed for volume "pv-7" : rpc error: code = Internal desc = \'fsck\' found errors on device /dev/nvme1n1 but could not correct them: fsck from util-linux 2.34',
          ),
        ],
      },
      expect: [{ type: 'volume-filesystem-damaged', entity: 'PersistentVolume/pv-7' }],
    },
    {
      name: 'a secret store that does not hand the secret over',
      given: given(
        'MountVolume.SetUp failed for volume "vault" : rpc error: code = Unknown desc = failed to mount secrets store objects for pod shop/db-7d4b9c5f6d-x7k2p, err: rpc error: code = Unknown desc = error making mount request: permission denied',
      ),
      expect: [{ type: 'secret-store-failed', entity: 'Deployment/shop/db', says: ['permission denied'] }],
    },
  ],
  silent: [
    {
      name: 'a mount that came with the second try',
      given: {
        objects: stack('shop/db'),
        events: [{ ...failed('MountVolume.SetUp failed for volume "sock" : hostPath type check failed: /run/agent.sock is not a socket file', '11:50:10'), count: 2 }], // prettier-ignore
      },
    },
    {
      name: 'a server that does not answer, a missing Secret and a volume attached elsewhere',
      given: {
        objects: stack('shop/db', { pod: CREATING }),
        events: [
          failed(`${NFS}mount.nfs: Connection timed out\n`),
          failed('MountVolume.SetUp failed for volume "certs" : secret "db-tls" not found'),
          failed('Multi-Attach error for volume "pv-1" Volume is already used by pod(s) db-0'),
        ],
      },
    },
  ],
});
