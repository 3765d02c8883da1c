import { digList, digNumber, digStrings, digText, type Stamp } from '../../base/index.js';
import { keyOf, ref, type Evidence, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite, newest } from '../entity.js';
import { claims } from './claims.js';
import { declared } from './declared.js';
import { parseQuantity } from './quantity.js';
import { unscheduledWorkloads } from './scheduling.js';
import { workloads } from './workloads.js';

/** Something that should exist, does not, and would not fit a quota. */
export interface QuotaMiss {
  readonly what: Ref;
  readonly resource: string;
  readonly used: string;
  readonly hard: string;
  readonly asked: string;
  readonly since: Stamp;
  readonly users: readonly Ref[];
  readonly evidence: readonly Evidence[];
}

/** A ResourceQuota with its usage. */
export interface QuotaState {
  readonly ref: Ref;
  readonly hard: Readonly<Record<string, string>>;
  readonly used: Readonly<Record<string, string>>;
  readonly evidence: Evidence;
  readonly missing: readonly QuotaMiss[];
}

/** All quotas that state their usage. */
export function quotaStates(c: Case): readonly QuotaState[] {
  return c.fact(allQuotas);
}

function allQuotas(c: Case): readonly QuotaState[] {
  return c.all('ResourceQuota').flatMap((entity) => {
    const snapshot = newest(entity);
    const hard = digStrings(snapshot?.object, 'status', 'hard');
    if (!snapshot || Object.keys(hard).length === 0) return [];
    const used = digStrings(snapshot.object, 'status', 'used');
    const state = { ref: entity.ref, hard, used, evidence: cite(snapshot, 'status') };
    return [{ ...state, missing: [...missingClaims(c, state), ...missingPods(c, state)] }];
  });
}

type Room = Pick<QuotaState, 'ref' | 'hard' | 'used'>;

/** Claims that pods wait for, that a manifest declares, and whose size the quota has no room for. */
function missingClaims(c: Case, quota: Room): QuotaMiss[] {
  const hard = quota.hard['requests.storage'];
  const used = quota.used['requests.storage'] ?? '0';
  const count = quota.hard['persistentvolumeclaims'];
  return unscheduledWorkloads(c).flatMap((w) => {
    const shown = w.waiting[0];
    const name = shown?.reasons.find((r) => r.kind === 'claim-missing')?.what;
    if (!shown || name === undefined || w.workload.namespace !== quota.ref.namespace) return [];
    const what = ref('PersistentVolumeClaim', quota.ref.namespace, name);
    if (claims(c).some((x) => keyOf(x.ref) === keyOf(what) && x.phase !== undefined)) return [];
    const entity = c.entity(what);
    const size = entity && declared(entity, 'spec', 'resources', 'requests', 'storage');
    const miss = {
      what,
      since: w.since,
      users: [w.workload],
      evidence: [...shown.evidence, ...(size ? [size.evidence] : [])],
    };
    const asked = parseQuantity(size?.value);
    if (
      hard !== undefined &&
      asked !== undefined &&
      asked + (parseQuantity(used) ?? 0) > (parseQuantity(hard) ?? 0)
    ) {
      return [{ ...miss, resource: 'requests.storage', used, hard, asked: String(size?.value) }];
    }
    const full =
      count !== undefined &&
      (parseQuantity(quota.used['persistentvolumeclaims']) ?? 0) >= (parseQuantity(count) ?? 0);
    if (!full) return [];
    return [
      {
        ...miss,
        resource: 'persistentvolumeclaims',
        used: quota.used['persistentvolumeclaims'] ?? '',
        hard: count ?? '',
        asked: '1',
      },
    ];
  });
}

/** Workloads whose ReplicaSet reports a failure to create pods without saying why, beside a full pod quota. */
function missingPods(c: Case, quota: Room): QuotaMiss[] {
  const full = Object.keys(quota.hard).find(
    (r) =>
      /^(count\/)?pods$|cpu$|memory$/.test(r) &&
      (parseQuantity(quota.used[r]) ?? 0) >= (parseQuantity(quota.hard[r]) ?? Infinity),
  );
  if (full === undefined) return [];
  return workloads(c).flatMap((w) => {
    if (w.ref.namespace !== quota.ref.namespace) return [];
    const failing = c.targets(w.ref, 'owns').flatMap((rs) => {
      const snapshot = newest(rs);
      const list = digList(snapshot?.object, 'status', 'conditions');
      const i = list.findIndex(
        (x) => digText(x, 'type') === 'ReplicaFailure' && digText(x, 'status') === 'True',
      );
      const unsaid = i >= 0 && digText(list[i], 'message') === undefined;
      const short =
        (digNumber(snapshot?.object, 'status', 'replicas') ?? 0) <
        (digNumber(snapshot?.object, 'spec', 'replicas') ?? 0);
      return snapshot && unsaid && short ? [cite(snapshot, 'status', 'conditions', i)] : [];
    });
    if (failing.length === 0) return [];
    const since = w.entity.created ?? { lo: c.asOf.lo, hi: c.asOf.hi, grade: 'X' as const };
    return [
      {
        what: w.ref,
        resource: full,
        used: quota.used[full] ?? '',
        hard: quota.hard[full] ?? '',
        asked: 'more',
        since,
        users: [],
        evidence: failing,
      },
    ];
  });
}
