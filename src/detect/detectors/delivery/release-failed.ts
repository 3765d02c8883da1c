import { atTime, oneLine } from '../../../base/index.js';
import type { ConditionType } from '../../../model/index.js';
import { conditionSpells, type Case, type ConditionSpell, type Entity } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const helm: ConditionType = { id: 'helm-release-failed', nature: 'symptom', title: 'Helm release failed' };
const retries: ConditionType = {
  id: 'helm-retries-exhausted',
  nature: 'symptom',
  title: 'Helm release given up',
};
const kustomization: ConditionType = {
  id: 'kustomization-failed',
  nature: 'symptom',
  title: 'Kustomization failed',
};
const source: ConditionType = {
  id: 'gitops-source-failed',
  nature: 'fault',
  title: 'Source of a delivery fails',
};
const waiting: ConditionType = {
  id: 'gitops-dependency-not-ready',
  nature: 'symptom',
  title: 'Delivery waits for another',
};

const KINDS: Readonly<Record<string, ConditionType>> = {
  HelmRelease: helm,
  Kustomization: kustomization,
  GitRepository: source,
  HelmRepository: source,
  OCIRepository: source,
  HelmChart: source,
  Bucket: source,
};

/** Objects of Flux whose last attempt failed, and those that will not try again. */
export const releaseFailed: Detector = {
  id: 'release-failed',
  layer: 'delivery',
  what:
    'A Flux object reports Ready=False: a Helm release whose upgrade failed or is given up, a Kustomization that ' +
    'does not build or become healthy, a source that cannot be fetched.',
  lookAlikes:
    '"timed out waiting for the condition" means that pods did not get ready, not that Helm is at fault. ' +
    'Progressing and DependencyNotReady are waits.',
  sources: ['Flux helm-, kustomize- and source-controller conditions', 'Helm release secrets'],
  emits: [helm, retries, kustomization, source, waiting],
  *detect(c) {
    for (const [kind, type] of Object.entries(KINDS)) {
      for (const object of c.all(kind)) {
        for (const name of ['Ready', 'Released', 'Stalled', 'FetchFailed']) {
          const bad = name === 'Stalled' || name === 'FetchFailed' ? 'True' : 'False';
          for (const s of conditionSpells(object, name, bad)) yield* told(object, type, s);
        }
      }
    }
    yield* fromEvents(c);
  },
};

function* told(object: Entity, type: ConditionType, s: ConditionSpell): Iterable<Finding> {
  const message = s.condition.message ?? '';
  const reason = s.condition.reason ?? '';
  if (/^(Progressing|ProgressingWithRetry|Unknown)$/.test(reason)) return;
  const actual = reason === 'DependencyNotReady' ? waiting : type;
  const common = {
    entity: object.ref,
    onset: s.since,
    ...(s.ended ? { end: s.ended } : {}),
    evidence: [s.evidence],
    attrs: { reason, message: oneLine(message, 200) },
  };
  const words = message === '' ? reason : oneLine(message, 180).replace(/\.$/, '');
  yield {
    ...common,
    type: actual.id,
    severity: actual === waiting ? 1 : 2,
    statement: `${object.ref.kind} ${object.ref.namespace ?? ''}/${object.ref.name} failed ${atTime(s.since)}: ${words}.`,
  };
  if (
    type === helm &&
    /exceeded maximum retries|retries exhausted|RetriesExceeded|cannot remediate/i.test(
      `${message} ${reason}`,
    )
  ) {
    yield {
      ...common,
      type: retries.id,
      severity: 2,
      statement: `HelmRelease ${object.ref.namespace ?? ''}/${object.ref.name} was given up ${atTime(s.since)}: ${words}.`,
    };
  }
}

const REASONS: Readonly<Record<string, ConditionType>> = {
  InstallFailed: helm,
  UpgradeFailed: helm,
  RollbackFailed: helm,
  BuildFailed: kustomization,
  ReconciliationFailed: kustomization,
  HealthCheckFailed: kustomization,
  GitOperationFailed: source,
};

function* fromEvents(c: Case): Iterable<Finding> {
  for (const e of c.eventsOf(...Object.keys(REASONS))) {
    const type = KINDS[e.about.kind] ?? REASONS[e.reason];
    if (!type || e.type === 'Normal' || KINDS[e.about.kind] === undefined) continue;
    if (c.entity(e.about)?.object !== undefined) continue;
    yield {
      type: type.id,
      entity: e.about,
      onset: e.first,
      severity: 2,
      statement: `${e.about.kind} ${e.about.namespace ?? ''}/${e.about.name} failed ${atTime(e.first)}: ${oneLine(e.message, 180).replace(/\.$/, '')}.`,
      evidence: [c.citeEvent(e)],
      attrs: { reason: e.reason, count: e.count },
    };
  }
}
