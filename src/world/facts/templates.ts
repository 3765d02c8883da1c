import { dig, digList, digNumber, digObject, digStrings, digText, sortedBy } from '../../base/index.js';
import { keyOf, type EntityKey, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { newest, type Entity, type Snapshot } from '../entity.js';

/** A pod template as declared by a workload (or a pod, for itself or for the workload that the capture does not show): where configuration faults live. */
export interface Template {
  readonly workload: Ref;
  readonly entity: Entity;
  readonly snapshot: Snapshot;
  /** The pod spec. */
  readonly spec: unknown;
  /** Path of the pod spec inside the object, for citing. */
  readonly specPath: readonly (string | number)[];
  readonly labels: Readonly<Record<string, string>>;
  /** False where only the selector of the workload tells labels (a table), so that there may be more. */
  readonly labelsKnown: boolean;
  readonly annotations: Readonly<Record<string, string>>;
  /** Declared replicas; undefined where the kind has none (DaemonSet, Job, Pod). */
  readonly replicas: number | undefined;
}

/** A container of a template with its path. */
export interface TemplateContainer {
  readonly name: string;
  readonly init: boolean;
  readonly spec: unknown;
  readonly path: readonly (string | number)[];
}

const PATHS: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
};

/** Templates of all workloads that nothing owns; owned ReplicaSets, Jobs and Pods are left to their owner. */
export function templates(c: Case): readonly Template[] {
  return c.fact(allTemplates);
}

/** The template by which the pods of a workload are made. */
export function templateFor(c: Case, workload: Ref): Template | undefined {
  return c.fact(byWorkload).get(keyOf(workload));
}

function byWorkload(c: Case): ReadonlyMap<EntityKey, Template> {
  return new Map(templates(c).map((t) => [keyOf(t.workload), t]));
}

function allTemplates(c: Case): readonly Template[] {
  const found = [...Object.keys(PATHS), 'Pod'].flatMap((kind) =>
    c.all(kind).flatMap((entity) => {
      if (c.to(entity.ref, 'owns').some((r) => c.entity(r.from)?.object !== undefined)) return [];
      const snapshot = newest(entity);
      if (!snapshot) return [];
      const own = templateOf(entity, snapshot);
      if (kind === 'Pod') return own.map((t) => ({ ...t, workload: ownerOf(c, entity.ref) }));
      return snapshot.shape === 'row' ? own.map((t) => copied(c, t)) : own;
    }),
  );
  const first = new Map<EntityKey, Template>();
  for (const t of found) if (!first.has(keyOf(t.workload))) first.set(keyOf(t.workload), t);
  return [...first.values()];
}

/** Where a capture shows a pod and not what made it, the pod stands for its workload. */
function ownerOf(c: Case, pod: Ref): Ref {
  let at = pod;
  for (let depth = 0; depth < 5; depth += 1) {
    const owner = c.entity(c.to(at, 'owns')[0]?.from ?? '')?.ref;
    if (!owner || owner.kind === 'Node') return at;
    at = owner;
  }
  return at;
}

/** A table shows little of a template: what was made from it, the newest ReplicaSet or pod, shows the rest. */
function copied(c: Case, t: Template): Template {
  const owned = c.targets(t.workload, 'owns').filter((e) => !e.deleted);
  const made = [...owned.flatMap((e) => c.targets(e.ref, 'owns').filter((p) => !p.deleted)), ...owned];
  const shown = made.flatMap((e) => {
    const snapshot = newest(e);
    return snapshot && snapshot.shape !== 'row' ? templateOf(e, snapshot) : [];
  });
  const best = sortedBy(shown, (x) => -(x.entity.created?.lo ?? 0))[0];
  if (!best) return t;
  return { ...best, workload: t.workload, labels: { ...best.labels, ...t.labels }, replicas: t.replicas };
}

/** The template inside one snapshot of a workload; empty when the snapshot shows none (a table row). */
export function templateOf(entity: Entity, snapshot: Snapshot): Template[] {
  const path = PATHS[entity.ref.kind] ?? [];
  const at = entity.ref.kind === 'Pod' ? snapshot.object : dig(snapshot.object, ...path);
  if (digObject(at, 'spec') === undefined) return [];
  const labels = digStrings(at, 'metadata', 'labels');
  return [
    {
      workload: entity.ref,
      entity,
      snapshot,
      spec: dig(at, 'spec'),
      specPath: [...path, 'spec'],
      // The API accepts no workload whose template lacks what its selector asks for.
      labels: { ...digStrings(snapshot.object, 'spec', 'selector', 'matchLabels'), ...labels },
      labelsKnown: snapshot.shape !== 'row' || Object.keys(labels).length > 0,
      annotations: digStrings(at, 'metadata', 'annotations'),
      replicas: entity.ref.kind === 'Pod' ? undefined : digNumber(snapshot.object, 'spec', 'replicas'),
    },
  ];
}

/** Init containers first, then containers, as they start. */
export function containersOf(t: Template): readonly TemplateContainer[] {
  return (['initContainers', 'containers'] as const).flatMap((list) =>
    digList(t.spec, list).map((spec, i) => ({
      name: digText(spec, 'name') ?? `#${i}`,
      init: list === 'initContainers',
      spec,
      path: [...t.specPath, list, i],
    })),
  );
}
