import type { MessagePattern } from '../../log-line.js';

/** Rejections of the API server: admission webhooks, quotas, limits, pod security. */
export const admissionMessages: readonly MessagePattern[] = [
  {
    id: 'webhook-fail-closed',
    anchor: ['failed calling webhook', 'failing closed'],
    pattern:
      /(?<!failing open .{0,80}: )failed calling webhook \\?"(?<webhook>[^"\\]+)|failing closed (?<webhook2>[\w.-]+)/,
    severity: 'error',
    origin: 'apiserver pkg/admission/plugin/webhook/{mutating,validating}/dispatcher.go',
    samples: [
      'W1120 23:10:12.000001   32039 dispatcher.go:142] Failed calling webhook, failing closed mutate.policy.svc: failed calling webhook "mutate.policy.svc": Post "https://policy-svc.policy.svc:443/mutate?timeout=10s": no endpoints available for service "policy-svc"',
      'E1120 23:10:13.000001   32091 job_controller.go:402] Error syncing job: Internal error occurred: failed calling webhook "mutate.policy.svc": Post "https://policy-svc.policy.svc:443/mutate?timeout=10s": dial tcp 10.96.3.4:443: connect: connection refused',
    ],
    gives: { webhook: 'mutate.policy.svc', service: 'policy/policy-svc', reason: 'no-endpoints' },
  },
  {
    id: 'webhook-fail-open',
    anchor: 'failing open',
    pattern: /Failed calling webhook, failing open (?<webhook>[\w.-]+)/,
    severity: 'warning',
    origin: 'apiserver pkg/admission/plugin/webhook',
    samples: [
      'W0701 19:22:41.123456       1 dispatcher.go:195] Failed calling webhook, failing open check.policy.io: failed calling webhook "check.policy.io": failed to call webhook: Post "https://policy.policy.svc:443/check?timeout=5s": context deadline exceeded',
    ],
    gives: { webhook: 'check.policy.io', reason: 'timeout' },
  },
  {
    id: 'webhook-denied',
    anchor: ['denied the request', 'was blocked due to the following policies'],
    pattern:
      /admission webhook \\?"(?<webhook>[^"\\]+)\\?" denied the request|blocked due to the following policies/,
    severity: 'error',
    origin: 'apiserver pkg/admission/plugin/webhook/errors/statuserror.go; kyverno',
    samples: [
      'E0701 19:22:41.123456       1 replica_set.go:585] sync "shop/web-5d9" failed with admission webhook "validate.policy.io" denied the request: privileged containers are not allowed',
    ],
    gives: { webhook: 'validate.policy.io' },
  },
  {
    id: 'quota-exceeded',
    anchor: 'exceeded quota',
    pattern:
      /exceeded quota: (?<quota>[\w.-]+), requested: (?<requested>[^,]+(?:,[^:, ]+=[^,]+)*), used: (?<used>[^,]+(?:,[^:, ]+=[^,]+)*), limited: (?<limited>[\w.,=\/-]+)/,
    severity: 'error',
    origin: 'apiserver plugin/pkg/admission/resourcequota/controller.go',
    samples: [
      'E0701 19:22:41.123456       1 replica_set.go:585] sync "shop/web-5d9" failed with pods "web-5d9-x7" is forbidden: exceeded quota: compute, requested: requests.cpu=500m, used: requests.cpu=4, limited: requests.cpu=4',
    ],
    gives: {
      quota: 'compute',
      requested: 'requests.cpu=500m',
      used: 'requests.cpu=4',
      limited: 'requests.cpu=4',
    },
  },
  {
    id: 'limitrange-violation',
    anchor: [' usage per Container is', ' usage per Pod is'],
    pattern: /(?<bound>maximum|minimum) (?<resource>\S+) usage per (?:Container|Pod) is (?<limit>\S+), but/,
    severity: 'error',
    origin: 'plugin/pkg/admission/limitranger/admission.go',
    samples: [
      'E0701 19:22:41.123456       1 replica_set.go:585] sync "shop/web-5d9" failed with pods "web-5d9-x7" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi',
    ],
    gives: { bound: 'maximum', resource: 'memory', limit: '1Gi' },
  },
  {
    id: 'podsecurity-violation',
    anchor: 'violates PodSecurity',
    pattern: /violates PodSecurity \\?"(?<level>[^"\\]+)/,
    severity: 'error',
    origin: 'pod-security-admission admission/admission.go',
    samples: [
      'E0701 19:22:41.123456       1 replica_set.go:585] sync "shop/web-5d9" failed with pods "web-5d9-x7" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false',
    ],
    gives: { level: 'restricted:latest' },
  },
  {
    id: 'service-account-missing',
    anchor: 'error looking up service account',
    pattern: /error looking up service account (?<serviceAccount>[\w.\/-]+)/,
    severity: 'error',
    origin: 'plugin/pkg/admission/serviceaccount/admission.go',
    samples: [
      'E0701 19:22:41.123456       1 replica_set.go:585] sync "shop/web-5d9" failed with pods "web-5d9-x7" is forbidden: error looking up service account shop/web: serviceaccount "web" not found',
    ],
    gives: { serviceAccount: 'shop/web' },
  },
  {
    id: 'namespace-terminating',
    anchor: 'because it is being terminated',
    pattern: /in namespace (?<namespace>[\w-]+) because it is being terminated/,
    severity: 'warning',
    origin: 'apiserver pkg/admission/plugin/namespace/lifecycle/admission.go',
    samples: [
      'E0701 19:22:41.123456       1 replica_set.go:585] sync "shop/web-5d9" failed with pods "web-5d9-x7" is forbidden: unable to create new content in namespace shop because it is being terminated',
    ],
    gives: { namespace: 'shop' },
  },
  {
    id: 'pdb-blocks-eviction',
    anchor: 'disruption budget',
    pattern: /Cannot evict pod as it would violate the pod's disruption budget/,
    finds: [/evicting (?:pods\/|pod )\\?"?(?<name>[a-z0-9.-]+)\\?"? -n \\?"?(?<namespace>[a-z0-9-]+)/],
    severity: 'warning',
    origin: 'registry/core/pod/storage/eviction.go; kubectl drain',
    samples: [
      'error when evicting pods/"web-5d9-x7" -n "shop" (will retry after 5s): Cannot evict pod as it would violate the pod\'s disruption budget.',
    ],
  },
  {
    id: 'replicaset-create-failed',
    anchor: ['failed with ', 'Error creating: '],
    pattern:
      /sync \\?"(?<workload>[\w.\/-]+)\\?" failed with (?=[^]*(?:failed calling webhook|forbidden|denied the request|exceeded quota|Internal error))|Error creating: /,
    severity: 'error',
    origin: 'kube-controller-manager pkg/controller/replicaset, daemon, job',
    samples: [
      'E1120 23:10:12.000001   32091 replica_set.go:532] sync "policy/policy-5d9" failed with Internal error occurred: failed calling webhook "mutate.policy.svc": Post "https://policy-svc.policy.svc:443/mutate?timeout=10s": no endpoints available for service "policy-svc"',
    ],
    gives: { workload: 'policy/policy-5d9' },
  },
];
