import type { MessagePattern } from '../../log-line.js';

/**
 * The kubelet about pods: probes, restarts, containers it cannot start. Up to 1.20 pods are written
 * "name_namespace(uid)", after that pod="namespace/name".
 */
export const kubeletPodMessages: readonly MessagePattern[] = [
  {
    id: 'liveness-kill',
    anchor: 'failed liveness probe, will be restarted',
    pattern: /Container (?<container>[\w-]+) failed liveness probe/,
    severity: 'error',
    origin: 'kubernetes pkg/kubelet/kuberuntime/kuberuntime_manager.go',
    samples: [
      'I1120 22:57:58.000001   32205 kuberuntime_manager.go:656] Container "web" ({"containerd" "3f1a"}) of pod web-5d9-x7_shop(7d05bcbb-1797-481a-b4e1-4a16bf5de193): Container web failed liveness probe, will be restarted',
      'I0701 19:22:41.123456     876 kuberuntime_manager.go:1014] "Message for Container of pod" containerName="web" containerStatusID={"Type":"containerd","ID":"3f1a"} pod="shop/web-5d9-x7" containerMessage="Container web failed liveness probe, will be restarted"',
    ],
    gives: { container: 'web', pod: 'shop/web-5d9-x7' },
  },
  {
    id: 'startup-probe-kill',
    anchor: 'failed startup probe, will be restarted',
    pattern: /Container (?<container>[\w-]+) failed startup probe/,
    severity: 'error',
    origin: 'kubernetes pkg/kubelet/kuberuntime/kuberuntime_manager.go',
    samples: [
      'I0701 19:22:41.123456     876 kuberuntime_manager.go:1014] "Message for Container of pod" containerName="web" pod="shop/web-5d9-x7" containerMessage="Container web failed startup probe, will be restarted"',
    ],
    gives: { container: 'web', pod: 'shop/web-5d9-x7' },
  },
  {
    id: 'liveness-timeout',
    anchor: ['Liveness probe for', 'Liveness'],
    pattern:
      /(?:Liveness probe for \\?"[^:]+:(?<container>[\w-]+)\\?" failed|Probe failed[^]*probeType=Liveness)[^]*?(?:deadline exceeded|i\/o timeout|[Tt]imed? ?out|timeout: |Timeout exceeded)/,
    severity: 'warning',
    origin: 'kubernetes pkg/kubelet/prober/prober.go',
    samples: [
      'I1120 22:57:50.000001   32205 prober.go:117] Liveness probe for "web-5d9-x7_shop(7d05bcbb-1797-481a-b4e1-4a16bf5de193):web" failed (failure): Get "http://10.244.1.7:3000/api/health": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
      'I0701 19:22:41.123456     876 prober.go:107] "Probe failed" probeType="Liveness" pod="shop/web-5d9-x7" podUID="7d05" containerName="web" probeResult="failure" output="Get \\"http://10.244.1.7:3000/\\": dial tcp 10.244.1.7:3000: i/o timeout"',
    ],
    gives: { container: 'web', pod: 'shop/web-5d9-x7', reason: 'timeout', port: '3000' },
  },
  {
    id: 'liveness-failing',
    anchor: ['Liveness probe for', 'Liveness'],
    pattern:
      /(?:Liveness probe for \\?"[^:]+:(?<container>[\w-]+)\\?" (?:failed|errored)|Probe (?:failed|errored)[^]*probeType=Liveness)(?![^]*(?:deadline exceeded|i\/o timeout|[Tt]imed? ?out|timeout: |Timeout exceeded))/,
    severity: 'warning',
    origin: 'kubernetes pkg/kubelet/prober/prober.go',
    samples: [
      'I1120 22:57:50.000001   32205 prober.go:117] Liveness probe for "web-5d9-x7_shop(7d05bcbb-1797-481a-b4e1-4a16bf5de193):web" failed (failure): HTTP probe failed with statuscode: 500',
    ],
    gives: { container: 'web', pod: 'shop/web-5d9-x7', reason: 'server-error' },
  },
  {
    id: 'readiness-failing',
    anchor: ['Readiness probe for', 'Readiness'],
    pattern:
      /Readiness probe for \\?"[^:]+:(?<container>[\w-]+)\\?" (?:failed|errored)|Probe (?:failed|errored)[^]*probeType=Readiness/,
    severity: 'warning',
    origin: 'kubernetes pkg/kubelet/prober/prober.go',
    samples: [
      'I1120 22:36:01.000001   32205 prober.go:117] Readiness probe for "web-5d9-x7_shop(7d05bcbb-1797-481a-b4e1-4a16bf5de193):web" failed (failure): Get "http://10.244.1.7:4433/health/ready": dial tcp 10.244.1.7:4433: connect: connection refused',
    ],
    gives: { container: 'web', pod: 'shop/web-5d9-x7', reason: 'refused', port: '4433' },
  },
  {
    id: 'startup-failing',
    anchor: ['Startup probe for', 'Startup'],
    pattern:
      /Startup probe for \\?"[^:]+:(?<container>[\w-]+)\\?" (?:failed|errored)|Probe (?:failed|errored)[^]*probeType=Startup/,
    severity: 'warning',
    origin: 'kubernetes pkg/kubelet/prober/prober.go',
    samples: [
      'I0701 19:22:41.123456     876 prober.go:107] "Probe failed" probeType="Startup" pod="shop/web-5d9-x7" podUID="7d05" containerName="web" probeResult="failure" output="HTTP probe failed with statuscode: 503"',
    ],
    gives: { container: 'web', pod: 'shop/web-5d9-x7', reason: 'server-error' },
  },
  {
    id: 'probe-exec-timeout',
    anchor: 'failed to exec in container: timeout',
    pattern: /(?:ExecSync [0-9a-f]+ '(?<command>[^']{1,120})')?[^]*?timeout (?<limit>[\d.]+m?s) exceeded/,
    severity: 'warning',
    origin: 'containerd pkg/cri/server/container_execsync.go',
    samples: [
      "E1120 22:57:55.000001   32205 remote_runtime.go:392] ExecSync 3f1a '/bin/check health' from runtime service failed: rpc error: code = DeadlineExceeded desc = failed to exec in container: timeout 1s exceeded: context deadline exceeded",
    ],
    gives: { command: '/bin/check health', limit: '1s' },
  },
  {
    id: 'crashloop',
    anchor: ['CrashLoopBackOff', 'restarting failed container='],
    pattern: /back-off (?<delay>[\dhms]+) restarting failed container/,
    severity: 'warning',
    origin: 'kubernetes pkg/kubelet/kuberuntime/kuberuntime_manager.go',
    samples: [
      'E1120 22:58:10.000001   32205 pod_workers.go:191] Error syncing pod 7d05bcbb-1797-481a-b4e1-4a16bf5de193 ("web-5d9-x7_shop(7d05bcbb-1797-481a-b4e1-4a16bf5de193)"), skipping: failed to "StartContainer" for "web" with CrashLoopBackOff: "back-off 2m40s restarting failed container=web pod=web-5d9-x7_shop(7d05bcbb-1797-481a-b4e1-4a16bf5de193)"',
      'E0701 19:22:41.123456    1547 pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"app\\" with CrashLoopBackOff: \\"back-off 5m0s restarting failed container=app pod=web-0_shop(7d05bcbb-1797-481a-b4e1-4a16bf5de193)\\"" pod="shop/web-0" podUID="7d05bcbb-1797-481a-b4e1-4a16bf5de193"',
    ],
    gives: { container: 'web', pod: 'shop/web-5d9-x7', delay: '2m40s' },
  },
  {
    id: 'config-missing',
    anchor: ['CreateContainerConfigError', 'find key '],
    pattern:
      /(?:CreateContainerConfigError|find key)[^]*?(?:secret \\*"(?<secret>[^"\\]+)\\*" not found|configmap \\*"(?<configMap>[^"\\]+)\\*" not found|find key (?<key>\S+) in (?:Secret (?<secret2>[\w.\/-]+)|ConfigMap (?<configMap2>[\w.\/-]+)))/,
    severity: 'error',
    origin: 'kubernetes pkg/kubelet/kuberuntime, kubelet_pods.go',
    samples: [
      'E0701 19:22:41.123456    1547 pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"app\\" with CreateContainerConfigError: \\"secret \\\\\\"db-auth\\\\\\" not found\\"" pod="shop/web-0" podUID="7d05"',
      'E0701 19:22:41.123456    1547 pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"app\\" with CreateContainerConfigError: \\"couldn\'t find key url in ConfigMap shop/settings\\"" pod="shop/web-0" podUID="7d05"',
    ],
    gives: { secret: 'db-auth', pod: 'shop/web-0', container: 'app' },
  },
  {
    id: 'lifecycle-hook-failed',
    anchor: ['PostStartHook', 'PreStopHook'],
    pattern:
      /(?<hook>PostStart|PreStop)Hook failed|Failed to execute (?<hook2>PostStart|PreStop)Hook|(?<hook3>PostStart|PreStop)Hook(?:Error)?/,
    severity: 'warning',
    origin: 'kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go',
    samples: [
      'E0701 19:22:41.123456    1547 kuberuntime_container.go:288] "Failed to execute PostStartHook" err="command \'/init.sh\' exited with 1" pod="shop/web-0" podUID="7d05" containerName="app"',
    ],
    gives: { hook: 'PostStart', pod: 'shop/web-0', container: 'app' },
  },
  {
    id: 'ephemeral-storage-exceeded',
    anchor: [
      'ephemeral local storage usage exceeds',
      'exceeded its local ephemeral storage limit',
      'Usage of EmptyDir volume',
    ],
    severity: 'warning',
    origin: 'kubernetes pkg/kubelet/eviction/eviction_manager.go',
    samples: [
      'W0701 19:22:41.123456     876 eviction_manager.go:478] Pod ephemeral local storage usage exceeds the total limit of containers 1Gi. pod="shop/web-5d9-x7"',
    ],
  },
  {
    id: 'kubelet-admission-rejected',
    anchor: ['Failed to admit pod', 'Pod was rejected', 'Pod admission denied', 'have enough resource'],
    pattern:
      /(?:Failed to admit pod|Pod was rejected|Pod admission denied)(?:[^]*?reason[=:] ?(?<why>\w+))?|have enough resource: (?<resource>[\w.\/-]+), requested/,
    severity: 'error',
    origin: 'kubernetes pkg/kubelet/lifecycle/predicate.go',
    samples: [
      'I0701 19:22:41.123456     876 predicate.go:215] "Failed to admit pod" pod="shop/web-5d9-x7" reason="OutOfcpu"',
    ],
    gives: { pod: 'shop/web-5d9-x7' },
  },
  {
    id: 'pod-stuck-terminating',
    anchor: ['did not kill the pod within specified grace period', 'pods are terminating, but'],
    severity: 'warning',
    origin: 'kubernetes pkg/kubelet/pod_workers.go',
    samples: [
      'W0701 19:22:41.123456     876 pod_workers.go:951] "Container runtime did not kill the pod within specified grace period." pod="shop/web-5d9-x7"',
    ],
    gives: { pod: 'shop/web-5d9-x7' },
  },
  {
    id: 'sandbox-kill-failed',
    anchor: 'KillPodSandboxError',
    pattern: /KillPodSandboxError(?![^]*code = NotFound)/,
    severity: 'warning',
    origin: 'kubernetes pkg/kubelet/kuberuntime/kuberuntime_manager.go',
    samples: [
      'E0701 19:22:41.123456     876 pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \\"KillPodSandbox\\" for \\"7d05\\" with KillPodSandboxError: \\"rpc error: code = Unknown desc = failed to destroy network for sandbox: plugin type=\\\\\\"calico\\\\\\" failed (delete): connection refused\\"" pod="shop/web-0" podUID="7d05"',
    ],
    gives: { pod: 'shop/web-0' },
  },
];
