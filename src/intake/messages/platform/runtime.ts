import type { MessagePattern } from '../../log-line.js';

/** containerd, CRI-O and runc, in their own logs and in the kubelet's echo of them. */
export const runtimeMessages: readonly MessagePattern[] = [
  {
    id: 'sandbox-create-failed',
    anchor: ['RunPodSandbox', 'CreatePodSandbox', 'createPodSandbox'],
    pattern:
      /RunPodSandbox for &[^]*failed|RunPodSandbox from runtime service failed|[Cc]reatePodSandbox for pod[^]*failed|CreatePodSandboxError|Failed to create sandbox for pod/,
    severity: 'error',
    origin: 'containerd pkg/cri; kubernetes pkg/kubelet/kuberuntime/kuberuntime_sandbox.go',
    samples: [
      'time="2026-11-20T22:57:47.120000000Z" level=error msg="RunPodSandbox for &PodSandboxMetadata{Name:git-0,Uid:7d05bcbb-1797-481a-b4e1-4a16bf5de193,Namespace:git,Attempt:1,} failed, error" error="failed to setup network for sandbox \\"3f1a\\": plugin type=\\"flannel\\" failed (add): loadFlannelSubnetEnv failed: open /run/flannel/subnet.env: no such file or directory"',
      'E1120 22:57:47.000001   32205 kuberuntime_sandbox.go:70] CreatePodSandbox for pod "git-0_git(7d05bcbb-1797-481a-b4e1-4a16bf5de193)" failed: rpc error: code = Unknown desc = failed to setup network for sandbox "3f1a": plugin type="flannel" failed (add): connection refused',
    ],
    gives: { pod: 'git/git-0' },
  },
  {
    id: 'runtime-slow',
    anchor: [
      'failed to reserve sandbox name',
      'failed to reserve container name',
      'code = DeadlineExceeded desc = ',
      'DeadlineExceeded desc = context deadline',
      'name is reserved',
    ],
    pattern:
      /failed to reserve (?<what>sandbox|container) name|name is reserved|DeadlineExceeded desc = (?:context deadline exceeded|stream terminated)/,
    programs: ['kubelet', 'containerd', 'crio', 'cri-o', 'dockerd'],
    severity: 'error',
    origin: 'containerd pkg/cri/server; kubernetes pkg/kubelet/cri/remote',
    samples: [
      'E0701 19:22:41.123456     876 remote_runtime.go:201] "RunPodSandbox from runtime service failed" err="rpc error: code = DeadlineExceeded desc = context deadline exceeded"',
      'E0701 19:22:41.123456     876 remote_runtime.go:201] "RunPodSandbox from runtime service failed" err="rpc error: code = Unknown desc = failed to reserve sandbox name \\"web-0_shop_7d05_0\\": name \\"web-0_shop_7d05_0\\" is reserved for \\"3f1a\\""',
    ],
  },
  {
    id: 'oci-create-failed',
    anchor: [
      'OCI runtime create failed',
      'failed to create containerd task',
      'runc create failed',
      'container create failed',
      'RunContainerError',
    ],
    pattern: /OCI runtime|containerd task|container create failed|RunContainerError|runc create failed/,
    finds: [
      /exec: \\*\"(?<command>[^\"\\]+)\\*\"/,
      /(?<problem>executable file not found in \$PATH|permission denied|container init was OOM-killed|is a directory|no such file or directory)/,
    ],
    severity: 'error',
    origin: 'opencontainers/runc libcontainer; containerd',
    samples: [
      'E0701 19:22:41.123456     876 pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"app\\" with RunContainerError: \\"failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \\\\\\"serve\\\\\\": executable file not found in $PATH: unknown\\"" pod="shop/web-0" podUID="7d05"',
    ],
    gives: {
      command: 'serve',
      problem: 'executable file not found in $PATH',
      pod: 'shop/web-0',
      container: 'app',
    },
  },
  {
    id: 'bad-image',
    anchor: ['exec format error', 'no match for platform in manifest'],
    severity: 'error',
    origin: 'linux execve(2) ENOEXEC; containerd platforms',
    samples: [
      'exec /usr/local/bin/app: exec format error',
      'time="2026-07-01T19:22:41Z" level=error msg="PullImage \\"app:1\\" failed" error="failed to pull and unpack image \\"docker.io/library/app:1\\": no match for platform in manifest: not found"',
    ],
  },
  {
    id: 'container-oom',
    anchor: ['TaskOOM event', 'OOMKilled'],
    pattern: /TaskOOM event|reason=OOMKilled|OOMKilled/,
    severity: 'error',
    origin: 'containerd pkg/cri/server/events.go',
    samples: [
      'time="2026-07-01T19:22:41.123456789Z" level=info msg="TaskOOM event &TaskOOM{ContainerID:3f1a,XXX_unrecognized:[],}"',
    ],
  },
  {
    id: 'cni-teardown-failed',
    anchor: 'failed to destroy network for sandbox',
    pattern: /failed to destroy network for sandbox(?:[^]*?plugin type=\\*"(?<plugin>[\w.-]+))?/,
    severity: 'warning',
    origin: 'containerd pkg/cri/server/sandbox_stop.go',
    samples: [
      'time="2026-07-01T19:22:41.123456789Z" level=error msg="StopPodSandbox for \\"3f1a\\" failed" error="failed to destroy network for sandbox \\"3f1a\\": plugin type=\\"calico\\" failed (delete): error getting ClusterInformation: connection is unauthorized: Unauthorized"',
    ],
    gives: { plugin: 'calico' },
  },
  {
    id: 'containerd-started',
    anchor: ['containerd successfully booted', 'starting containerd', 'Starting CRI-O'],
    severity: 'info',
    origin: 'containerd cmd/containerd/command/main.go',
    samples: [
      'time="2026-11-20T22:31:37.325983393Z" level=info msg="starting containerd" revision="1.6.20" version="1.6.20"',
    ],
  },
];
