import type { MessagePattern } from '../../log-line.js';

/** Agents of Calico, Cilium, AWS VPC CNI, OVN-Kubernetes and kube-router. */
export const cniAgentMessages: readonly MessagePattern[] = [
  {
    id: 'calico-nodename-missing',
    anchor: 'calico/nodename: no such file',
    severity: 'error',
    origin: 'calico cni-plugin internal/pkg/utils/utils.go',
    samples: [
      'time="2026-07-01T19:22:41Z" level=error msg="RunPodSandbox for &PodSandboxMetadata{Name:web-0,Uid:7d05,Namespace:shop,Attempt:0,} failed, error" error="failed to setup network for sandbox \\"3f1a\\": plugin type=\\"calico\\" failed (add): stat /var/lib/calico/nodename: no such file or directory: check that the calico/node container is running and has mounted /var/lib/calico/"',
    ],
    gives: { pod: 'shop/web-0' },
  },
  {
    id: 'cni-token-unauthorized',
    anchor: 'connection is unauthorized',
    severity: 'error',
    origin: 'calico libcalico-go lib/backend/k8s',
    samples: [
      'plugin type="calico" failed (add): error getting ClusterInformation: connection is unauthorized: Unauthorized',
    ],
    gives: { reason: 'unauthorized' },
  },
  {
    id: 'calico-bgp-down',
    anchor: [
      'BIRD is not ready',
      'unable to connect to BIRDv4 socket',
      'BGP not established with',
      'BGP session is down',
    ],
    pattern: /BGP not established|BIRD is not ready|BIRDv4 socket|BGP session is down/,
    finds: [/BGP not established with (?<peer>[\d.,]+)/],
    severity: 'error',
    origin: 'calico node/pkg/health/health.go',
    samples: [
      'calico/node is not ready: BIRD is not ready: BGP not established with 10.200.0.12,10.200.0.13',
      'calico/node is not ready: BIRD is not ready: Error querying BIRD: unable to connect to BIRDv4 socket: dial unix /var/run/calico/bird.ctl: connect: connection refused',
    ],
    gives: { peer: '10.200.0.12,10.200.0.13' },
  },
  {
    id: 'calico-felix-not-ready',
    anchor: ['felix is not ready', 'Felix is not live', 'felix is not live'],
    severity: 'error',
    origin: 'calico node/pkg/health/health.go',
    samples: ['calico/node is not ready: felix is not ready: readiness probe reporting 503'],
  },
  {
    id: 'calico-typha-unreachable',
    anchor: ['Failed to connect to Typha', 'Failed to connect to typha endpoint'],
    pattern: /Failed to connect to Typha|typha endpoint/i,
    finds: [/typha endpoint (?<endpoint>[\d.]+:\d+)/],
    severity: 'error',
    origin: 'calico typha/pkg/syncclient',
    samples: [
      '2026-07-01 19:22:41.123 [WARNING][86] felix/sync_client.go 168: Failed to connect to typha endpoint 10.200.0.12:5473.  Will try another if available... error=dial tcp 10.200.0.12:5473: connect: connection refused',
    ],
    gives: { endpoint: '10.200.0.12:5473', reason: 'refused' },
  },
  {
    id: 'mtu-mismatch',
    anchor: 'Configured MTU is larger than detected',
    severity: 'warning',
    origin: 'calico felix/dataplane/linux/int_dataplane.go',
    samples: [
      '2026-07-01 19:22:41.123 [WARNING][86] felix/int_dataplane.go 700: Configured MTU is larger than detected host interface MTU. configuredMTU=1500 detectedMTU=1400',
    ],
  },
  {
    id: 'cilium-agent-down',
    anchor: [
      'unable to connect to Cilium',
      'failed to create cilium agent client',
      'Cilium API client timeout exceeded',
      'unable to allocate IP via local cilium agent',
    ],
    severity: 'error',
    origin: 'cilium plugins/cilium-cni/cmd/cmd.go',
    samples: [
      'plugin type="cilium-cni" failed (add): unable to connect to Cilium agent: failed to create cilium agent client after 30.000000 seconds timeout: Get "http:///var/run/cilium/cilium.sock/v1/config": dial unix /var/run/cilium/cilium.sock: connect: no such file or directory',
    ],
  },
  {
    id: 'cilium-api-unreachable',
    anchor: [
      'Unable to contact k8s api-server',
      'Heartbeat timed out, restarting client connections',
      'Establishing connection to apiserver failed',
    ],
    severity: 'error',
    origin: 'cilium pkg/k8s/client',
    samples: [
      'time=2026-07-01T19:22:41.123456789Z level=error msg="Unable to contact k8s api-server" ipAddr=https://10.96.0.1:443 error="Get \\"https://10.96.0.1:443/api/v1/namespaces/kube-system\\": dial tcp 10.96.0.1:443: i/o timeout"',
    ],
    gives: { reason: 'timeout' },
  },
  {
    id: 'cilium-endpoint-failing',
    anchor: ['Unable to restore endpoint', 'Regeneration of endpoint failed', 'endpoint regeneration failed'],
    severity: 'warning',
    origin: 'cilium daemon/cmd/state.go; pkg/endpoint',
    samples: [
      'level=warning msg="Unable to restore endpoint, ignoring" endpointID=1126 error="interface lxc1c55 could not be found" k8sPodName=shop/web-0 subsys=daemon',
    ],
    gives: { pod: 'shop/web-0' },
  },
  {
    id: 'aws-ipamd-down',
    anchor: [
      'failed to connect to backend server',
      'Failed to connect to backend server',
      'Error received from AddNetwork gRPC call',
    ],
    severity: 'error',
    origin: 'amazon-vpc-cni-k8s cmd/routed-eni-cni-plugin/cni.go',
    samples: [
      '{"level":"error","ts":"2026-07-01T19:22:41.123Z","caller":"routed-eni-cni-plugin/cni.go:202","msg":"Error received from AddNetwork gRPC call: rpc error: code = Unavailable desc = connection error: desc = \\"transport: Error while dialing: dial tcp 127.0.0.1:50051: connect: connection refused\\""}',
    ],
    gives: { reason: 'refused' },
  },
  {
    id: 'cloud-permission-missing',
    anchor: [
      'UnauthorizedOperation',
      'due to missing permissions',
      'AccessDenied: User: ',
      'is not authorized to perform',
      'AuthorizationFailed',
      'does not have authorization to perform action',
    ],
    pattern:
      /not authorized to perform|due to missing permissions|UnauthorizedOperation|AccessDenied|AuthorizationFailed|to perform action/,
    finds: [/to perform:? (?:action ['\"]?)?(?<action>[\w:.\/]+)|failed to call (?<action2>\w+)/],
    severity: 'error',
    origin: 'AWS, Azure API errors',
    samples: [
      'E0701 19:22:41.123456       1 driver.go:85] GRPC error: rpc error: code = Internal desc = Could not create volume: UnauthorizedOperation: You are not authorized to perform: ec2:CreateVolume',
    ],
    gives: { action: 'ec2:CreateVolume' },
  },
  {
    id: 'cloud-credentials-rejected',
    anchor: [
      'InvalidClientTokenId',
      'UnrecognizedClientException',
      'ExpiredTokenException',
      'AuthFailure: AWS was not able',
      'AADSTS7000222',
      'AADSTS7000215',
      'application credential has expired',
      'The request you have made requires authentication',
      'oauth2: cannot fetch token',
      'Unable to authenticate you',
    ],
    pattern:
      /InvalidClientTokenId|UnrecognizedClientException|ExpiredTokenException|AuthFailure: AWS was not able|AADSTS70002(?:22|15)|application credential has expired|request you have made requires authentication|oauth2: cannot fetch token|Unable to authenticate you/,
    finds: [/node (?<node>[a-z0-9][a-z0-9.-]*)/],
    severity: 'error',
    origin: 'AWS STS, Azure AD, OpenStack Keystone, Google oauth2, Hetzner and DigitalOcean API errors',
    samples: [
      "E1014 18:24:55.000000       1 node_controller.go:240] error syncing 'auto-1': failed to get instance metadata for node auto-1: Authentication failed: The application credential has expired, requeuing",
    ],
    gives: { node: 'auto-1' },
  },
  {
    id: 'cloud-throttled',
    anchor: ['RequestLimitExceeded', 'Throttling: Rate exceeded', 'ThrottlingException', 'rateLimitExceeded'],
    severity: 'warning',
    origin: 'AWS, GCP API errors',
    samples: [
      'E0701 19:22:41.123456       1 controller.go:303] RequestLimitExceeded: Request limit exceeded.',
    ],
  },
  {
    id: 'quota-cloud',
    anchor: [
      'VcpuLimitExceeded',
      'InstanceLimitExceeded',
      'VolumeLimitExceeded',
      'QUOTA_EXCEEDED',
      'QuotaExceeded',
      'InsufficientInstanceCapacity',
      'ZONE_RESOURCE_POOL_EXHAUSTED',
    ],
    pattern:
      /(?<limit>VcpuLimitExceeded|InstanceLimitExceeded|VolumeLimitExceeded|QUOTA_EXCEEDED|QuotaExceeded|InsufficientInstanceCapacity|ZONE_RESOURCE_POOL_EXHAUSTED)/,
    severity: 'error',
    origin: 'AWS, GCP, Azure API errors',
    samples: [
      'W0701 19:22:41.123456       1 auto_scaling_groups.go:480] Instance creation failed: VcpuLimitExceeded - You have requested more vCPU capacity than your current vCPU limit',
    ],
    gives: { limit: 'VcpuLimitExceeded' },
  },
  {
    id: 'ovn-pod-annotation-timeout',
    anchor: ['failed to get pod annotation', 'failed to configure pod interface'],
    severity: 'error',
    origin: 'ovn-kubernetes go-controller/pkg/cni',
    samples: [
      'plugin type="ovn-k8s-cni-overlay" name="ovn-kubernetes" failed (add): CNI request failed with status 400: \'[shop/web-0 3f1a] failed to get pod annotation: timed out waiting for annotations: context deadline exceeded',
    ],
    gives: { reason: 'timeout' },
  },
  {
    id: 'kube-router-sync-failing',
    anchor: [
      'Error syncing IPVS services',
      'error during full sync in network service controller',
      'Controller heartbeat missed',
      'failed to run kube-router',
      'failed to synchronize cache',
    ],
    severity: 'error',
    origin: 'kube-router pkg/controllers, pkg/healthcheck',
    samples: [
      'E0701 19:22:41.123456       1 network_services_controller.go:405] Error syncing IPVS services: Post "https://10.96.0.1:443/api/v1": dial tcp 10.96.0.1:443: i/o timeout',
    ],
    gives: { reason: 'timeout' },
  },
];
