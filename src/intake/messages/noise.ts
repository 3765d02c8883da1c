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
    'errors.errorString{s:',
    'kube-apiserver, a client that went away',
    'E1120 22:28:53.000001   32039 status.go:71] apiserver received an error that is not an metav1.Status: &errors.errorString{s:"context canceled"}',
    /context canceled|client disconnected/,
  ),
  noise(
    'client disconnected',
    'kube-apiserver, a client that went away',
    'E1120 22:28:53.000001   32039 writers.go:117] apiserver was unable to write a JSON response: client disconnected',
  ),
  noise(
    'failed to find pid namespace of init process',
    'kubelet in a container',
    'E1120 23:07:57.000001   32205 container_manager_linux.go:533] failed to find pid namespace of init process',
  ),
  noise(
    '--pod-infra-container-image is ignored',
    'kubelet start',
    'W1120 23:07:57.000001   32205 server.go:191] Warning: For remote container runtime, --pod-infra-container-image is ignored in kubelet, which should be set in that remote runtime instead',
  ),
  noise(
    'cpu and memory cgroup hierarchy not unified',
    'kubelet start',
    "W1120 23:07:57.000001   32205 server.go:490] failed to get the kubelet's cgroup: cpu and memory cgroup hierarchy not unified.  cpu: /, memory: /x.  Kubelet system container metrics may be missing.",
  ),
  noise(
    'oom_score_adj',
    'kubelet in a container',
    'W1120 23:07:57.000001   32205 server.go:589] write /proc/self/oom_score_adj: permission denied',
    /ermission denied/,
  ),
  noise(
    'rlimit on max file handles',
    'kubelet in a container',
    'E1120 23:07:57.000001   32205 server.go:593] Failed to set rlimit on max file handles: operation not permitted',
  ),
  noise(
    'Error while reading product_name',
    'kubelet, cloud detection',
    'I1120 23:07:57.000001   32205 gce.go:44] Error while reading product_name: open /sys/class/dmi/id/product_name: no such file or directory',
  ),
  noise(
    'container is in CONTAINER_EXITED state',
    'exec probe of a container that has just ended',
    "E1120 22:58:10.000001   32205 remote_runtime.go:392] ExecSync 3f1a '/bin/check' from runtime service failed: rpc error: code = Unknown desc = failed to exec in container: container is in CONTAINER_EXITED state",
  ),
  noise(
    '/volumes',
    'kubelet, pod folder already removed',
    'W1120 22:58:10.000001   32205 kubelet_getters.go:300] Path "/var/lib/kubelet/pods/7d05bcbb-1797-481a-b4e1-4a16bf5de193/volumes" does not exist',
    /^Path \\?"[^"]*\/volumes\\?" does not exist/,
  ),
  noise(
    'loopyWriter.run returning',
    'grpc-go, an ended connection',
    'I1120 22:58:10.000001   32039 controlbuf.go:508] transport: loopyWriter.run returning. connection error: desc = "transport is closing"',
  ),
  noise(
    'no cloud provider provided',
    'kube-controller-manager start without a cloud',
    'E1120 23:07:52.000001   32091 core.go:232] failed to start cloud node lifecycle controller: no cloud provider provided',
  ),
  noise(
    'Authorization is disabled',
    'kube-scheduler start',
    'W1120 23:07:52.000001   32091 authorization.go:47] Authorization is disabled',
  ),
  noise(
    'Authentication is disabled',
    'kube-scheduler start',
    'W1120 23:07:52.000001   32091 authentication.go:40] Authentication is disabled',
  ),
  noise(
    'is disabled',
    'kube-controller-manager start',
    'W1120 23:07:52.000001   32091 controllermanager.go:546] "tokencleaner" is disabled',
    /^(?:bootstrapsigner|tokencleaner|\\?"[\w-]+\\?" is disabled)$/,
  ),
  noise(
    'Resetting endpoints for master service',
    'kube-apiserver start',
    'W1120 23:07:52.000001   32039 lease.go:233] Resetting endpoints for master service "kubernetes" to [10.200.0.1]',
  ),
  noise(
    'Unable to remove old endpoints from kubernetes service',
    'kube-apiserver start',
    'E1120 23:07:52.000001   32039 controller.go:156] Unable to remove old endpoints from kubernetes service: StorageError: key not found, Code: 1',
  ),
  noise(
    'Terminating all watchers from cacher',
    'kube-apiserver, echo of a lost watch',
    'W1120 22:28:53.000001   32039 cacher.go:147] Terminating all watchers from cacher *storage.StorageClass',
  ),
  noise(
    'cannot find cgroup mount destination',
    'containerd under cgroup v2',
    'time="2026-07-01T19:22:41Z" level=error msg="loading cgroup for 4711" error="cgroups: cannot find cgroup mount destination" runtime=io.containerd.runc.v2',
  ),
  noise(
    'is not unpacked',
    'containerd start',
    'time="2026-07-01T19:22:41Z" level=warning msg="The image sha256:3f1a is not unpacked."',
  ),
  noise(
    'default cache. While this cache implementation',
    'Spring Cloud start',
    "2026-03-16 16:50:04.046  WARN 1 --- [           main] iguration$LoadBalancerCaffeineWarnLogger : Spring Cloud LoadBalancer is currently working with the default cache. While this cache implementation is useful for development and tests, it's recommended to use Caffeine cache in production.",
  ),
  noise(
    'Insecure configuration for --pid-file',
    'MySQL start',
    "2026-03-16T08:50:04.046478Z 0 [Warning] Insecure configuration for --pid-file: Location '/var/lib/mysql' in the path is accessible to all OS users. Consider choosing a different directory.",
  ),
  noise(
    'InnoDB: New log files created',
    'MySQL, first start',
    '2026-03-16T08:50:04.046478Z 0 [Warning] InnoDB: New log files created, LSN=45790',
  ),
  noise(
    'InnoDB: Creating foreign key constraint',
    'MySQL, first start',
    '2026-03-16T08:50:04.046478Z 0 [Warning] InnoDB: Creating foreign key constraint system tables.',
  ),
  noise(
    'No existing UUID has been found',
    'MySQL, first start',
    '2026-03-16T08:50:04.046478Z 0 [Warning] No existing UUID has been found, so we assume that this is the first time that this server has been started. Generating a new UUID: 7d05.',
  ),
  noise(
    'Gtid table is not ready to be used',
    'MySQL, first start',
    "2026-03-16T08:50:04.046478Z 0 [Warning] Gtid table is not ready to be used. Table 'mysql.gtid_executed' cannot be opened.",
  ),
  noise(
    'is created with an empty password',
    'MySQL, first start',
    '2026-03-16T08:50:04.046478Z 1 [Warning] root@localhost is created with an empty password ! Please consider switching off the --initialize-insecure option.',
  ),
  noise(
    'SSL error: Unable to get private key',
    'MySQL, first start',
    "2026-03-16T08:50:04.046478Z 0 [ERROR] SSL error: Unable to get private key from '/var/lib/mysql/server-key.pem'",
  ),
  noise(
    'Failed to set up SSL because of the following',
    'MySQL, first start',
    '2026-03-16T08:50:04.046478Z 0 [Warning] Failed to set up SSL because of the following SSL library error: Unable to get private key',
  ),
  noise(
    'is self signed',
    'MySQL start',
    '2026-03-16T08:50:04.046478Z 0 [Warning] CA certificate /var/lib/mysql/ca.pem is self signed.',
  ),
  noise(
    'container factory failed',
    'cAdvisor probing runtimes that are not there',
    'I0321 14:51:30.000001     210 factory.go:221] Registration of the crio container factory failed: Get "http://%2Fvar%2Frun%2Fcrio%2Fcrio.sock/info": dial unix /var/run/crio/crio.sock: connect: no such file or directory',
  ),
  noise(
    'Failed creating a mirror pod',
    'kubelet, static pods before the API server is ready',
    'E0321 14:51:30.000001     210 kubelet.go:3196] "Failed creating a mirror pod for" err="pods \\"etcd-node-1\\" already exists" pod="kube-system/etcd-node-1"',
    /already exists|no PriorityClass/,
  ),
  noise(
    'Failed to update stats for container',
    'cAdvisor, cgroup already gone',
    'W0803 09:18:29.000001    2427 container.go:586] Failed to update stats for container "/kubepods.slice/x.scope": /sys/fs/cgroup/cpuset/x.scope/cpuset.cpus found to be empty, continuing to push stats',
  ),
  noise(
    'unrecognized environment variable',
    'etcd in a pod whose Service is named etcd',
    '{"level":"warn","ts":"2026-07-01T19:22:41.123Z","caller":"flags/flag.go:93","msg":"unrecognized environment variable","environment-variable":"ETCD_PORT=tcp://10.96.3.4:2379"}',
  ),
  noise(
    'Setting GA feature gate',
    'deprecation notes',
    'W0803 09:18:29.000001    2427 feature_gate.go:235] Setting GA feature gate ServiceNodeExclusion=true. It will be removed in a future release.',
  ),
  noise(
    'Neither --kubeconfig nor --master was specified',
    'in-cluster start',
    'W0211 19:03:12.000001   21931 client_config.go:617] Neither --kubeconfig nor --master was specified.  Using the inClusterConfig.  This might not work.',
  ),
  noise(
    '-kubeconfig provided',
    'kube-scheduler start',
    "W0211 19:03:12.000001   21931 authentication.go:272] No authentication-kubeconfig provided in order to lookup client-ca-file in configmap/extension-apiserver-authentication in kube-system, so client certificate authentication won't work.",
  ),
  noise(
    'cipher is not supported for use with etcd',
    'OpenShift etcd operator',
    'W0803 09:18:29.000001       1 etcd_env.go:287] cipher is not supported for use with etcd: "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"',
  ),
  noise(
    'nodePortAddresses is unset',
    'kube-proxy start',
    'E0321 14:51:33.000001       1 server.go:256] "Kube-proxy configuration may be incomplete or incorrect" err="nodePortAddresses is unset; NodePort connections will be accepted on all local IPs. Consider using `--nodeport-addresses primary`"',
  ),
  noise(
    'nfacct sub-system not available',
    'kube-proxy start',
    'E0321 14:51:33.000001       1 proxier.go:338] "Failed to create nfacct runner, nfacct based metrics won\'t be available" err="nfacct sub-system not available"',
  ),
  noise(
    'no imagefs label for configured runtime',
    'kubelet start',
    'E0321 14:51:20.000001     210 eviction_manager.go:267] "eviction manager: failed to check if we have separate container filesystem. Ignoring." err="no imagefs label for configured runtime"',
  ),
  noise(
    'resyncPeriod',
    'client-go informers',
    'W1120 23:07:53.000001   32091 shared_informer.go:494] resyncPeriod 13h38m2.1s is smaller than resyncCheckPeriod 15h3m8.2s and the informer has already started. Changing it to 15h3m8.2s',
  ),
];
