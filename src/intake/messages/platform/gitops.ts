import type { MessagePattern } from '../../log-line.js';

/** Flux, Argo CD, Helm, external-dns and host deployment tools. */
export const gitopsMessages: readonly MessagePattern[] = [
  {
    id: 'helm-release-failed',
    anchor: [
      'Helm upgrade failed',
      'Helm install failed',
      'Helm rollback failed',
      'UPGRADE FAILED',
      'INSTALLATION FAILED',
    ],
    pattern:
      /(?:Helm (?<action>upgrade|install|rollback) failed for release (?<release>[\w.\/-]+)|Helm (?:upgrade|install|rollback) failed|UPGRADE FAILED|INSTALLATION FAILED)/,
    severity: 'error',
    origin: 'flux helm-controller internal/reconcile; helm cmd/helm',
    samples: [
      '{"level":"error","ts":"2026-07-01T19:22:41.123Z","msg":"Reconciler error","controller":"helmrelease","HelmRelease":{"name":"web","namespace":"shop"},"error":"Helm upgrade failed for release shop/web with chart web@1.2.3: context deadline exceeded"}',
      'Error: UPGRADE FAILED: timed out waiting for the condition',
    ],
    gives: { release: 'shop/web', action: 'upgrade', reason: 'timeout' },
  },
  {
    id: 'helm-retries-exhausted',
    anchor: ['exceeded maximum retries', 'missing target release for rollback', 'retries exhausted'],
    severity: 'error',
    origin: 'flux helm-controller internal/reconcile/atomic_release.go',
    samples: [
      '{"level":"error","ts":"2026-07-01T19:22:41.123Z","msg":"Reconciler error","controller":"helmrelease","error":"terminal error: exceeded maximum retries: cannot remediate failed release"}',
    ],
  },
  {
    id: 'helm-locked',
    anchor: 'another operation (install/upgrade/rollback) is in progress',
    severity: 'error',
    origin: 'helm pkg/action/upgrade.go',
    samples: ['Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress'],
  },
  {
    id: 'helm-no-deployed-release',
    anchor: 'has no deployed releases',
    pattern: /\\*"?(?<release>[\w-]+)\\*"? has no deployed releases/,
    severity: 'error',
    origin: 'helm pkg/storage/driver/driver.go',
    samples: ['Error: UPGRADE FAILED: "web" has no deployed releases'],
    gives: { release: 'web' },
  },
  {
    id: 'gitops-source-failed',
    anchor: [
      'failed to checkout and determine revision',
      'unable to clone',
      'failed to fetch Helm repository',
      'failed to download archive',
      'GitOperationFailed',
      'failed to list refs',
      'rpc error: code = Unknown desc = failed to initialize repository',
    ],
    severity: 'error',
    origin: 'flux source-controller internal/controller; argo-cd reposerver',
    samples: [
      '{"level":"error","ts":"2026-07-01T19:22:41.123Z","msg":"Reconciler error","controller":"gitrepository","GitRepository":{"name":"flux-system","namespace":"flux-system"},"error":"failed to checkout and determine revision: unable to clone \'https://git.example/ops.git\': dial tcp: lookup git.example on 10.96.0.10:53: no such host"}',
    ],
    gives: { url: 'https://git.example/ops.git', reason: 'unresolved' },
  },
  {
    id: 'gitops-change-applied',
    anchor: ['stored artifact for commit', 'Reconciliation finished in', 'Applied revision'],
    pattern:
      /stored artifact for commit '(?<commit>[^']*)'|Reconciliation finished in[^]*?revision=(?<revision>\S+)|Applied revision:? (?<revision2>\S+)/,
    severity: 'info',
    origin: 'flux source-controller, kustomize-controller',
    samples: [
      '{"level":"info","ts":"2026-07-01T19:22:41.123Z","msg":"stored artifact for commit \'raise replicas\'","controller":"gitrepository","GitRepository":{"name":"flux-system","namespace":"flux-system"}}',
    ],
    gives: { commit: 'raise replicas' },
  },
  {
    id: 'kustomization-failed',
    anchor: [
      'kustomize build failed',
      'Reconciliation failed after',
      'health check failed after',
      'dry-run failed',
      'timeout waiting for: [',
    ],
    pattern:
      /kustomize build failed|Reconciliation failed after|[Hh]ealth check failed after|dry-run failed|timeout waiting for: \[(?<waiting>[^\]]+)/,
    severity: 'error',
    origin: 'flux kustomize-controller internal/controller',
    samples: [
      '{"level":"error","ts":"2026-07-01T19:22:41.123Z","msg":"Reconciliation failed after 5.2s, next try in 10m0s","controller":"kustomization","error":"Deployment/shop/web dry-run failed: admission webhook denied the request"}',
    ],
  },
  {
    id: 'argocd-comparison-error',
    anchor: ['Failed to load target state', 'Failed to load live state', 'ComparisonError'],
    severity: 'error',
    origin: 'argo-cd controller/state.go',
    samples: [
      'time="2026-07-01T19:22:41Z" level=error msg="Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unavailable desc = connection error" application=argocd/shop',
    ],
  },
  {
    id: 'argocd-degraded',
    anchor: ['Updated health status: '],
    pattern: /Updated health status: (?<from>\w+) -> (?<to>Degraded|Missing|Unknown)/,
    severity: 'warning',
    origin: 'argo-cd util/argo/audit_logger.go',
    samples: [
      'time="2026-07-01T19:22:41Z" level=info msg="Updated health status: Healthy -> Degraded" application=shop dest-namespace=shop reason=ResourceUpdated type=Normal',
    ],
    gives: { from: 'Healthy', to: 'Degraded' },
  },
  {
    id: 'argocd-sync-failed',
    anchor: ['Sync operation to', 'Partial sync operation to'],
    pattern: /ync operation to (?<revision>\S*) failed/,
    severity: 'error',
    origin: 'argo-cd controller/appcontroller.go',
    samples: [
      'time="2026-07-01T19:22:41Z" level=info msg="Sync operation to 9f1c2ab failed: one or more objects failed to apply" application=shop reason=OperationCompleted type=Warning',
    ],
    gives: { revision: '9f1c2ab' },
  },
  {
    id: 'ssh-unreachable',
    anchor: 'ssh: connect to host ',
    pattern: /ssh: connect to host (?<host>\S+) port (?<port>\d+): (?<why>[\w ]+)/,
    severity: 'error',
    origin: 'openssh sshconnect.c, in the log of a deployer',
    samples: ['ssh: connect to host core-01 port 22: No route to host'],
    gives: { host: 'core-01', port: '22', reason: 'no-route' },
  },
  {
    id: 'nixos-deploy-failed',
    anchor: [
      'Failed to deploy profile to node',
      'The activation script resulted in a bad exit code',
      'Timeout elapsed for confirmation',
      'De-activating due to error',
      'Attempting to re-activate the last generation',
      'Revoking previous deploys',
    ],
    pattern:
      /profile to node (?<node>[\w.-]+)|bad exit code: (?<code>\w+)|Timeout elapsed|De-activating|re-activate|Revoking/,
    severity: 'error',
    origin: 'deploy-rs src/deploy.rs, src/bin/activate.rs',
    samples: [
      '🚀 ❌ [deploy] [ERROR] Failed to deploy profile to node core-01: The activation script resulted in a bad exit code: Some(4)',
    ],
    gives: { node: 'core-01' },
  },
];
