import { digText, oneLine, sinceTime, type Stamp, stampOf } from '../../../base/index.js';
import {
  isClusterScoped,
  OWN_KINDS,
  WORKLOAD_KINDS,
  type ConditionType,
  type Evidence,
} from '../../../model/index.js';
import {
  cite,
  conditionsOf,
  conditionSpells,
  type ConditionSpell,
  type Entity,
  type Snapshot,
} from '../../../world/index.js';
import type { Detector } from '../../detector.js';

const type: ConditionType = { id: 'cr-failed', nature: 'fault', title: 'Operator reports an object failed' };

/** Kinds of Kubernetes itself and of delivery tools, which have detectors of their own. */
const KNOWN: ReadonlySet<string> = new Set([
  ...WORKLOAD_KINDS, 'Pod', 'Service', 'Endpoints', 'EndpointSlice', 'Ingress', 'ConfigMap', 'Secret', 'Event',
  'PersistentVolumeClaim', 'HorizontalPodAutoscaler', 'PodDisruptionBudget', 'NetworkPolicy', 'ResourceQuota',
  'LimitRange', 'ServiceAccount', 'Role', 'RoleBinding', 'Lease', 'ControllerRevision', 'HelmRelease', 'HelmChart',
  'Kustomization', 'GitRepository', 'HelmRepository', 'OCIRepository', 'Bucket', 'Application', 'ComponentStatus',
  'ClusterOperator', 'ClusterVersion', 'Certificate', 'PodMetrics', 'NodeMetrics',
]); // prettier-ignore

const FAILED = /^(failed|error|errored|degraded|faulted|unhealthy|stalled|broken)$/i;

/**
 * Objects of operators that say in the common way (a phase, a Ready condition) that what they stand for
 * failed. What it is only their operator knows; that it failed, and since when, anyone can read.
 */
export const crFailed: Detector = {
  id: 'cr-failed',
  layer: 'delivery',
  what:
    'A custom resource reports failure in the conventional fields: status.phase or state is Failed, Degraded and ' +
    'the like, or its Ready condition is False with a reason. The operator behind it gave up or cannot go on.',
  lookAlikes:
    'Ready=False while something is still being made (Pending, Progressing, Provisioning) is a wait. Objects of ' +
    'Kubernetes itself have detectors of their own.',
  sources: [
    'Kubernetes API conventions: typical status properties',
    'Cluster API, CloudNativePG, Longhorn and others',
  ],
  emits: [type],
  *detect(c) {
    for (const e of c.entities()) {
      if (KNOWN.has(e.ref.kind) || isBuiltIn(e) || e.snapshots.length === 0) continue;
      const failure = failureOf(e);
      if (!failure) continue;
      yield {
        type: type.id,
        entity: e.ref,
        onset: failure.since,
        ...(failure.ended ? { end: failure.ended } : {}),
        severity: 2,
        statement: `${e.ref.kind} ${e.ref.namespace === undefined ? '' : `${e.ref.namespace}/`}${e.ref.name} reports ${failure.words} ${sinceTime(failure.since)}.`,
        evidence: failure.evidence,
        attrs: failure.attrs,
      };
    }
  },
};

/** Kinds of the API that lie in no namespace; names of our own kinds may be kinds of operators too. */
function isBuiltIn(e: Entity): boolean {
  return isClusterScoped(e.ref.kind) && !Object.hasOwn(OWN_KINDS, e.ref.kind);
}

interface Failure {
  readonly since: Stamp;
  readonly ended?: Stamp;
  readonly words: string;
  readonly evidence: readonly Evidence[];
  readonly attrs: Readonly<Record<string, string>>;
}

function failureOf(e: Entity): Failure | undefined {
  const s = e.snapshots.filter((x) => x.shape === 'full' || x.shape === 'described').at(-1);
  if (!s) return undefined;
  const spell = ['Ready', 'Available', 'Healthy', 'Succeeded']
    .flatMap((name) => conditionSpells(e, name, 'False'))
    .filter((x) => !isWait(x.condition.reason))
    .at(-1);
  const phase = phaseOf(s);
  if (
    !phase &&
    !(spell && speaksOfFailure(`${spell.condition.reason ?? ''} ${spell.condition.message ?? ''}`))
  ) {
    return undefined;
  }
  return described(e, s, phase, spell);
}

function described(
  e: Entity,
  s: Snapshot,
  phase: ReturnType<typeof phaseOf>,
  spell: ConditionSpell | undefined,
): Failure {
  const why = spell?.condition.message ?? phase?.message;
  const since = spell?.since ??
    phase?.since ?? { lo: e.created?.lo ?? s.at.lo, hi: s.at.hi, grade: 'C' as const };
  const word = phase?.value ?? `${spell?.condition.type ?? 'Ready'}=False`;
  const reason = spell?.condition.reason;
  const attrs: [string, string | undefined][] = [
    ['phase', phase?.value],
    ['reason', reason],
    ['message', why === undefined ? undefined : oneLine(why, 200)],
    ['revision', revisionOf(s)],
  ];
  return {
    since,
    ...(spell?.ended ? { ended: spell.ended } : {}),
    words: why === undefined ? word : `${word} (${oneLine(why, 180).replace(/\.$/, '')})`,
    evidence: [...(phase ? [phase.evidence] : []), ...(spell ? [spell.evidence] : [])],
    attrs: Object.fromEntries(attrs.flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]))),
  };
}

function phaseOf(
  s: Snapshot,
): { value: string; message: string | undefined; since: Stamp | undefined; evidence: Evidence } | undefined {
  for (const field of ['phase', 'state', 'robustness', 'health', 'status']) {
    const value = digText(s.object, 'status', field);
    if (value === undefined || !FAILED.test(value)) continue;
    const times = conditionsOf(s.object).flatMap((x) => (x.status === 'False' ? (x.since ?? []) : []));
    const stated = stampOf(
      digText(s.object, 'status', 'lastTransitionTime') ?? digText(s.object, 'status', 'failedAt'),
    );
    return {
      value,
      message: digText(s.object, 'status', 'message') ?? digText(s.object, 'status', 'reason'),
      since: stated ?? times[0],
      evidence: cite(s, 'status', field),
    };
  }
  return undefined;
}

function isWait(reason: string | undefined): boolean {
  return /^(Pending|Progressing|Provisioning|Creating|Installing|Waiting\w*|InProgress|Reconciling|NotReady|Unknown|DoesNotExist|Issuing|Initializing)$/.test(
    reason ?? '',
  );
}

function speaksOfFailure(text: string): boolean {
  return /fail|error|cannot|could not|timed out|unable|denied|invalid|exceeded|expired|unreachable|crash/i.test(
    text,
  );
}

/** A revision that the object carries: what several failed objects may have in common. */
function revisionOf(s: Snapshot): string | undefined {
  return (
    digText(s.object, 'status', 'lastDeployedRevision') ??
    digText(s.object, 'status', 'lastAttemptedRevision') ??
    digText(s.object, 'status', 'observedRevision') ??
    digText(s.object, 'status', 'revision')
  );
}
