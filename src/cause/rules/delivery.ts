import type { Condition } from '../../model/index.js';
import type { CausalRule } from '../rule.js';

/** Helm, Flux, Argo CD and what they apply. */
export const deliveryRules: readonly CausalRule[] = [
  {
    id: 'release-fails-from-workload',
    effect: ['helm-release-failed', 'kustomization-failed', 'argocd-degraded', 'helm-retries-exhausted'],
    cause: [
      'crashloop',
      'rollout-stuck',
      'deployment-unavailable',
      'image-pull-backoff',
      'webhook-denied',
      'webhook-fail-closed',
      'app-unknown-flag',
      'container-exit-error',
    ],
    mechanism: 'what it applied does not become ready in time',
    paths: ['~applied-by family', 'named', 'named family', 'self', 'in-namespace ~in-namespace'],
    lag: { min: -10, max: 900, source: 'helm-controller timeout 5 min, then retries' },
    strength: 0.8,
    when: (_c, effect, cause) =>
      cause.entity.name.includes(effect.entity.name) ||
      effect.names.some((r) => r.name === cause.entity.name) ||
      0.5,
  },
  {
    id: 'delivery-from-source',
    effect: [
      'kustomization-failed',
      'helm-release-failed',
      'argocd-sync-failed',
      'argocd-comparison-error',
      'gitops-dependency-not-ready',
      'argocd-degraded',
    ],
    cause: [
      'gitops-source-failed',
      'helm-locked',
      'helm-no-deployed-release',
      'gitops-dependency-not-ready',
      'helm-retries-exhausted',
      'argocd-comparison-error',
      'kustomization-failed',
    ],
    mechanism: 'what it applies, or waits for, is not there',
    paths: ['self', 'named', 'in-namespace ~in-namespace'],
    lag: { min: -10, max: 3600, source: 'reconciliation interval 1–10 min' },
    strength: 0.65,
    when: (_c, effect, cause) => effect.type !== cause.type,
  },
  {
    id: 'collected-with-owner',
    effect: ['object-collected'],
    cause: ['crd-deleted', 'namespace-deleted', 'manual-change'],
    mechanism: 'what a deleted object owned is collected; with a definition go all resources of its kind',
    paths: ['anywhere'],
    lag: { min: -5, max: 300, source: 'the garbage collector works through the owners within seconds' },
    strength: 0.65,
    standing: false,
    when: (_c, effect, cause) => isOwnerGone(effect, cause) || 'it did not own what was collected',
  },
  {
    id: 'delivery-names-unserved-kind',
    effect: [
      'helm-release-failed',
      'kustomization-failed',
      'argocd-sync-failed',
      'argocd-comparison-error',
      'argocd-degraded',
      'helm-retries-exhausted',
    ],
    cause: ['api-kind-missing'],
    mechanism: 'it applies objects of a kind that the API server does not serve',
    paths: ['self'],
    lag: { min: -60, max: Infinity, source: 'each try meets the same answer' },
    strength: 0.95,
  },
  {
    id: 'retries-exhausted',
    effect: ['helm-retries-exhausted'],
    cause: ['helm-release-failed'],
    mechanism: 'after its last retry the controller stops trying',
    paths: ['self'],
    lag: { min: -5, max: 3600, source: 'spec.upgrade.remediation.retries' },
    strength: 0.95,
    standing: false,
  },
];

/** A definition owns through resources that are gone with it; a resource has its name in those of what it owns. */
function isOwnerGone(effect: Condition, cause: Condition): boolean {
  const { name, namespace } = effect.entity;
  if (cause.type === 'crd-deleted') return true;
  if (cause.type === 'namespace-deleted') return cause.entity.name === namespace;
  return (
    cause.attrs['verb'] === 'delete' &&
    cause.entity.namespace === namespace &&
    (name === cause.entity.name || name.startsWith(`${cause.entity.name}-`))
  );
}
