import type { MessagePattern } from '../../log-line.js';

/**
 * The API server's log and what its clients say of it. A client's address tells two paths apart: 6443 or
 * a host name is the API server itself, a Service address on 443 goes through the Service rules of the
 * client's node.
 */
export const apiserverMessages: readonly MessagePattern[] = [
  {
    id: 'apiserver-etcd-timeout',
    anchor: ['etcdserver: request timed out', '[-]etcd failed'],
    severity: 'error',
    origin: 'etcd rpctypes, seen by kube-apiserver and its clients; apiserver healthz',
    samples: [
      'E1120 22:28:53.000001   32039 cacher.go:419] cacher (*rbac.Role): unexpected ListAndWatch error: failed to list *rbac.Role: etcdserver: request timed out; reinitializing...',
      '[-]etcd failed: reason withheld',
    ],
  },
  {
    id: 'apiserver-etcd-timeout',
    anchor: 'addrConn.createTransport failed to connect to',
    programs: ['kube-apiserver'],
    severity: 'warning',
    origin: 'grpc-go clientconn.go; its only gRPC peers are etcd and KMS',
    samples: [
      'W1120 22:29:10.000001   32039 clientconn.go:1223] grpc: addrConn.createTransport failed to connect to {https://10.200.0.12:2379  <nil> 0 <nil>}. Err :connection error: desc = "transport: Error while dialing dial tcp 10.200.0.12:2379: connect: connection refused". Reconnecting...',
    ],
    gives: { host: '10.200.0.12', port: '2379', reason: 'refused' },
  },
  {
    id: 'apiserver-request-timeout',
    anchor: [
      'unable to return a response in the time allotted',
      'request did not complete within requested timeout',
      'request did not complete within',
      'http: Handler timeout',
      'quota evaluation timed out',
    ],
    severity: 'error',
    origin: 'apiserver pkg/endpoints; pkg/server/filters/timeout.go',
    samples: [
      'Error from server (Timeout): the server was unable to return a response in the time allotted, but may still be processing the request (get pods)',
      'E1120 22:29:10.000001   32039 writers.go:117] apiserver was unable to write a JSON response: http: Handler timeout',
      'E1120 22:29:10.000001   32039 controller.go:184] unable to sync kubernetes service: Internal error occurred: resource quota evaluation timed out',
    ],
  },
  {
    id: 'apiserver-overload',
    anchor: [
      'Too many requests, please try again later',
      'the server has received too many requests',
      'resp=429',
    ],
    finds: [/ verb="?(?<verb>[A-Z]+)/, / userAgent="?(?<client>[^"\s\/]+)/],
    severity: 'warning',
    origin: 'apiserver pkg/server/filters/priority-and-fairness.go',
    samples: [
      'E0701 19:22:41.123456       1 reflector.go:178] k8s.io/client-go/informers/factory.go:134: Failed to list *v1.Pod: the server has received too many requests and has asked us to try again later (get pods)',
    ],
  },
  {
    id: 'client-throttled',
    anchor: ['Waited before sending request', 'Waited for ', 'Throttling request took'],
    pattern:
      /Throttling request took (?<took>[\d.]+m?s)|Waited for (?<took2>[\d.]+m?s) due to client-side throttling|Waited before sending request[^]* delay=(?<took3>\S+)/,
    severity: 'info',
    origin: 'client-go rest/request.go',
    samples: [
      'I1120 22:26:16.120000   32091 request.go:655] Throttling request took 1.0478s, request: POST:https://10.200.0.1:6443/api/v1/namespaces/shop/pods',
      'I0701 19:22:41.123456       1 request.go:697] Waited for 1.04s due to client-side throttling, not priority and fairness, request: GET:https://10.96.0.1:443/apis/apps/v1',
    ],
    gives: { took: '1.0478s' },
  },
  {
    id: 'apiserver-unhealthy',
    anchor: [
      'livez check failed',
      'readyz check failed',
      'healthz check failed',
      'check failed: readyz',
      'check failed: healthz',
      'check failed: livez',
    ],
    pattern:
      /^(?!(?:(?:poststarthook\/[\w.\/-]+|informer-sync|autoregister-completion)(?:,| (?=check failed)))+check failed)[^]*check failed/,
    finds: [/(?<checks>[\w.,\/-]+) check failed: (?<endpoint>livez|readyz|healthz)/],
    severity: 'warning',
    origin: 'apiserver pkg/server/healthz',
    samples: [
      'I1120 22:28:55.000001   32039 healthz.go:266] etcd check failed: readyz',
      'livez check failed',
    ],
    gives: { checks: 'etcd', endpoint: 'readyz' },
  },
  {
    id: 'secrets-undecryptable',
    anchor: ['unable to transform key ', 'failed to decrypt DEK', 'failed to decrypt data'],
    pattern: /unable to transform key \\*"(?<key>\/registry\/[^"\\]+)|failed to decrypt (?:DEK|data)/,
    severity: 'error',
    origin: 'apiserver pkg/storage/value, pkg/storage/value/encrypt/envelope',
    samples: [
      'E0701 19:22:41.123456       1 cacher.go:470] cacher (secrets): unexpected ListAndWatch error: failed to list *core.Secret: unable to transform key "/registry/secrets/shop/db": failed to decrypt DEK, error: rpc error: code = Unavailable desc = connection error',
    ],
    gives: { key: '/registry/secrets/shop/db' },
  },
  {
    id: 'apiserver-vip-unreachable',
    anchor: [':443/api', ':443/version', 'default.svc/api', ':443: i/o timeout', ':443: connect: '],
    pattern:
      /https:\/\/(?:\[?[\da-f.:]+\]?:443|kubernetes\.default(?:\.svc[\w.]*)?(?::443)?)\/(?:apis?\b|version|healthz|livez|openapi)[^]*?(?:dial tcp|i\/o timeout|connection refused|no route to host|deadline exceeded|lookup |TLS handshake timeout)/,
    severity: 'error',
    origin: 'client-go in-cluster configuration: https://KUBERNETES_SERVICE_HOST:KUBERNETES_SERVICE_PORT',
    samples: [
      'E1120 22:36:31.000001       1 reflector.go:127] k8s.io/client-go/informers/factory.go:134: Failed to watch *v1.Service: failed to list *v1.Service: Get "https://10.96.0.1:443/api/v1/services?limit=500": dial tcp 10.96.0.1:443: i/o timeout',
      'F1120 22:36:31.000001       1 main.go:77] Error while initiating a connection to the Kubernetes API server. This could mean the cluster is misconfigured. Reason: Get "https://10.96.0.1:443/version": dial tcp 10.96.0.1:443: i/o timeout',
    ],
    gives: { host: '10.96.0.1', port: '443', reason: 'timeout' },
  },
  {
    id: 'apiserver-unreachable',
    anchor: [
      'did you specify the right host or port',
      'http2: client connection lost',
      'Unable to connect to the server',
      ':6443: connect: ',
      ':6443: i/o timeout',
      ':8443: connect: ',
      ':6443/api',
      'the server is currently unable to handle the request',
    ],
    pattern:
      /did you specify the right host|client connection lost|Unable to connect to the server|:(?:6443|8443)[^]*?(?:connection refused|i\/o timeout|no route to host|deadline exceeded|TLS handshake timeout|connection reset|EOF)/,
    severity: 'error',
    origin: 'client-go; kubectl pkg/cmd/util/helpers.go',
    samples: [
      'E0211 19:03:13.000001   21931 leaderelection.go:330] error retrieving resource lock kube-system/kube-scheduler: Get "https://10.0.0.4:6443/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/kube-scheduler?timeout=5s": dial tcp 10.0.0.4:6443: connect: connection refused',
      'The connection to the server localhost:8080 was refused - did you specify the right host or port?',
    ],
    gives: { host: '10.0.0.4', port: '6443', reason: 'refused' },
  },
  {
    id: 'apiserver-watch-reinit',
    anchor: 'unexpected ListAndWatch error',
    severity: 'error',
    origin: 'apiserver pkg/storage/cacher/cacher.go',
    samples: [
      'E1120 22:28:53.000001   32039 cacher.go:419] cacher (*core.Pod): unexpected ListAndWatch error: failed to list *core.Pod: rpc error: code = Unavailable desc = transport is closing; reinitializing...',
    ],
  },
  {
    id: 'watch-failed',
    anchor: [
      'Failed to watch *',
      'Failed to list *',
      'failed to list *',
      'Failed to watch',
      'watch ended with error',
      'very short watch: ',
    ],
    pattern: /Failed to (?:watch|list)|failed to list \*|watch ended with error|very short watch: /,
    severity: 'error',
    origin: 'client-go tools/cache/reflector.go',
    samples: [
      'E1120 22:30:01.000001   32093 reflector.go:138] k8s.io/client-go/informers/factory.go:134: Failed to watch *v1.StatefulSet: failed to list *v1.StatefulSet: etcdserver: request timed out',
      'E0701 19:22:41.123456       1 reflector.go:200] "Failed to watch" err="failed to list *v1.Pod: Get \\"https://10.96.0.1:443/api/v1/pods?limit=500\\": dial tcp 10.96.0.1:443: connect: connection refused" reflector="k8s.io/client-go/informers/factory.go:160" type="*v1.Pod"',
    ],
  },
  {
    id: 'apiserver-panic',
    anchor: 'apiserver panic',
    severity: 'error',
    origin: 'apiserver pkg/server/filters/wrap.go',
    samples: [
      'E0701 19:22:41.123456       1 wrap.go:53] "apiserver panic\'d" method="GET" URI="/api/v1/pods" auditID="7d05"',
    ],
  },
  {
    id: 'aggregated-api-unavailable',
    anchor: [
      'failing or missing response from',
      'loading OpenAPI spec for',
      'unable to retrieve the complete list of server APIs',
      'get resource list for',
    ],
    pattern:
      /(?:(?<api>v\d\w*\.[\w.-]+) failed with: |OpenAPI spec for \\?"(?<api2>[\w.-]+)\\?" failed|list of server APIs: (?<api3>[\w.-]+\/v\w+)|resource list for (?<api4>[\w.-]+\/v\w+))/,
    severity: 'error',
    origin: 'kube-aggregator pkg/controllers/status; client-go discovery',
    samples: [
      'E0701 19:22:41.123456       1 available_controller.go:508] v1beta1.metrics.k8s.io failed with: failing or missing response from https://10.96.44.1:443/apis/metrics.k8s.io/v1beta1: Get "https://10.96.44.1:443/apis/metrics.k8s.io/v1beta1": dial tcp 10.96.44.1:443: connect: connection refused',
    ],
    gives: { api: 'v1beta1.metrics.k8s.io', reason: 'refused' },
  },
  {
    id: 'api-cert-refused',
    anchor: ['certificate has expired or is not yet valid', 'certificate signed by unknown authority'],
    pattern:
      /(?:https:\/\/[^\s"\\]+\/(?:apis?|version|healthz|livez|readyz|openapi)\b|Unable to connect to the server)[^]*?x509: certificate (?:(?<problem>has expired) or is not yet valid(?:: current time (?<now>\S+) is (?<side>after|before) (?<limit>[\w:.-]+))?|signed by (?<problem2>unknown authority))/,
    severity: 'error',
    origin: 'Go crypto/x509, in the log of a client of the API server',
    samples: [
      'E0701 19:22:41.123456     876 controller.go:145] "Failed to ensure lease exists, will retry" err="Get \\"https://10.0.0.5:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/wk-a?timeout=10s\\": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-07-01T19:22:41Z is after 2026-07-01T19:00:00Z" interval="7s"',
      'Unable to connect to the server: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-07-01T19:22:41Z is after 2026-07-01T19:00:00Z',
    ],
    gives: { problem: 'has expired', side: 'after', limit: '2026-07-01T19:00:00Z' },
  },
  {
    id: 'etcd-cert-refused',
    anchor: ['certificate has expired or is not yet valid', 'certificate signed by unknown authority'],
    programs: ['kube-apiserver'],
    pattern:
      /:2379[^]*?x509: certificate (?:(?<problem>has expired) or is not yet valid(?:: current time (?<now>\S+) is (?<side>after|before) (?<limit>[\w:.-]+))?|signed by (?<problem2>unknown authority))/,
    severity: 'error',
    origin: 'grpc-go clientconn.go and Go crypto/x509, in the log of kube-apiserver',
    samples: [
      'W0701 19:22:41.123456       1 logging.go:55] [core] [Channel #1 SubChannel #3]grpc: addrConn.createTransport failed to connect to {Addr: "127.0.0.1:2379", ServerName: "127.0.0.1:2379", }. Err: connection error: desc = "transport: authentication handshake failed: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-07-01T19:22:41Z is after 2026-07-01T19:00:00Z"',
    ],
    gives: { problem: 'has expired', side: 'after' },
  },
  {
    id: 'client-cert-rejected',
    anchor: 'Unable to authenticate the request',
    pattern: /x509: certificate (?:(?<problem>has expired)|signed by (?<problem2>unknown authority))/,
    severity: 'error',
    origin: 'apiserver pkg/endpoints/filters/authentication.go, pkg/authentication/request/x509',
    samples: [
      'E0701 19:22:41.123456       1 authentication.go:73] "Unable to authenticate the request" err="[x509: certificate has expired or is not yet valid: current time 2026-07-01T19:22:41Z is after 2026-07-01T19:00:00Z, verifying certificate SN=4711, SKID=, AKID=AA:BB failed: x509: certificate has expired or is not yet valid: current time 2026-07-01T19:22:41Z is after 2026-07-01T19:00:00Z]"',
    ],
    gives: { problem: 'has expired' },
  },
  {
    id: 'sa-token-invalid',
    anchor: [
      'Unable to authenticate the request',
      'service account token has expired',
      'token has been invalidated',
    ],
    severity: 'error',
    origin: 'apiserver pkg/endpoints/filters/authentication.go',
    samples: [
      'E0701 19:22:41.123456       1 authentication.go:63] "Unable to authenticate the request" err="[invalid bearer token, service account token has expired]"',
    ],
  },
  {
    id: 'client-unauthorized',
    anchor: [
      'asked for the client to provide credentials',
      'rror retrieving resource lock',
      'ailed to list *',
    ],
    pattern:
      /asked for the client to provide credentials|(?:rror retrieving resource lock |ailed to list \*)[^]*(?:[:=] ?\\*"?)Unauthorized/,
    severity: 'error',
    origin: 'apimachinery pkg/api/errors NewUnauthorized; client-go tools/leaderelection',
    samples: [
      'E0701 19:22:41.123456       1 leaderelection.go:332] error retrieving resource lock shop/web: Unauthorized',
      'E0701 19:22:42.123456       1 reflector.go:150] Failed to watch *v1.Pod: the server has asked for the client to provide credentials (get pods)',
      'E0701 19:22:44.123456       1 reflector.go:150] Failed to watch *v1.Service: failed to list *v1.Service: Unauthorized',
    ],
  },
  {
    id: 'rbac-forbidden',
    anchor: ['is forbidden: User', 'forbidden: user '],
    pattern:
      /is forbidden: [Uu]ser \\?"(?<user>[^"\\]+)\\?" cannot (?<verb>\w+) resource \\?"(?<resource>[\w\/-]+)\\?"(?![^]*no relationship found)/,
    severity: 'error',
    origin: 'apiserver pkg/endpoints/handlers/responsewriters/errors.go',
    samples: [
      'E0701 19:22:41.123456       1 reflector.go:138] Failed to watch *v1.Node: failed to list *v1.Node: nodes is forbidden: User "system:serviceaccount:shop:agent" cannot list resource "nodes" in API group "" at the cluster scope',
    ],
    gives: { user: 'system:serviceaccount:shop:agent', verb: 'list', resource: 'nodes', reason: 'forbidden' },
  },
  {
    id: 'apiserver-started',
    anchor: ['Serving securely on ', 'Starting API server'],
    programs: ['kube-apiserver'],
    severity: 'info',
    origin: 'apiserver pkg/server/secure_serving.go',
    samples: ['I1120 23:07:45.000001   32039 secure_serving.go:197] Serving securely on [::]:6443'],
  },
];
