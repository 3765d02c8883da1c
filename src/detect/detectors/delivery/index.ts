import type { Detector } from '../../detector.js';
import { apiKindMissing } from './api-kind-missing.js';
import { argocdDegraded } from './argocd-degraded.js';
import { crFailed } from './cr-failed.js';
import { gitopsChangeApplied } from './gitops-change-applied.js';
import { helmLocked } from './helm-locked.js';
import { helmNoDeployedRelease } from './helm-no-deployed-release.js';
import { nixosDeployFailed } from './nixos-deploy-failed.js';
import { releaseFailed } from './release-failed.js';

export const deliveryDetectors: readonly Detector[] = [
  apiKindMissing,
  argocdDegraded,
  crFailed,
  gitopsChangeApplied,
  helmLocked,
  helmNoDeployedRelease,
  nixosDeployFailed,
  releaseFailed,
];
