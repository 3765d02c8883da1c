import { containerRefused } from '../../../../src/detect/detectors/workload/container-refused.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const waits = (reason: string, message: string) => ({
  metadata: { creationTimestamp: '2026-03-04T11:30:00Z' },
  status: {
    phase: 'Pending',
    containerStatuses: [
      { name: 'web', ready: false, restartCount: 0, state: { waiting: { reason, message } } },
    ],
  },
});
const event = (message: string, reason = 'Failed') => ({
  about: podOf('shop/web'),
  reason,
  type: 'Warning' as const,
  message,
  first: '11:30:05',
  last: '11:59:00',
  count: 40,
});
const RUNC =
  'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ';
const FILE = `${RUNC}error mounting "/var/lib/kubelet/pods/1/volume-subpaths/conf/web/0" to rootfs at "/etc/web/app.yml": mount ...: not a directory: unknown`;

testDetector(containerRefused, {
  fires: [
    {
      name: 'a file onto a directory',
      given: {
        objects: stack('shop/web', { pod: waits('RunContainerError', FILE) }),
        events: [event(`Error: ${FILE}`)],
      },
      expect: [
        {
          type: 'mount-path-mismatch',
          entity: 'Deployment/shop/web',
          onset: '11:30:05',
          open: true,
          says: ['/etc/web/app.yml', 'not a directory'],
          names: [podOf('shop/web')],
          evidence: 'not a directory',
        },
      ],
    },
    {
      name: 'a seccomp profile that the node lacks, by the state alone',
      given: {
        objects: stack('shop/web', {
          pod: waits('CreateContainerError', 'failed to create containerd container: cannot load seccomp profile "/var/lib/kubelet/seccomp/web.json": open: no such file or directory'), // prettier-ignore
        }),
      },
      expect: [{ type: 'security-profile-missing', entity: 'Deployment/shop/web', says: ['web.json'] }],
    },
    {
      name: 'a runtime class that the node lacks',
      given: {
        objects: stack('shop/web', { pod: { status: { phase: 'Pending', containerStatuses: [] } } }),
        events: [
          event(
            'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for "gvisor" is configured',
            'FailedCreatePodSandBox',
          ),
        ],
      },
      expect: [{ type: 'runtime-class-missing', entity: 'Deployment/shop/web', says: ['gvisor'] }],
    },
    {
      name: 'a GPU that is not handed over',
      given: {
        objects: stack('shop/web', {
          pod: waits('RunContainerError', `${RUNC}error running hook #0: nvidia-container-cli: initialization error: nvml error: driver not loaded: unknown`), // prettier-ignore
        }),
      },
      expect: [{ type: 'device-unavailable', entity: 'Deployment/shop/web', says: ['driver not loaded'] }],
    },
    {
      name: 'another reason, in the words of the runtime',
      given: {
        objects: stack('shop/web', { pod: waits('RunContainerError', `${RUNC}mkdir /srv: read-only file system: unknown`) }), // prettier-ignore
      },
      expect: [
        {
          type: 'container-create-failed',
          entity: 'Deployment/shop/web',
          says: ['mkdir /srv: read-only file system'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'a missing command, a missing key, a memory limit, an echo of a time-out',
      given: {
        objects: stack('shop/web', {
          pod: waits('CreateContainerConfigError', "couldn't find key password in Secret shop/db"),
        }),
        events: [
          event(
            'Error: failed to create containerd task: exec: "webd": executable file not found in $PATH: unknown',
          ),
          event('Error: container init was OOM-killed (memory limit too low?): unknown'),
          event('Error: failed to reserve container name "web_0": name "web_0" is reserved for "ab"'),
          event('Error: ImagePullBackOff'),
        ],
      },
    },
    {
      name: 'refused once while the node started, and running since',
      given: { objects: stack('shop/web'), events: [event(`Error: ${FILE}`)] },
    },
  ],
});
