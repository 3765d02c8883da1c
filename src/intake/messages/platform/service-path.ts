import type { MessagePattern } from '../../log-line.js';

/** kube-proxy, and the ingress and edge proxies in front of Services. */
export const servicePathMessages: readonly MessagePattern[] = [
  {
    id: 'kube-proxy-sync-slow',
    anchor: ['yncProxyRules complete', 'syncProxyRules took'],
    pattern: /yncProxyRules (?:complete|took)[^]*?(?:elapsed="?|took )(?<took>(?:\d+m)?\d+(?:\.\d+)?s)\b/,
    severity: 'info',
    origin: 'kubernetes pkg/proxy/iptables/proxier.go',
    samples: ['I0701 19:22:41.123456       1 proxier.go:822] "SyncProxyRules complete" elapsed="4.213s"'],
    gives: { took: '4.213s' },
  },
  {
    id: 'kube-proxy-sync-failed',
    anchor: ['Sync failed', 'Failed to execute iptables-save'],
    pattern: /Sync failed[^]*retryingTime|Failed to execute iptables-save/,
    severity: 'error',
    origin: 'kubernetes pkg/proxy/iptables/proxier.go',
    samples: ['I0701 19:22:41.123456       1 proxier.go:859] "Sync failed" retryingTime="30s"'],
  },
  {
    id: 'kube-proxy-rules-flushed',
    anchor: ['canary deleted', 'ables canary '],
    pattern: /[Ii][Pp][Tt]ables canary[^]*deleted/,
    severity: 'warning',
    origin: 'kubernetes pkg/util/iptables/iptables.go',
    samples: [
      'I0701 19:22:41.123456       1 iptables.go:624] "IPTables canary deleted" canaryTable="mangle"',
    ],
  },
  {
    id: 'kube-proxy-started',
    anchor: ['Starting service config controller', 'Using iptables Proxier', 'Using ipvs Proxier'],
    severity: 'info',
    origin: 'kubernetes pkg/proxy/config; cmd/kube-proxy',
    samples: ['I1120 22:43:16.000001   32207 config.go:315] Starting service config controller'],
  },
  {
    id: 'ipvs-realserver-leftover',
    anchor: 'Error in deleting real server',
    severity: 'info',
    origin: 'kubernetes pkg/proxy/ipvs/graceful_termination.go',
    samples: [
      'E0701 19:22:41.123456       1 graceful_termination.go:89] Try delete rs "10.96.0.10:53/UDP/10.244.1.2:53" err: Error in deleting real server',
    ],
  },
  {
    id: 'service-healthcheck-failed',
    anchor: 'failed to start healthcheck',
    pattern: /failed to start healthcheck \\?"(?<service>[\w.\/-]+)\\?" on port (?<port>\d+)/,
    severity: 'warning',
    origin: 'kubernetes pkg/proxy/healthcheck/service_health.go',
    samples: [
      'E0701 19:22:41.123456       1 service_health.go:141] node worker-1 failed to start healthcheck "shop/web" on port 31234: listen tcp :31234: bind: address already in use',
    ],
    gives: { service: 'shop/web', port: '31234' },
  },
  {
    id: 'ingress-no-backend',
    anchor: [
      'does not have any active Endpoint',
      'Skipping service: no endpoints found',
      'no available server',
      'no live upstreams',
    ],
    pattern:
      /Service \\?"(?<service>[\w.\/-]+)\\?" does not have any active Endpoint|Skipping service: no endpoints found[^]*?(?:serviceName=(?<service2>\S+))?|no available server|no live upstreams while connecting to upstream/,
    severity: 'error',
    origin: 'ingress-nginx internal/ingress/controller; traefik pkg/provider/kubernetes; envoy router; nginx',
    samples: [
      'W0701 19:22:41.123456       7 controller.go:1108] Service "shop/web" does not have any active Endpoint.',
      '2026/07/01 19:22:41 [error] 31#31: *10 no live upstreams while connecting to upstream, client: 10.0.0.9, server: shop.example, request: "GET / HTTP/1.1", upstream: "http://web/", host: "shop.example"',
    ],
    gives: { service: 'shop/web', reason: 'no-endpoints' },
  },
  {
    id: 'ingress-service-missing',
    anchor: [
      'Error obtaining Endpoints for Service',
      'error getting service',
      'Error getting service',
      'service not found',
    ],
    pattern:
      /Error obtaining Endpoints for Service \\?"(?<service>[\w.\/-]+)|[Ee]rror getting service \\?"?(?<service2>[\w.\/-]+)/,
    severity: 'warning',
    origin: 'ingress-nginx internal/ingress/controller/controller.go',
    samples: [
      'W0701 19:22:41.123456       7 controller.go:1044] Error obtaining Endpoints for Service "shop/web": no object matching key "shop/web" in local store',
    ],
    gives: { service: 'shop/web' },
  },
  {
    id: 'ingress-tls-secret-missing',
    anchor: ['Error getting SSL certificate', 'Error configuring TLS'],
    pattern:
      /Error getting SSL certificate \\?"(?<secret>[\w.\/-]+)\\?": local SSL certificate \S+ was not found|Error configuring TLS[^]*secret (?<secret2>[\w.\/-]+) does not exist/,
    severity: 'warning',
    origin:
      'ingress-nginx internal/ingress/controller/controller.go; traefik pkg/provider/kubernetes/ingress',
    samples: [
      'W0701 19:22:41.123456       7 controller.go:1348] Error getting SSL certificate "shop/web-tls": local SSL certificate shop/web-tls was not found. Using default certificate',
      'time="2026-07-01T19:22:41Z" level=error msg="Error configuring TLS" error="secret shop/web-tls does not exist" ingress=web namespace=shop providerName=kubernetes',
    ],
    gives: { secret: 'shop/web-tls' },
  },
  {
    id: 'ingress-ignored',
    anchor: 'validating ingress class',
    pattern:
      /gnoring ingress because of error while validating ingress class[^]*?ingress=\\?"?(?<ingress>[\w.\/-]+)/,
    severity: 'warning',
    origin: 'ingress-nginx internal/ingress/controller/store/store.go',
    samples: [
      'E0701 19:22:41.123456       7 store.go:431] "Ignoring ingress because of error while validating ingress class" ingress="shop/web" error="no object matching key \\"haproxy\\" in local store"',
    ],
    gives: { ingress: 'shop/web' },
  },
  {
    id: 'ingress-upstream-timeout',
    anchor: 'upstream timed out',
    pattern:
      /upstream timed out \(110: [^)]+\) while (?<phase>connecting to upstream|reading response header from upstream|\w[\w ]+),[^]*?upstream: \\?"(?<url>[^"\\]+)\\?"(?:, host: \\?"(?<entrance>[^"\\]+))?/,
    severity: 'error',
    origin: 'nginx src/http/ngx_http_upstream.c',
    samples: [
      '2026/07/01 19:22:41 [error] 31#31: *10 upstream timed out (110: Operation timed out) while reading response header from upstream, client: 10.0.0.9, server: , request: "POST /api/v1/orders HTTP/1.1", upstream: "http://10.96.3.4:8080/api/v1/orders", host: "shop.example"',
    ],
    gives: {
      phase: 'reading response header from upstream',
      host: '10.96.3.4',
      port: '8080',
      entrance: 'shop.example',
      reason: 'timeout',
    },
  },
  {
    id: 'ingress-upstream-reset',
    anchor: [
      'while connecting to upstream',
      'upstream prematurely closed connection',
      'upstream connect error or disconnect/reset',
      'Connection reset by peer) while reading response header',
    ],
    pattern:
      /(?:connect\(\) failed \((?<errno>\d+): (?<problem>[^)]+)\) while connecting to upstream|upstream prematurely closed connection|reset by peer\) while reading response header|reset reason: (?<reset>[\w ]+))(?:[^]*?upstream: \\?"(?<url>[^"\\]+)\\?"(?:, host: \\?"(?<entrance>[^"\\]+))?)?/,
    severity: 'error',
    origin: 'nginx src/http/ngx_http_upstream.c; envoy source/common/router/router.cc',
    samples: [
      '2026/07/01 19:22:41 [error] 31#31: *10 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.9, server: shop.example, request: "GET / HTTP/1.1", upstream: "http://10.244.1.7:8080/", host: "shop.example"',
      'upstream connect error or disconnect/reset before headers. reset reason: connection failure',
    ],
    gives: { host: '10.244.1.7', port: '8080', problem: 'Connection refused', reason: 'refused' },
  },
  {
    id: 'ingress-reload-failed',
    anchor: [
      'Unexpected failure reloading the backend',
      'Error reloading NGINX',
      'nginx: configuration file',
    ],
    pattern:
      /Unexpected failure reloading the backend|Error reloading NGINX|configuration file \S+ test failed/,
    severity: 'error',
    origin: 'ingress-nginx internal/ingress/controller/controller.go',
    samples: [
      'E0701 19:22:41.123456       7 controller.go:205] Unexpected failure reloading the backend:\nexit status 1\nnginx: [emerg] unknown directive "foo" in /tmp/nginx-cfg1:12',
    ],
  },
  {
    id: 'nginx-upstream-unresolved',
    anchor: 'host not found in upstream',
    pattern: /host not found in upstream \\?"(?<upstream>[^"\\:]+)/,
    severity: 'fatal',
    origin: 'nginx src/http/ngx_http_upstream_round_robin.c',
    samples: [
      'nginx: [emerg] host not found in upstream "orders.shop.svc.cluster.local" in /etc/nginx/conf.d/default.conf:12',
    ],
    gives: {
      upstream: 'orders.shop.svc.cluster.local',
      host: 'orders.shop.svc.cluster.local',
      reason: 'unresolved',
    },
  },
  {
    id: 'auth-proxy-down',
    anchor: [
      'ailed to discover OIDC configuration',
      'rror initialising provider',
      'ailed to initialise provider',
      'ailed to initialise OAuth2 Proxy',
      'ailed to query provider',
    ],
    severity: 'fatal',
    origin: 'oauth2-proxy main.go, providers/util; dex',
    samples: [
      'ERROR: Failed to initialise OAuth2 Proxy: error initialising provider: could not create provider data: error building OIDC ProviderVerifier: could not get verifier builder: error while discovery OIDC configuration: failed to discover OIDC configuration: error performing request: Get "http://identity.sso.svc.cluster.local/.well-known/openid-configuration": dial tcp 10.96.3.4:80: connect: connection refused',
    ],
    gives: { host: 'identity.sso.svc.cluster.local', reason: 'refused' },
  },
];
