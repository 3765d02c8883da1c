import type { MessagePattern } from '../../log-line.js';

/** The kubelet about itself and its node. */
export const kubeletMessages: readonly MessagePattern[] = [
  {
    id: 'kubelet-api-unreachable',
    anchor: [
      'Error updating node status, will retry',
      'Unable to update node status',
      'update node status exceeds retry count',
      'Unable to register node with API server',
    ],
    pattern: /(?:getting node \\?"(?<node>[\w.-]+)|Unable to register node \\?"(?<node2>[\w.-]+))?/,
    severity: 'error',
    origin: 'kubernetes pkg/kubelet/kubelet_node_status.go',
    samples: [
      'E1120 22:28:53.000001   28882 kubelet_node_status.go:447] Error updating node status, will retry: error getting node "worker-1": etcdserver: request timed out',
      'E0321 14:51:30.000001     210 kubelet_node_status.go:107] "Unable to register node with API server" err="Post \\"https://control-plane:6443/api/v1/nodes\\": dial tcp 172.18.0.2:6443: connect: connection refused" node="control-plane"',
    ],
    gives: { reason: 'timeout' },
  },
  {
    id: 'kubelet-unauthorized',
    anchor: 'Unauthorized',
    programs: ['kubelet'],
    pattern:
      /(?:node status|node lease|lease exists|update lease|getting node|register node|certificate signing request|Failed to (?:list|watch))[^]*?(?:[:=] ?"?)Unauthorized/,
    severity: 'error',
    origin: 'kubernetes pkg/kubelet; 401 of the API server',
    samples: [
      'E0701 19:22:41.123456     876 kubelet_node_status.go:549] "Error updating node status, will retry" err="error getting node \\"worker-1\\": Unauthorized"',
      'E0701 19:22:41.123456     876 controller.go:145] "Failed to ensure lease exists, will retry" err="Unauthorized" interval="7s"',
    ],
  },
  {
    id: 'node-lease-failing',
    anchor: [
      'ailed to update lease',
      'ailed to ensure lease exists',
      'failed to ensure node lease exists',
      'failed to update node lease',
    ],
    severity: 'error',
    origin: 'component-helpers apimachinery/lease/controller.go',
    samples: [
      'E1120 22:28:53.000001   28882 controller.go:187] failed to update lease, error: Put "https://10.200.0.1:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/worker-1?timeout=10s": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
      'E1120 22:28:53.000001   28882 controller.go:144] failed to ensure lease exists, will retry in 200ms, error: Get "https://10.200.0.1:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/worker-1?timeout=10s": dial tcp 10.200.0.1:6443: connect: connection refused',
    ],
    gives: { reason: 'timeout' },
  },
  {
    id: 'pleg-unhealthy',
    anchor: ['PLEG is not healthy: pleg was last seen active', 'GenericPLEG: Unable to retrieve pods'],
    pattern: /pleg was last seen active (?<took>[\d.hms]+) ago|Unable to retrieve pods/,
    severity: 'error',
    origin: 'kubernetes pkg/kubelet/pleg/generic.go',
    samples: [
      'E1120 22:31:10.000001   28882 kubelet.go:1879] skipping pod synchronization - PLEG is not healthy: pleg was last seen active 3m1.2s ago; threshold is 3m0s',
      'E1120 22:30:03.000001   28882 generic.go:205] GenericPLEG: Unable to retrieve pods: rpc error: code = DeadlineExceeded desc = context deadline exceeded',
    ],
    gives: { took: '3m1.2s' },
  },
  {
    id: 'runtime-down',
    anchor: [
      'container runtime is down',
      'Container runtime sanity check failed',
      'containerd.sock: connect',
      'crio.sock: connect',
      'dockershim.sock: connect',
      'docker.sock: connect',
      'Container runtime not ready',
      'ontainer runtime status',
      'docker daemon running',
    ],
    pattern:
      /container runtime is down|sanity check failed|\.sock: connect: |Container runtime not ready|Failed to get (?:container )?runtime status|docker daemon running\?/i,
    severity: 'error',
    origin: 'kubernetes pkg/kubelet/kubelet.go',
    samples: [
      'E1120 22:30:12.000001   28882 kubelet.go:1879] skipping pod synchronization - container runtime is down',
      'E0701 19:22:41.123456     876 remote_runtime.go:62] "Version from runtime service failed" err="rpc error: code = Unavailable desc = connection error: desc = \\"transport: Error while dialing dial unix /run/containerd/containerd.sock: connect: no such file or directory\\""',
    ],
  },
  {
    id: 'kubelet-housekeeping-slow',
    anchor: 'Housekeeping took longer than',
    pattern: /actual="?(?<took>[\d.]+m?s)|than \S+\s?(?<took2>[\d.]+s)/,
    severity: 'warning',
    origin: 'kubernetes pkg/kubelet/kubelet.go',
    samples: [
      'E0701 19:22:41.123456     876 kubelet.go:2461] "Housekeeping took longer than expected" err="housekeeping took too long" expected="1s" actual="2.741s"',
    ],
    gives: { took: '2.741s' },
  },
  {
    id: 'kubelet-eviction',
    anchor: ['attempting to reclaim', 'is evicted successfully', 'must evict pod'],
    pattern: /attempting to reclaim|is evicted successfully|must evict pod\(s\) to reclaim/,
    finds: [/resourceName=\"?(?<resource>[\w-]+)|reclaim (?<resource2>[\w-]+)$/m],
    severity: 'warning',
    origin: 'kubernetes pkg/kubelet/eviction/eviction_manager.go',
    samples: [
      'W0701 19:22:41.123456     876 eviction_manager.go:344] "Eviction manager: attempting to reclaim" resourceName="ephemeral-storage"',
      'I0701 19:22:41.123456     876 eviction_manager.go:592] "Eviction manager: pod is evicted successfully" pod="shop/web-5d9-x7"',
    ],
    gives: { resource: 'ephemeral-storage' },
  },
  {
    id: 'image-gc-failed',
    anchor: [
      'mage garbage collection failed multiple times',
      'failed to garbage collect required amount of images',
    ],
    severity: 'warning',
    origin: 'kubernetes pkg/kubelet/kubelet.go; images/image_gc_manager.go',
    samples: [
      'E0701 19:22:41.123456     876 kubelet.go:1302] "Image garbage collection failed multiple times in a row" err="failed to garbage collect required amount of images. Attempted to free 3221225472 bytes, but only found 0 bytes eligible to free."',
    ],
  },
  {
    id: 'kubelet-config-error',
    anchor: [
      'failed to load kubelet config file',
      'failed to load Kubelet config file',
      'failed to validate kubelet configuration',
      'failed to parse kubelet flag',
      'ailed to run Kubelet',
      'failed to run kubelet',
      'running with swap on is not supported',
      'misconfiguration: kubelet cgroup driver',
    ],
    pattern:
      /running with (?<problem>swap) on|misconfiguration: kubelet (?<problem2>cgroup driver)|(?:failed to \w+ [Kk]ubelet|ailed to run [Kk]ubelet).{0,20}[:=] ?(?<why>.{0,200})/,
    severity: 'fatal',
    origin: 'kubernetes cmd/kubelet/app/server.go',
    samples: [
      'E0701 19:22:41.123456     876 run.go:74] "command failed" err="failed to load kubelet config file, path: /var/lib/kubelet/config.yaml, error: failed to load Kubelet config file /var/lib/kubelet/config.yaml, error failed to read kubelet config file \\"/var/lib/kubelet/config.yaml\\", error: open /var/lib/kubelet/config.yaml: no such file or directory"',
      'E0701 19:22:41.123456     876 run.go:74] "command failed" err="failed to run Kubelet: running with swap on is not supported, please disable swap or set --fail-swap-on flag to false"',
    ],
  },
  {
    id: 'component-command-failed',
    anchor: ['command failed', 'Error running ProxyServer'],
    pattern: /(?:command failed|Error running ProxyServer)[^]*?(?: err=|: )(?<why>.{0,200})/,
    severity: 'fatal',
    origin: 'component-base cli/run.go',
    samples: [
      'E0211 19:03:12.000001   21931 run.go:74] "command failed" err="stat /root/cdk/schedulerconfig: no such file or directory"',
    ],
    gives: { why: 'stat /root/cdk/schedulerconfig: no such file or directory' },
  },
  {
    id: 'bad-static-pod-manifest',
    anchor: ['Unable to read config path', 'process manifest file', 'Could not process manifest file'],
    pattern: /(?:config path|manifest file)[^]*?(?:path=|")(?<file>\/[^"\s\\]+)/,
    severity: 'error',
    origin: 'kubernetes pkg/kubelet/config/file_linux.go',
    samples: [
      'E0701 19:22:41.123456     876 file_linux.go:61] "Unable to read config path" err="path does not exist, ignoring" path="/etc/kubernetes/manifests"',
    ],
    gives: { file: '/etc/kubernetes/manifests' },
  },
  {
    id: 'cni-not-initialized',
    anchor: [
      'cni plugin not initialized',
      'NetworkPluginNotReady',
      'o CNI configuration file in',
      'cni config uninitialized',
      'Unable to update cni config',
    ],
    severity: 'error',
    origin: 'containerd pkg/cri; cri-o ocicni',
    samples: [
      'E0701 19:22:41.123456     876 kubelet.go:2916] "Container runtime network not ready" networkReady="NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized"',
      'W0701 19:22:41.123456     876 cni.go:239] Unable to update cni config: no networks found in /etc/cni/net.d',
    ],
  },
  {
    id: 'node-not-ready',
    anchor: 'Node became not ready',
    pattern: /Node became not ready[^]*?message\\?"?:\s?\\?"?(?<why>[^}"\\]+)/i,
    severity: 'error',
    origin: 'kubernetes pkg/kubelet/nodestatus/setters.go',
    samples: [
      'I1120 22:30:11.000001   28882 setters.go:577] Node became not ready: {Type:Ready Status:False LastHeartbeatTime:2026-11-20 22:30:11 +0000 UTC Reason:KubeletNotReady Message:container runtime is down}',
    ],
    gives: { why: 'container runtime is down' },
  },
  {
    id: 'kubelet-node-event',
    anchor: ['event message for node'],
    pattern:
      /Recording (?<event>NodeNotReady|NodeReady|NodeHasDiskPressure|NodeHasInsufficientMemory|NodeHasInsufficientPID|NodeNotSchedulable|Rebooted) event message for node (?<node>[\w.-]+)|Recording event message for node[^]*?(?: node=(?<node2>\S+))?[^]* event=(?<event2>NodeNotReady|NodeReady|NodeHasDiskPressure|NodeHasInsufficientMemory|NodeHasInsufficientPID|NodeNotSchedulable|Rebooted)/,
    programs: ['kubelet'],
    severity: 'info',
    origin: 'kubernetes pkg/kubelet/kubelet_node_status.go',
    samples: [
      'I1120 22:30:11.000001   28882 kubelet_node_status.go:554] Recording NodeNotReady event message for node worker-1',
      'I0701 19:22:41.123456     876 kubelet_node_status.go:762] "Recording event message for node" node="worker-1" event="NodeHasDiskPressure"',
    ],
    gives: { event: 'NodeNotReady', node: 'worker-1' },
  },
  {
    id: 'system-oom',
    anchor: ['System OOM encountered', 'Got sys oom event'],
    pattern: /victim process: (?<process>[\w.-]+)|sys oom event/,
    severity: 'error',
    origin: 'kubernetes pkg/kubelet/oom/oom_watcher_linux.go',
    samples: [
      'E0701 19:22:41.123456     876 oom_watcher_linux.go:86] "Got sys oom event" event="&{4711 java 2026-07-01 19:22:41 / / CONSTRAINT_NONE}"',
    ],
  },
  {
    id: 'node-graceful-shutdown',
    anchor: ['Shutdown manager detected new shutdown event', 'Shutdown manager processing shutdown event'],
    severity: 'info',
    origin: 'kubernetes pkg/kubelet/nodeshutdown/nodeshutdown_manager_linux.go',
    samples: [
      'I0701 19:22:41.123456     876 nodeshutdown_manager_linux.go:265] "Shutdown manager detected new shutdown event, isNodeShuttingDownNow" event=true',
    ],
  },
  {
    id: 'kubelet-cert-expired',
    anchor: [
      'client certificate has expired and the server is responsive',
      'unable to rotate certs',
      'bootstrap client certificate',
      'part of the existing bootstrap client certificate',
    ],
    pattern: /certificate (?:in \S+ )?(?:is|has) expired|unable to rotate certs/,
    severity: 'error',
    origin: 'kubernetes pkg/kubelet/certificate/transport.go; client-go util/certificate',
    samples: [
      'E0701 19:22:41.123456     876 transport.go:123] "The currently active client certificate has expired and the server is responsive, exiting"',
      'E0701 19:22:41.123456     876 bootstrap.go:265] part of the existing bootstrap client certificate in /etc/kubernetes/kubelet.conf is expired: 2026-06-30 19:22:41 +0000 UTC',
    ],
  },
  {
    id: 'node-object-missing',
    anchor: [' not found'],
    pattern:
      /^(?:(?:Error getting node|Failed to retrieve node info|Error getting the current node|No need to create a mirror pod|eviction manager: failed to get summary|failed to get node|Failed to publish CSINode)[^]*)?nodes? \\*"(?<node>[\w.-]+)\\*" not found/i,
    severity: 'info',
    origin: 'kubernetes pkg/kubelet, pkg/proxy: ordinary until the node has registered',
    samples: [
      'E1120 23:07:57.000001   32205 kubelet.go:2240] node "worker-1" not found',
      'E1120 23:07:57.000001   32205 nodelease.go:49] failed to get node "worker-1" when trying to set owner ref to the node lease: nodes "worker-1" not found',
      'E0803 09:18:29.000001    2427 kubelet.go:2422] "Error getting node" err="node \\"worker-1\\" not found"',
    ],
    gives: { node: 'worker-1' },
  },
  {
    id: 'kubelet-started',
    anchor: ['Started kubelet', 'Starting kubelet main sync loop'],
    pattern: /^"?Started kubelet|Starting kubelet main sync loop/,
    severity: 'info',
    origin: 'kubernetes pkg/kubelet/server/server.go, kubelet.go',
    samples: ['I1120 22:35:31.000001   28882 kubelet.go:1858] Starting kubelet main sync loop.'],
  },
];
