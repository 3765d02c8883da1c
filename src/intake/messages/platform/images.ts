import type { MessagePattern } from '../../log-line.js';

/** Image pulls. The tail of the error decides which mechanism it is; the pull itself is reported too. */
export const imageMessages: readonly MessagePattern[] = [
  {
    id: 'image-pull-failed',
    anchor: [
      'ailed to pull image',
      'failed to pull and unpack image',
      'ErrImagePull',
      'Pull image ',
      'PullImage ',
      'Error pulling image',
      'initializing source docker://',
    ],
    pattern:
      /(?:[Ff]ailed to pull(?: and unpack)? image|Pull ?[Ii]mage|Error pulling image) \\*"(?<image>[^"\\]+)\\*"?[^]*?(?:failed|[Ee]rror)|ErrImagePull|initializing source docker:\/\/(?<image2>[^\s:]+(?::[\w.-]+)?)/,
    severity: 'error',
    origin: 'kubernetes pkg/kubelet/images; containerd; containers/image',
    samples: [
      'time="2026-11-20T22:58:11.120000000Z" level=error msg="PullImage \\"registry.example/shop/web:latest\\" failed" error="failed to pull and unpack image \\"registry.example/shop/web:latest\\": failed to resolve reference \\"registry.example/shop/web:latest\\": failed to do request: Head \\"http://registry.example:30500/v2/shop/web/manifests/latest?ns=registry.example\\": dial tcp 10.200.0.12:30500: connect: connection refused"',
      'E1120 22:58:11.000001   32205 pod_workers.go:191] Error syncing pod 7d05 ("web-5d9-x7_shop(7d05bcbb-1797-481a-b4e1-4a16bf5de193)"), skipping: failed to "StartContainer" for "web" with ErrImagePull: "rpc error: code = Unknown desc = failed to pull and unpack image \\"registry.example/shop/web:latest\\": failed to resolve reference \\"registry.example/shop/web:latest\\": failed to do request: Head \\"http://registry.example:30500/v2/shop/web/manifests/latest\\": dial tcp 10.200.0.12:30500: connect: connection refused"',
    ],
    gives: { image: 'registry.example/shop/web:latest', reason: 'refused' },
  },
  {
    id: 'image-pull-backoff',
    anchor: ['Back-off pulling image', 'ImagePullBackOff'],
    pattern: /Back-off pulling image \\*"(?<image>[^"\\]+)|ImagePullBackOff/,
    severity: 'warning',
    origin: 'kubernetes pkg/kubelet/images/image_manager.go',
    samples: [
      'E1120 22:58:20.000001   32205 pod_workers.go:191] Error syncing pod 7d05 ("web-5d9-x7_shop(7d05bcbb-1797-481a-b4e1-4a16bf5de193)"), skipping: failed to "StartContainer" for "web" with ImagePullBackOff: "Back-off pulling image \\"registry.example/shop/web:latest\\""',
    ],
    gives: { image: 'registry.example/shop/web:latest', pod: 'shop/web-5d9-x7', container: 'web' },
  },
  {
    id: 'registry-unreachable',
    anchor: ['failed to do request: ', 'pinging container registry'],
    pattern:
      /(?:failed to do request: (?:Head|Get) \\*"(?<url>https?:\/\/(?<registry>[^\/"\\:]+)[^"\\]*)|pinging container registry (?<registry2>[\w.-]+))[^]*?(?:dial tcp|lookup |i\/o timeout|connection refused|no route|deadline exceeded|x509|EOF|TLS handshake timeout|connection reset|server gave HTTP response)/,
    severity: 'error',
    origin: 'containerd remotes/docker/resolver.go; containers/image docker_client.go',
    samples: [
      'time="2026-11-20T23:02:43.120000000Z" level=error msg="PullImage \\"docker.io/library/bash:5\\" failed" error="failed to pull and unpack image \\"docker.io/library/bash:5\\": failed to resolve reference \\"docker.io/library/bash:5\\": failed to do request: Head \\"https://registry-1.docker.io/v2/library/bash/manifests/5\\": dial tcp: lookup registry-1.docker.io on 10.200.0.12:53: read udp 10.200.0.12:41230->10.200.0.12:53: i/o timeout"',
    ],
    gives: {
      registry: 'registry-1.docker.io',
      image: 'docker.io/library/bash:5',
      reason: 'dns-timeout',
      dns: '10.200.0.12',
    },
  },
  {
    id: 'registry-name-unresolvable',
    anchor: ['failed to do request: ', 'pinging container registry'],
    pattern:
      /(?:failed to do request: (?:Head|Get) \\*"(?<url>https?:\/\/(?<registry>[^\/"\\:]+)[^"\\]*)|pinging container registry (?<registry2>[\w.-]+))[^]*?no such host/,
    severity: 'error',
    origin: 'containerd remotes/docker/resolver.go; Go net',
    samples: [
      'time="2026-11-20T23:02:43.120000000Z" level=error msg="PullImage \\"registry.exmple/web:1\\" failed" error="failed to pull and unpack image \\"registry.exmple/web:1\\": failed to resolve reference \\"registry.exmple/web:1\\": failed to do request: Head \\"https://registry.exmple/v2/web/manifests/1\\": dial tcp: lookup registry.exmple on 10.200.0.12:53: no such host"',
    ],
    gives: {
      registry: 'registry.exmple',
      image: 'registry.exmple/web:1',
      reason: 'unresolved',
      dns: '10.200.0.12',
    },
  },
  {
    id: 'image-pulled',
    anchor: ['returns image reference', 'Successfully pulled image'],
    pattern: /(?:PullImage|pulled image) \\*"(?<image>[^"\\]+)/,
    severity: 'info',
    origin: 'containerd pkg/cri/server/image_pull.go; kubernetes pkg/kubelet/images',
    samples: [
      'time="2026-11-20T23:03:43.120000000Z" level=info msg="PullImage \\"docker.io/library/bash:5\\" returns image reference \\"sha256:3f1a\\""',
    ],
    gives: { image: 'docker.io/library/bash:5' },
  },
  {
    id: 'registry-auth-failed',
    anchor: [
      'failed to authorize',
      'no basic auth credentials',
      'pull access denied',
      'authentication required',
      'insufficient_scope',
      'denied: requested access',
      'unable to retrieve auth token',
    ],
    pattern:
      /(?:failed to authorize|no basic auth credentials|pull access denied|unauthorized: authentication required|insufficient_scope|denied: requested access|unable to retrieve auth token)/,
    severity: 'error',
    origin: 'containerd remotes/docker/authorizer.go; distribution registry/api/errcode',
    samples: [
      'E0701 19:22:41.123456     876 remote_image.go:180] "PullImage from image service failed" err="rpc error: code = Unknown desc = failed to pull and unpack image \\"registry.example/shop/web:1\\": failed to resolve reference \\"registry.example/shop/web:1\\": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://registry.example/token: 401 Unauthorized" image="registry.example/shop/web:1"',
    ],
    gives: { image: 'registry.example/shop/web:1', reason: 'unauthorized' },
  },
  {
    id: 'image-not-found',
    anchor: [
      'failed to resolve reference',
      'manifest unknown',
      'MANIFEST_UNKNOWN',
      'BLOB_UNKNOWN',
      'NAME_UNKNOWN',
      'name unknown',
      'repository does not exist',
      'manifest for ',
    ],
    pattern:
      /failed to resolve reference \\*"[^"\\]+\\*": (?<image>\S+): not found|manifest unknown|MANIFEST_UNKNOWN|BLOB_UNKNOWN|NAME_UNKNOWN|name unknown|manifest for (?<image2>\S+) not found|(?<!access denied.{0,60})repository does not exist/,
    severity: 'error',
    origin: 'containerd remotes/docker/resolver.go; distribution errcode',
    samples: [
      'E0701 19:22:41.123456     876 remote_image.go:180] "PullImage from image service failed" err="rpc error: code = NotFound desc = failed to pull and unpack image \\"docker.io/library/web:nope\\": failed to resolve reference \\"docker.io/library/web:nope\\": docker.io/library/web:nope: not found" image="web:nope"',
    ],
    gives: { image: 'docker.io/library/web:nope' },
  },
  {
    id: 'registry-rate-limited',
    anchor: ['toomanyrequests', 'TOOMANYREQUESTS', '429 Too Many Requests'],
    pattern: /toomanyrequests|TOOMANYREQUESTS|(?:pull|manifests|registry|image)[^]*429 Too Many Requests/,
    severity: 'error',
    origin: 'distribution registry/api/errcode; Docker Hub',
    samples: [
      'E0701 19:22:41.123456     876 remote_image.go:180] "PullImage from image service failed" err="rpc error: code = Unknown desc = failed to pull and unpack image \\"docker.io/library/web:1\\": failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/web/manifests/1: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit." image="web:1"',
    ],
    gives: { image: 'docker.io/library/web:1' },
  },
  {
    id: 'registry-down',
    anchor: [
      'unexpected status from HEAD request to',
      'unexpected status from GET request to',
      'unexpected status code',
    ],
    pattern:
      /unexpected status (?:code |from (?:HEAD|GET) request to )(?<url>https?:\/\/(?<registry>[^\/:\s]+)\S*?):? (?<code>50\d)/,
    severity: 'error',
    origin: 'containerd remotes/docker/resolver.go',
    samples: [
      'E0701 19:22:41.123456     876 remote_image.go:180] "PullImage from image service failed" err="rpc error: code = Unknown desc = failed to pull and unpack image \\"registry.example/shop/web:1\\": failed to resolve reference \\"registry.example/shop/web:1\\": unexpected status from HEAD request to https://registry.example/v2/shop/web/manifests/1: 503 Service Unavailable" image="registry.example/shop/web:1"',
    ],
    gives: { registry: 'registry.example', code: '503', reason: 'server-error' },
  },
  {
    id: 'image-never-present',
    anchor: ['not present with pull policy of Never', 'ErrImageNeverPull'],
    severity: 'error',
    origin: 'kubernetes pkg/kubelet/images/image_manager.go',
    samples: [
      'E0701 19:22:41.123456     876 pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"app\\" with ErrImageNeverPull: \\"Container image \\\\\\"app:1\\\\\\" is not present with pull policy of Never\\"" pod="shop/web-0" podUID="7d05"',
    ],
    gives: { pod: 'shop/web-0', container: 'app' },
  },
  {
    id: 'image-invalid-name',
    anchor: ['InvalidImageName', 'Failed to apply default image tag', 'invalid reference format'],
    severity: 'error',
    origin: 'kubernetes pkg/kubelet/images/image_manager.go',
    samples: [
      'E0701 19:22:41.123456     876 pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"app\\" with InvalidImageName: \\"Failed to apply default image tag \\\\\\"app::1\\\\\\": couldn\'t parse image name: invalid reference format\\"" pod="shop/web-0" podUID="7d05"',
    ],
    gives: { pod: 'shop/web-0' },
  },
];
