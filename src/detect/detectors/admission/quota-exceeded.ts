import { groupBy, listed } from '../../../base/index.js';
import { keyOf, labelOf, ref, type Evidence, type Ref } from '../../../model/index.js';
import {
  earliest,
  latest,
  lastingRefusals,
  parseQuantity,
  quotaStates,
  type Case,
  type Refusal,
} from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

/** A namespace has used up what its ResourceQuota grants. */
export const quotaExceeded: Detector = {
  id: 'quota-exceeded',
  layer: 'admission',
  what: 'A ResourceQuota caps what a namespace may ask for in sum (CPU, memory, pods, storage, objects). Once it is used up, every further pod or claim is refused at creation, however idle the nodes are.',
  lookAlikes:
    'A full quota harms nobody until something is refused. "must specify limits" is not a full quota: the quota demands that pods declare the resource. Node capacity shows in FailedScheduling, not in a refusal.',
  sources: [
    'signatures.md 10 quota-exceeded',
    'kubernetes plugin/pkg/admission/resourcequota "exceeded quota"',
  ],
  emits: [
    { id: 'quota-cpu-exceeded', nature: 'fault', title: 'CPU quota used up', selfExplaining: true },
    { id: 'quota-memory-exceeded', nature: 'fault', title: 'Memory quota used up', selfExplaining: true },
    { id: 'quota-pods-exceeded', nature: 'fault', title: 'Pod quota used up', selfExplaining: true },
    { id: 'quota-storage-exceeded', nature: 'fault', title: 'Storage quota too small', selfExplaining: true },
    {
      id: 'quota-object-count-exceeded',
      nature: 'fault',
      title: 'Object quota used up',
      selfExplaining: true,
    },
    {
      id: 'quota-requires-requests',
      nature: 'fault',
      title: 'Quota demands requests that pods lack',
      selfExplaining: true,
    },
  ],
  *detect(c) {
    const denied = lastingRefusals(c).filter((r) => r.kind === 'quota');
    const parsed = denied.flatMap((r) => parts(r).map((p) => ({ r, ...p })));
    for (const list of groupBy(parsed, (p) => `${p.type} ${p.quota} ${p.r.owner.namespace ?? ''}`).values()) {
      const first = list[0];
      if (first)
        yield fromRefusals(
          c,
          first.type,
          first.quota,
          first.text,
          list.map((x) => x.r),
        );
    }
    yield* unsaid(c, denied);
  },
};

interface Part {
  readonly type: string;
  readonly quota: string;
  readonly text: string;
}

/** "exceeded quota: q, requested: a=1,b=2, used: a=9,b=3, limited: a=9,b=9": only what is over counts. */
function parts(r: Refusal): Part[] {
  const m = /exceeded quota: ([^,]+), requested: (.*?), used: (.*?), limited: (.*)$/s.exec(r.message);
  if (!m) {
    const needs = /failed quota: ([^:]+): must specify (.*)$/s.exec(r.message);
    if (!needs) return [];
    return [{ type: 'quota-requires-requests', quota: needs[1] ?? '', text: `it demands ${needs[2] ?? ''}` }];
  }
  const [asked, used, hard] = [m[2], m[3], m[4]].map((list) => amounts(list ?? ''));
  return [...(asked ?? new Map<string, string>())].flatMap(([resource, want]): Part[] => {
    const have = used?.get(resource) ?? '0';
    const cap = hard?.get(resource) ?? '0';
    const over = (parseQuantity(want) ?? 0) + (parseQuantity(have) ?? 0) > (parseQuantity(cap) ?? 0);
    if (!over) return [];
    return [
      {
        type: quotaType(resource),
        quota: m[1] ?? '',
        text: `${resource} ${have} of ${cap} used, ${want} more asked`,
      },
    ];
  });
}

function amounts(list: string): Map<string, string> {
  return new Map(list.split(',').map((x) => [x.split('=')[0]?.trim() ?? '', x.split('=')[1]?.trim() ?? '']));
}

function quotaType(resource: string): string {
  if (/storage|persistentvolumeclaims/.test(resource)) return 'quota-storage-exceeded';
  if (/cpu$/.test(resource)) return 'quota-cpu-exceeded';
  if (/memory$/.test(resource)) return 'quota-memory-exceeded';
  if (/^(count\/)?pods$/.test(resource)) return 'quota-pods-exceeded';
  return 'quota-object-count-exceeded';
}

/** The quota itself where the capture shows it, else its namespace. */
function quotaEntity(c: Case, namespace: string | undefined, name: string): Ref {
  const quota = ref('ResourceQuota', namespace, name);
  return c.entity(quota)?.object === undefined ? ref('Namespace', undefined, namespace ?? '') : quota;
}

function fromRefusals(c: Case, type: string, quota: string, text: string, list: readonly Refusal[]): Finding {
  const first = list[0];
  const onset = earliest(list.map((r) => r.since)) ?? c.asOf;
  const open = list.some((r) => r.end === undefined);
  const end = latest(list.map((r) => r.end));
  const workloads = [...new Map(list.map((r) => [keyOf(r.workload), r.workload])).values()];
  const entity =
    type === 'quota-requires-requests' && workloads[0]
      ? workloads[0]
      : quotaEntity(c, first?.owner.namespace, quota);
  const state = quotaStates(c).find(
    (q) => q.ref.name === quota && q.ref.namespace === first?.owner.namespace,
  );
  return {
    type,
    entity,
    onset,
    ...(open || !end ? {} : { end }),
    severity: open ? 3 : 1,
    statement: `Quota ${quota} of namespace ${first?.owner.namespace ?? ''} refuses pods of ${listed(workloads.slice(0, 4).map(labelOf))}: ${text}.`,
    evidence: [...list.flatMap((r) => r.evidence).slice(0, 4), ...(state ? [state.evidence] : [])],
    attrs: { quota, resource: text.split(' ')[0] ?? '' },
    names: [...workloads.slice(0, 10), ref('Namespace', undefined, first?.owner.namespace ?? '')],
  };
}

/** Refusals that nothing recorded: the claim or the pods are missing and the quota has no room for them. */
function* unsaid(c: Case, denied: readonly Refusal[]): Iterable<Finding> {
  for (const q of quotaStates(c)) {
    if (denied.some((r) => r.owner.namespace === q.ref.namespace)) continue;
    for (const missing of q.missing) {
      const type = quotaType(missing.resource);
      const evidence: Evidence[] = [q.evidence, ...missing.evidence];
      yield {
        type,
        entity: q.ref,
        onset: missing.since,
        severity: 3,
        epistemic: 'inferred',
        statement: `Quota ${q.ref.name} of namespace ${q.ref.namespace ?? ''} leaves no room for ${labelOf(missing.what)}: ${missing.resource} ${missing.used} of ${missing.hard} used, ${missing.asked} asked.`,
        evidence,
        attrs: { quota: q.ref.name, resource: missing.resource },
        names: [missing.what, ...missing.users],
      };
    }
  }
}
