import type { MessagePattern } from '../../log-line.js';

/** kube-scheduler, kube-controller-manager and every other controller that holds a leader lease. */
export const controlPlaneMessages: readonly MessagePattern[] = [
  {
    id: 'control-plane-leader-lost',
    anchor: [
      'eaderelection lost',
      'ailed to renew lease',
      'stopped leading',
      'lost leader election',
      'leader election lost',
    ],
    pattern:
      /[Ll]eader ?election lost|[Ff]ailed to renew lease (?<lease>[\w.\/-]+)?|stopped leading|lost leader election/,
    severity: 'error',
    origin: 'client-go tools/leaderelection; kube-scheduler and kube-controller-manager app/server.go',
    samples: [
      'I1120 22:28:55.000001   32093 leaderelection.go:278] failed to renew lease kube-system/kube-scheduler: timed out waiting for the condition',
      'F1120 22:28:55.000001   32093 server.go:205] leaderelection lost',
      'E0701 19:22:41.123456       1 leaderelection.go:308] "Failed to renew lease" lease="kube-system/kube-scheduler" err="context deadline exceeded"',
    ],
    gives: { lease: 'kube-system/kube-scheduler', reason: 'timeout' },
  },
  {
    id: 'control-plane-lock-failing',
    anchor: [
      'error retrieving resource lock',
      'error initially creating leader election record',
      'Failed to update lock',
    ],
    pattern: /(?:resource lock|Failed to update lock)[: ]+(?<lease>[\w-]+\/[\w.-]+)?/,
    severity: 'error',
    origin: 'client-go tools/leaderelection/leaderelection.go',
    samples: [
      'E1120 22:28:53.000001   32091 leaderelection.go:325] error retrieving resource lock kube-system/kube-controller-manager: etcdserver: request timed out',
    ],
    gives: { lease: 'kube-system/kube-controller-manager', reason: 'timeout' },
  },
  {
    id: 'control-plane-leader-acquired',
    anchor: ['successfully acquired lease', 'Successfully acquired lease'],
    pattern: /acquired lease (?<lease>[\w-]+\/[\w.-]+)|acquired lease[^]* lock=(?<lease2>\S+)/,
    severity: 'info',
    origin: 'client-go tools/leaderelection/leaderelection.go',
    samples: [
      'I1120 22:30:12.000001   32093 leaderelection.go:253] successfully acquired lease kube-system/kube-scheduler',
    ],
    gives: { lease: 'kube-system/kube-scheduler' },
  },
  {
    id: 'zone-disruption',
    anchor: ['Controller detected that zone', 'Controller detected that all Nodes are not-Ready'],
    pattern: /newState=(?<state>\w+)|is now in state (?<state2>\w+)|all Nodes are not-Ready/,
    severity: 'warning',
    origin: 'pkg/controller/nodelifecycle/node_lifecycle_controller.go',
    samples: [
      'I0701 19:22:41.123456       1 node_lifecycle_controller.go:1028] "Controller detected that zone is now in new state" zone="eu:::eu-1a" newState="FullDisruption"',
      'I1120 22:30:11.000001   32091 node_lifecycle_controller.go:1195] Controller detected that all Nodes are not-Ready. Entering master disruption mode.',
    ],
    gives: { state: 'FullDisruption' },
  },
  {
    id: 'node-unreachable',
    anchor: ['been updated for ', 'Node is unresponsive'],
    pattern:
      /node (?<node>\S+) hasn't been updated for [\d.a-z+]+ ?\. Last Ready|Node is unresponsive[^]* node=(?<node2>\S+)|hasn't been updated for[^]* node=(?<node3>\S+)/,
    severity: 'warning',
    origin: 'pkg/controller/nodelifecycle/node_lifecycle_controller.go',
    samples: [
      "I1120 23:38:13.000001   32091 node_lifecycle_controller.go:1112] node worker-3 hasn't been updated for 45.0001s. Last Ready is: &NodeCondition{Type:Ready,Status:Unknown,Reason:NodeStatusUnknown,Message:Kubelet stopped posting node status.,}",
    ],
    gives: { node: 'worker-3' },
  },
  {
    id: 'node-marked-not-ready',
    anchor: ['Recording status change NodeNotReady', 'Recording status change event message for node'],
    pattern:
      /Recording status change (?:NodeNotReady )?event message for node (?<node>[\w.-]+)|status=NodeNotReady[^]*node=(?<node2>\S+)/,
    severity: 'warning',
    origin: 'pkg/controller/util/node/controller_utils.go',
    samples: [
      'I1120 23:38:08.000001   32091 controller_utils.go:179] Recording status change NodeNotReady event message for node worker-3',
    ],
    gives: { node: 'worker-3' },
  },
  {
    id: 'taint-eviction',
    anchor: ['NoExecuteTaintManager is deleting Pod', 'is deleting pod', 'Deleting pod'],
    pattern:
      /(?:NoExecuteTaintManager|TaintManager) is deleting [Pp]od:? ?(?<pod>[\w.-]+\/[\w.-]+)?|Deleting pod[^]*taint-eviction-controller/,
    severity: 'warning',
    origin: 'pkg/controller/tainteviction/taint_eviction.go',
    samples: [
      'I1120 23:39:14.000001   32091 taint_manager.go:106] NoExecuteTaintManager is deleting Pod: shop/web-5d9-x7',
    ],
    gives: { pod: 'shop/web-5d9-x7' },
  },
  {
    id: 'failed-scheduling',
    anchor: ['Unable to schedule ', 'no fit: '],
    pattern:
      /Unable to schedule (?:pod; no fits?|(?<pod>[\w.-]+\/[\w.-]+): no fit)[^]*?(?<why>\d+\/\d+ nodes are available: .{0,200}|no nodes available to schedule pods)/,
    severity: 'warning',
    origin: 'pkg/scheduler/schedule_one.go; pkg/scheduler/factory.go',
    samples: [
      'I1120 22:26:20.000001   32093 factory.go:338] "Unable to schedule pod; no fit; waiting" pod="shop/api-7d9-x7" err="0/3 nodes are available: 3 Insufficient cpu."',
    ],
    gives: { pod: 'shop/api-7d9-x7', why: '0/3 nodes are available: 3 Insufficient cpu.' },
  },
  {
    id: 'pod-preempted',
    anchor: ['preempted victim', 'Preempting victim'],
    pattern: /reempt(?:ed|ing) victim[^]*?(?: victim=(?<victim>\S+))?(?: node=(?<node>\S+))?$/i,
    severity: 'warning',
    origin: 'pkg/scheduler/framework/preemption/preemption.go',
    samples: [
      'I0701 19:22:41.123456       1 preemption.go:402] "Preemptor Pod preempted victim Pod" preemptor="security/scan-7x" victim="shop/web-5d9-x7" node="worker-2"',
    ],
    gives: { victim: 'shop/web-5d9-x7', node: 'worker-2' },
  },
  {
    id: 'hpa-metrics-unavailable',
    anchor: [
      'failed to compute desired number of replicas',
      'unable to get metrics for resource',
      'unable to fetch metrics from',
    ],
    pattern: /unable to (?:get|fetch) metrics|invalid metrics|did not receive metrics/,
    finds: [/listed metrics for (?<workload>[\w.\/-]+): /],
    severity: 'warning',
    origin: 'pkg/controller/podautoscaler/horizontal.go',
    samples: [
      'E1120 22:25:47.000001   32091 horizontal.go:227] failed to compute desired number of replicas based on listed metrics for Deployment/shop/api: invalid metrics (1 invalid out of 1), first error is: failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)',
    ],
    gives: { workload: 'Deployment/shop/api' },
  },
  {
    id: 'namespace-stuck-terminating',
    anchor: 'unexpected items still remain in namespace',
    pattern: /in namespace: (?<namespace>\S+) for gvr|in namespace:? (?<namespace2>[\w-]+)/,
    severity: 'warning',
    origin: 'pkg/controller/namespace/deletion',
    samples: [
      'E0701 19:22:41.123456       1 namespace_controller.go:162] deletion of namespace shop failed: unexpected items still remain in namespace: shop for gvr: /v1, Resource=pods',
    ],
    gives: { namespace: 'shop' },
  },
  {
    id: 'load-balancer-sync-failed',
    anchor: ['failed to ensure load balancer', 'Error syncing load balancer', 'error processing service'],
    pattern: /failed to ensure load balancer|Error syncing load balancer/,
    finds: [/processing service (?<service>[\w.-]+\/[\w.-]+)/],
    severity: 'error',
    origin: 'cloud-provider controllers/service/controller.go',
    samples: [
      'E0701 19:22:41.123456       1 controller.go:303] error processing service shop/web (retrying with exponential backoff): failed to ensure load balancer: could not find any suitable subnets for creating the ELB',
    ],
    gives: { service: 'shop/web' },
  },
  {
    id: 'endpoint-update-failing',
    anchor: ['Error syncing endpoint', 'Failed to update endpoint'],
    pattern:
      /(?:Error syncing endpoint(?: slice)?s for service \\?"(?<service>[^"\\]+))(?![^]*object has been modified)/,
    severity: 'warning',
    origin: 'pkg/controller/endpointslice/endpointslice_controller.go',
    samples: [
      'W1120 22:28:53.000001   32091 endpointslice_controller.go:284] Error syncing endpoint slices for service "shop/api", retrying. Error: failed to update api-x7 EndpointSlice for Service shop/api: etcdserver: request timed out',
    ],
    gives: { service: 'shop/api', reason: 'timeout' },
  },
  {
    id: 'job-pods-failed',
    anchor: 'failed pod(s) detected for job key',
    pattern: /for job key \\?"(?<job>[\w.\/-]+)/,
    severity: 'warning',
    origin: 'pkg/controller/job/job_controller.go',
    samples: [
      'E1120 23:10:11.000001   32091 job_controller.go:402] Error syncing job: failed pod(s) detected for job key "shop/import-1"',
    ],
    gives: { job: 'shop/import-1' },
  },
  {
    id: 'event-dropped',
    anchor: ['too many queued events, dropped event', 'Unable to record event'],
    severity: 'info',
    origin: 'client-go tools/record/event.go',
    samples: [
      'E0701 19:22:41.123456       1 event.go:359] "Unable to record event: too many queued events, dropped event" event="web-5d9"',
    ],
  },
];
