import type { MessagePattern } from '../log-line.js';

/** The id of what healthy systems say at error level: matched, and then dropped. */
export const NOISE = 'noise';

function noise(anchor: string, origin: string, sample: string, pattern?: RegExp): MessagePattern {
  const base = { id: NOISE, anchor, severity: 'info', origin, samples: [sample] } as const;
  return pattern === undefined ? base : { ...base, pattern };
}

/**
 * Lines of error or warning level that come with every start, rollout or pod deletion and carry no
 * mechanism. Only lines that no other row of the catalogue explains are dropped by these.
 */
export const noiseMessages: readonly MessagePattern[] = [
  noise(
    'the object has been modified',
    'apiserver conflict; every controller tries again',
    'E1120 23:07:52.000001   32091 clusterroleaggregation_controller.go:181] admin failed with : Operation cannot be fulfilled on clusterroles.rbac.authorization.k8s.io "admin": the object has been modified; please apply your changes to the latest version and try again',
  ),
  noise(
    'no relationship found between node',
    'node authorizer while a pod is bound or deleted',
    `E1120 22:43:20.000001   32205 reflector.go:138] object-"auth"/"default-token-x7": Failed to watch *v1.Secret: failed to list *v1.Secret: secrets "default-token-x7" is forbidden: User "system:node:worker-1" cannot list resource "secrets" in API group "" in the namespace "auth": no relationship found between node 'worker-1' and this object`,
  ),
  noise(
    'when try to find container',
    'containerd, container already removed',
    'E1120 22:58:10.000001   32205 remote_runtime.go:332] ContainerStatus "3f1a" from runtime service failed: rpc error: code = NotFound desc = an error occurred when try to find container "3f1a": not found',
  ),
  noise(
    'when try to find sandbox',
    'containerd, sandbox already removed',
    'E1120 22:58:10.000001   32205 remote_runtime.go:143] StopPodSandbox "3f1a" from runtime service failed: rpc error: code = NotFound desc = an error occurred when try to find sandbox "3f1a": not found',
  ),
  noise(
    'could not find container',
    'CRI-O, container already removed',
    'E0701 19:22:41.123456     876 remote_runtime.go:334] "ContainerStatus from runtime service failed" err="rpc error: code = NotFound desc = could not find container \\"3f1a\\": container with ID starting with 3f1a not found: ID does not exist" containerID="3f1a"',
    /code = NotFound/,
  ),
  noise(
    'not found in pod',
    'kubelet pod_container_deletor.go',
    'W1120 22:58:10.000001   32205 pod_container_deletor.go:79] Container "3f1a" not found in pod\'s containers',
  ),
  noise(
    'DeleteContainer returned error for',
    'kubelet pod_container_deletor.go',
    'I0701 19:22:41.123456     876 pod_container_deletor.go:52] "DeleteContainer returned error" containerID={"Type":"cri-o","ID":"3f1a"} err="DeleteContainer returned error for (id=3f1a)"',
  ),
  noise(
    'cleaning up after shim disconnected',
    'containerd, every container exit',
    'time="2026-11-20T22:57:47Z" level=warning msg="cleaning up after shim disconnected" id=3f1a namespace=k8s.io',
  ),
  noise(
    'cleanup warnings time=',
    'containerd, every container exit',
    'time="2026-11-20T22:57:47Z" level=warning msg="cleanup warnings time=\\"2026-11-20T22:57:47Z\\" level=info msg=\\"starting signal loop\\" namespace=k8s.io pid=1 runtime=io.containerd.runc.v2\\n"',
  ),
  noise(
    'cleaning up dead shim',
    'containerd, every container exit',
    'time="2026-11-20T22:57:47Z" level=warning msg="cleaning up dead shim" namespace=k8s.io',
  ),
  noise(
    'perf_event',
    'cAdvisor without perf',
    'W1120 22:58:10.000001   32205 manager.go:159] Error getting perf_event cgroup path: "could not find path for resource"',
  ),
  noise(
    'pleg has yet to be successful',
    'kubelet start',
    'E1120 23:07:57.000001   32205 kubelet.go:1870] skipping pod synchronization - PLEG is not healthy: pleg has yet to be successful',
  ),
  noise(
    'status check may not have completed yet',
    'kubelet start',
    'E1120 23:07:57.000001   32205 kubelet.go:1870] skipping pod synchronization - container runtime status check may not have completed yet',
  ),
  noise(
    'garbage collection failed once',
    'kubelet start',
    'E1120 23:07:57.000001   32205 kubelet.go:1243] Image garbage collection failed once. Stats initialization may not have completed yet: invalid capacity 0 on image filesystem',
  ),
  noise(
    'checkpoint is not found',
    'kubelet start on a new node',
    'W1120 23:07:57.000001   32205 manager.go:594] Failed to retrieve checkpoint for "kubelet_internal_checkpoint": checkpoint is not found',
  ),
  noise(
    'unable to find data in memory cache',
    'cAdvisor before its first round',
    'E1120 23:07:57.000001   32205 cri_stats_provider.go:376] Failed to get the info of the filesystem with mountpoint "/var/lib/containerd": unable to find data in memory cache.',
  ),
  noise(
    'because it has no resources',
    'kube-apiserver start',
    'W1120 23:07:44.000001   32039 genericapiserver.go:419] Skipping API batch/v2alpha1 because it has no resources.',
  ),
  noise(
    'Missing timestamp for Node',
    'kube-controller-manager start',
    'W1120 23:08:02.000001   32091 node_lifecycle_controller.go:1044] Missing timestamp for Node worker-1. Assuming now as a timestamp.',
  ),
  noise(
    'Failed to update statusUpdateNeeded field',
    'attach-detach controller at registration',
    'W1120 23:07:59.000001   32091 actual_state_of_world.go:534] Failed to update statusUpdateNeeded field in actual state of world: Failed to set statusUpdateNeeded to needed true, because nodeName="worker-1" does not exist',
  ),
  noise(
    'Skipping ',
    'kube-controller-manager start',
    'W1120 23:07:52.000001   32091 controllermanager.go:541] Skipping "ttl-after-finished"',
    /^Skipping \\?"[\w-]+\\?"$/,
  ),
  noise(
    'failed to load plugin io.containerd',
    'containerd start',
    'time="2026-11-20T23:07:52Z" level=warning msg="failed to load plugin io.containerd.snapshotter.v1.devmapper" error="devmapper not configured"',
  ),
  noise(
    'devmapper not configured',
    'containerd start',
    'time="2026-11-20T23:07:52Z" level=warning msg="could not use snapshotter devmapper in metadata plugin" error="devmapper not configured"',
  ),
  noise(
    'is deprecated',
    'deprecation notes',
    'time="2026-11-20T23:07:52Z" level=warning msg="`mirrors` is deprecated, please use `config_path` instead"',
  ),
  noise(
    'DeprecationWarning',
    'Node.js, Python',
    '(node:1) DeprecationWarning: Calling start() is no longer necessary. It can be safely omitted.',
  ),
  noise(
    'established TCP streaming connection',
    'etcd rafthttp, logged as a warning when it recovers',
    '{"level":"warn","ts":"2026-11-20T23:07:42.143Z","caller":"rafthttp/stream.go:277","msg":"established TCP streaming connection with remote peer","remote-peer-id":"628170c800dbcee"}',
  ),
  noise(
    'closed TCP streaming connection',
    'etcd rafthttp, echo of the lost stream',
    '{"level":"warn","ts":"2026-11-20T22:28:08.461Z","caller":"rafthttp/stream.go:266","msg":"closed TCP streaming connection with remote peer","remote-peer-id":"9e737febb6b99eee"}',
  ),
  noise(
    'simple token is not cryptographically signed',
    'etcd start',
    '{"level":"warn","ts":"2026-11-20T23:07:42.110Z","caller":"auth/store.go:1380","msg":"simple token is not cryptographically signed"}',
  ),
  noise(
    'rejected connection',
    'etcd, a health probe that speaks no TLS',
    '{"level":"warn","ts":"2026-07-01T19:22:41.123Z","caller":"embed/config_logging.go:169","msg":"rejected connection","remote-addr":"10.0.0.9:41230","server-name":"","error":"EOF"}',
    /error=EOF/,
  ),
  noise(
    'No files matching import glob pattern',
    'CoreDNS without custom files',
    '[WARNING] No files matching import glob pattern: custom/*.server',
  ),
  noise(
    'not registered',
    'kubelet, volume of a pod being deleted',
    'E0701 19:22:41.123456     876 nestedpendingoperations.go:348] MountVolume.SetUp failed for volume "config" : object "shop"/"config" not registered',
    /object \\*"[^"]*\\*"\/\\*"[^"]*\\*" not registered/,
  ),
  noise(
    'No matching private IP',
    'kubelet, cloud credential probes',
    'E1120 23:07:57.000001   32205 x.go:1] No matching private IP',
  ),
  noise(
    'NoCredentialProviders: no valid providers in chain',
    'kubelet, cloud credential probes',
    'E1120 23:07:57.000001   32205 aws_credentials.go:77] while getting AWS credentials NoCredentialProviders: no valid providers in chain. Deprecated.',
  ),
  noise(
    'open-in-view is enabled by default',
    'Spring Boot start',
    '2026-03-16 16:50:04.046  WARN 1 --- [           main] JpaBaseConfiguration$JpaWebConfiguration : spring.jpa.open-in-view is enabled by default.',
  ),
  noise(
    'metadata: GCE metadata',
    'cloud metadata probe outside that cloud',
    '{"message":"Failed to fetch the name of the cluster in which the pod is runningmetadata: GCE metadata \\"instance/attributes/cluster-name\\" not defined","severity":"error","timestamp":"2025-12-05T07:29:15.68907433Z"}',
  ),
  noise(
    'resyncPeriod',
    'client-go informers',
    'W1120 23:07:53.000001   32091 shared_informer.go:494] resyncPeriod 13h38m2.1s is smaller than resyncCheckPeriod 15h3m8.2s and the informer has already started. Changing it to 15h3m8.2s',
  ),
];
