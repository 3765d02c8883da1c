import { nfsUnreachable } from '../../../../src/detect/detectors/storage/nfs-unreachable.js';
import { testDetector } from '../../../support/detector-tester.js';

const waits = (count: number) => ({
  id: 'nfs-unreachable',
  text: 'nfs: server 10.0.9.9 not responding, still trying',
  fields: { server: '10.0.9.9' },
  at: '11:11:00',
  until: '11:50:00',
  count,
  node: 'node-a',
  program: 'kernel',
});

const mount = (message: string) => ({
  about: 'Pod/shop/web-0',
  reason: 'FailedMount',
  type: 'Warning' as const,
  message,
  first: '11:20:00',
  last: '11:58:00',
  count: 12,
});

testDetector(nfsUnreachable, {
  fires: [
    {
      name: 'the kernel waits again and again',
      given: { messages: [waits(40)] },
      expect: [
        {
          type: 'nfs-unreachable',
          entity: 'External/10.0.9.9',
          onset: '11:11:00',
          attrs: { server: '10.0.9.9' },
          names: ['Node/node-a'],
        },
      ],
    },
    {
      name: 'the kubelet cannot mount from it',
      given: {
        events: [
          mount(
            'MountVolume.SetUp failed for volume "share" : mount failed: exit status 32\nMounting command: mount\nMounting arguments: -t nfs -o vers=4.1 10.0.9.9:/exports/web /var/lib/kubelet/pods/1/volumes/kubernetes.io~nfs/share\nOutput: mount.nfs: Connection timed out\n',
          ),
        ],
        snapshots: [
          {
            object: {
              kind: 'Pod',
              metadata: { namespace: 'shop', name: 'web-0' },
              status: { phase: 'Pending', printedStatus: 'ContainerCreating' },
            },
            shape: 'row',
          },
        ],
      },
      expect: [
        {
          type: 'nfs-unreachable',
          entity: 'External/10.0.9.9',
          onset: '11:20:00',
          open: true,
          severity: 3,
          names: ['Pod/shop/web-0'],
          evidence: 'Connection timed out',
        },
      ],
    },
  ],
  silent: [
    {
      name: 'a server that answers and refuses',
      given: {
        events: [
          mount(
            'MountVolume.SetUp failed: Mounting arguments: -t nfs 10.0.9.9:/x /y\nOutput: mount.nfs: access denied by server while mounting 10.0.9.9:/x\n',
          ),
        ],
      },
    },
    { name: 'one short wait', given: { messages: [waits(1)] } },
  ],
});
