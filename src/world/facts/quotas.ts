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

/** What one more pod of a template takes of a quota's resource: "limits.memory", "requests.cpu", "cpu", "pods". */
function takenBy(template: unknown, resource: string): number {
  if (/^(?:count\/)?pods$/.test(resource)) return 1;
  const [kind = '', name] = resource.includes('.') ? resource.split('.') : ['requests', resource];
  const containers = digList(template, 'spec', 'template', 'spec', 'containers');
  const each = containers.map((x) => parseQuantity(digStrings(x, 'resources', kind)[name ?? '']) ?? 0);
  return each.reduce((sum, n) => sum + n, 0);
}

/**
 * Workloads that report a failure to create pods without saying why, beside a quota that is full or has no room for one more
 * of their pods.
 */
function missingPods(c: Case, quota: Room): QuotaMiss[] {
  const counted = Object.keys(quota.hard).filter((r) => /^(count\/)?pods$|cpu$|memory$/.test(r));
  return workloads(c).flatMap((w) => {
    if (w.ref.namespace !== quota.ref.namespace) return [];
    const full = counted.find((r) => {
      const used = parseQuantity(quota.used[r]) ?? 0;
      const hard = parseQuantity(quota.hard[r]) ?? Infinity;
      return used >= hard || used + takenBy(w.snapshot.object, r) > hard;
    });
    if (full === undefined) return [];
    const failing = [w.entity, ...c.targets(w.ref, 'owns')].flatMap((rs) => {
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
