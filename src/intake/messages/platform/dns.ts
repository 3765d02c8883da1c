import type { MessagePattern } from '../../log-line.js';

/** CoreDNS, NodeLocal DNSCache and the host's resolver. CoreDNS prints no time of its own. */
export const dnsMessages: readonly MessagePattern[] = [
  {
    id: 'coredns-upstream-timeout',
    anchor: 'plugin/errors: ',
    pattern:
      /plugin\/errors: \d+ (?<name>\S+?)\.? (?<type>[A-Z]+): (?:read|write|dial) (?:udp|tcp) (?<from>[\d.]+|\[[\da-f:]+\])(?::\d+)?(?:->(?<dns>[\d.]+|\[[\da-f:]+\]):\d+)?: (?:i\/o timeout|connect(?:ion)?: (?:connection refused|no route to host|network is unreachable)|read: connection refused)/,
    severity: 'error',
    origin: 'coredns plugin/errors/errors.go, plugin/forward',
    samples: [
      '[ERROR] plugin/errors: 2 shop.example.internal. A: read udp 10.244.0.5:41230->10.0.0.2:53: i/o timeout',
    ],
    gives: { name: 'shop.example.internal', dns: '10.0.0.2', reason: 'dns-timeout' },
  },
  {
    id: 'coredns-api-unreachable',
    anchor: [
      'waiting for Kubernetes API before starting server',
      'starting server with unsynced Kubernetes API',
      'Plugins not ready: ',
      'Still waiting on: ',
    ],
    severity: 'warning',
    origin: 'coredns plugin/kubernetes/setup.go, plugin/ready',
    samples: [
      '[WARNING] plugin/kubernetes: starting server with unsynced Kubernetes API',
      '[INFO] plugin/ready: Plugins not ready: "kubernetes"',
      '[INFO] plugin/ready: Still waiting on: "kubernetes"',
    ],
  },
  {
    id: 'coredns-watch-failed',
    anchor: 'plugin/kubernetes: ',
    // "Unauthorized" and "is forbidden" are answers: the API server was reached
    pattern: /plugin\/kubernetes: (?![^]*(?:: Unauthorized|is forbidden: ))[^]*Failed to (?:watch|list)/,
    severity: 'error',
    origin: 'coredns plugin/kubernetes (client-go reflector)',
    samples: [
      '[ERROR] plugin/kubernetes: pkg/mod/k8s.io/client-go@v0.29.3/tools/cache/reflector.go:229: Failed to watch *v1.Service: failed to list *v1.Service: Get "https://10.96.0.1:443/api/v1/services": dial tcp 10.96.0.1:443: i/o timeout',
    ],
    gives: { host: '10.96.0.1', reason: 'timeout' },
  },
  {
    id: 'coredns-loop',
    anchor: 'plugin/loop: Loop',
    pattern: /plugin\/loop: Loop \((?<path>[^)]+)\) detected for zone \\?"(?<zone>[^"\\]+)/,
    severity: 'fatal',
    origin: 'coredns plugin/loop/loop.go',
    samples: [
      '[FATAL] plugin/loop: Loop (127.0.0.1:41230 -> :53) detected for zone ".", see https://coredns.io/plugins/loop#troubleshooting. Query: "HINFO 4547991504243258144.3688648895315093531."',
    ],
    gives: { zone: '.' },
  },
  {
    id: 'coredns-overloaded',
    anchor: 'plugin/health: Local health request to',
    pattern: /took more than 1s: (?<took>[\d.]+m?s)|Local health request to \S+ failed/,
    severity: 'warning',
    origin: 'coredns plugin/health/overloaded.go',
    samples: [
      '[WARNING] plugin/health: Local health request to "http://:8080/health" took more than 1s: 1.2034s',
    ],
    gives: { took: '1.2034s' },
  },
  {
    id: 'coredns-overloaded',
    anchor: 'concurrent queries exceeded maximum',
    pattern: /concurrent queries exceeded maximum (?<limit>\d+)/,
    severity: 'warning',
    origin: 'coredns plugin/forward ErrLimitExceeded (max_concurrent)',
    samples: ['[ERROR] plugin/errors: 2 orders.example.org. A: concurrent queries exceeded maximum 1000'],
    gives: { limit: '1000' },
  },
  {
    id: 'coredns-corefile-invalid',
    anchor: ['Corefile parse failed', 'Corefile changed but reload failed', 'Corefile:'],
    pattern:
      /Corefile (?:parse failed|changed but reload failed): (?<why>.{0,200})|Corefile:\d+ - (?<why2>Error during parsing: .{0,200})/,
    severity: 'error',
    origin: 'coredns plugin/reload/reload.go; caddyfile',
    samples: [
      '[ERROR] plugin/reload: Corefile changed but reload failed: plugin/forward: not an IP address or file: "resolver"',
      "/etc/coredns/Corefile:3 - Error during parsing: Unknown directive 'forwrad'",
    ],
  },
  {
    id: 'coredns-started',
    anchor: 'plugin/reload: Running configuration',
    severity: 'info',
    origin: 'coredns plugin/reload',
    samples: ['[INFO] plugin/reload: Running configuration SHA512 = 3c5f1c8c'],
  },
  {
    id: 'coredns-stopping',
    anchor: 'plugin/health: Going into lameduck mode',
    severity: 'info',
    origin: 'coredns plugin/health',
    samples: ['[INFO] plugin/health: Going into lameduck mode for 5s'],
  },
  {
    id: 'nodelocaldns-fault',
    anchor: [
      'Error checking/adding iptables rule',
      'Failed to add non-existent interface',
      'Failed to read node-cache coreFile',
    ],
    severity: 'error',
    origin: 'kubernetes/dns cmd/node-cache/app',
    samples: [
      '2026/07/01 19:22:41 [ERROR] Error checking/adding iptables rule {raw OUTPUT}, error - exit status 4',
    ],
  },
  {
    id: 'node-resolver-degraded',
    anchor: 'Using degraded feature set',
    pattern: /Using degraded feature set (?<set>\S+) instead of \S+ for DNS server (?<dns>[\da-f.:]+[\da-f])/,
    severity: 'warning',
    origin: 'systemd resolved/resolved-dns-server.c',
    samples: [
      'Jul 01 19:22:41 node-7 systemd-resolved[612]: Using degraded feature set UDP instead of UDP+EDNS0 for DNS server 10.0.0.2.',
    ],
    gives: { dns: '10.0.0.2' },
  },
  {
    id: 'node-resolver-failing',
    anchor: [
      'no servers could be reached',
      'failed to send packet: ',
      'Maximum number of concurrent DNS queries reached',
    ],
    pattern:
      /no servers could be reached|failed to send packet: (?<why>[\w ]+)|Maximum number of concurrent DNS queries reached/,
    severity: 'error',
    origin: 'dnsmasq forward.c; dig',
    samples: [
      'Jul 01 19:22:41 node-7 dnsmasq[612]: Maximum number of concurrent DNS queries reached (max: 150)',
    ],
  },
];
