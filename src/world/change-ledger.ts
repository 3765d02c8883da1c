import { isObject, digList, digText, stampOf, sortedBy, SECOND, dig, type Stamp } from '../base/index.js';
import { keyOf, type Evidence, type Ref, type RequestRecord } from '../model/index.js';
import type { Case } from './case.js';
import type { Change } from './change.js';
import { fromScaling } from './scaling-changes.js';
import { diffObjects, type FieldChange } from './diff.js';
import { cite, newest, type Entity } from './entity.js';

/** Kinds whose writes are bookkeeping of the cluster itself, whoever makes them. */
const BOOKKEEPING: ReadonlySet<string> = new Set([
  'Event', 'Lease', 'Endpoints', 'EndpointSlice', 'SubjectAccessReview', 'TokenReview', 'SelfSubjectAccessReview',
  'SelfSubjectRulesReview', 'FlowSchema', 'PriorityLevelConfiguration', 'ControllerRevision', 'CSINode',
]); // prettier-ignore

/** Field managers that are the cluster's own (KEP-555 manager names are the binary's by default). */
const OWN_MANAGER =
  /^(kube-controller-manager|kube-scheduler|kubelet|kube-apiserver|k3s|rke2|go-http-client|cluster-autoscaler|karpenter|cloud-controller-manager|.*-controller(-manager)?|.*-operator|manager|controller|Go-http-client|before-first-apply|api-priority-and-fairness.*)$/;

/** Accounts of tools that apply what people committed: their writes are people's changes. */
const DELIVERY =
  /^system:serviceaccount:[^:]+:(?:.*argocd-(?:application-controller|server)|kustomize-controller|helm-controller|flux-applier|fleet-agent|kapp-controller|external-secrets|vault-secrets-operator\S*|sealed-secrets\S*|.*(?:jenkins|gitlab|github|tekton|spinnaker|spacelift|atlantis|terraform|octopus|harness|buildkite|deployer|ci-deploy|pipeline).*)$/;

/** Groups of the delivery tools' own objects, which they write all the time. */
const DELIVERY_KINDS =
  /^(?:Application|ApplicationSet|AppProject|Kustomization|HelmRelease|GitRepository|OCIRepository|HelmRepository|HelmChart|Bucket|Bundle|BundleDeployment|GitRepo|Cluster|App|PackageInstall|PipelineRun|TaskRun)$/;

/** True for a write by which a delivery tool brings a commit into the cluster. */
function delivers(r: RequestRecord): boolean {
  return DELIVERY.test(r.user) && !DELIVERY_KINDS.test(r.about.kind);
}

/** True for a person or a pipeline; false for the cluster's own components and service accounts of its controllers. */
export function isPerson(user: string): boolean {
  if (user === '' || user === 'unknown') return false;
  if (!user.startsWith('system:')) return !OWN_MANAGER.test(user);
  return false;
}

/** How close an audit record and a field manager's stamp of the same write may lie (stamps of 1 s). */
const SAME_WRITE = 2 * SECOND;

/**
 * All changes to the declared world, best source first: the audit log (who, when, what kind of write),
 * field managers (who by tool, when), differences between snapshots and ReplicaSet revisions (what).
 */
export function changeLedger(c: Case): readonly Change[] {
  const audited = c.requests.flatMap((r) => fromAudit(r));
  const managed = c.entities().flatMap((e) => fromManagers(e));
  const revised = c.all('Deployment').flatMap((e) => fromRevisions(c, e));
  const differing = c.entities().flatMap((e) => fromSnapshots(e));
  const scaled = fromScaling(c);
  const merged = mergeInto(mergeInto(mergeInto(mergeInto(audited, managed), revised), scaled), differing);
  return sortedBy(
    merged,
    (x) => x.at.lo,
    (x) => keyOf(x.entity),
    (x) => x.verb,
  );
}

const VERBS: Readonly<Record<string, Change['verb']>> = {
  create: 'create',
  update: 'update',
  patch: 'update',
  apply: 'update',
  delete: 'delete',
  deletecollection: 'delete',
};

function fromAudit(r: RequestRecord): Change[] {
  const verb = VERBS[r.verb];
  if (!verb || r.code >= 300 || BOOKKEEPING.has(r.about.kind) || r.subresource === 'status') return [];
  if (/[?&]dryRun=/.test(r.requestUri ?? '')) return [];
  const sub = r.subresource;
  if (sub === 'binding' || sub === 'token' || sub === 'log') return [];
  const evidence: Evidence = {
    ...r.evidence,
    at: r.until.hi,
    excerpt: `${r.user} ${r.verb} ${r.about.kind} ${r.about.namespace ?? ''}/${r.about.name}${sub === undefined ? '' : `/${sub}`} (${r.code})`,
  };
  const person =
    (isPerson(r.user) || delivers(r)) &&
    !/^(kube-controller-manager|kube-scheduler|kubelet|kube-proxy|kube-apiserver)\//.test(r.userAgent ?? '');
  const restart =
    r.body !== undefined && JSON.stringify(r.body).includes('kubectl.kubernetes.io/restartedAt');
  return [
    {
      at: { lo: r.at.lo, hi: r.until.hi, grade: 'A' },
      entity: r.about,
      verb:
        sub === 'scale' || (verb === 'update' && setsReplicasOnly(r.body))
          ? 'scale'
          : sub === 'eviction'
            ? 'evict'
            : sub === 'exec'
              ? 'exec'
              : restart
                ? 'restart'
                : verb,
      by: r.user,
      byPerson: person || taintsNode(r),
      ...ofNode(r),
      evidence: [evidence],
    },
  ];
}

/** The fields that a write of a node sets, as far as its body tells them. */
function ofNode(r: RequestRecord): Pick<Change, 'fields' | 'values'> {
  const node = r.about.kind === 'Node';
  return { fields: node ? nodeFields(r.body) : [], values: node ? nodeValues(r.body) : {} };
}

/** What a patch of a node sets of what keeps pods off it: `kubectl cordon` and `kubectl taint` send these. */
function nodeFields(body: unknown): readonly string[] {
  const spec = dig(body, 'spec');
  return isObject(spec) ? ['unschedulable', 'taints'].filter((f) => f in spec).map((f) => `spec.${f}`) : [];
}

/** What the patch gives: taints as `kubectl describe` prints them, none where it takes them away; cordoned or not. */
function nodeValues(body: unknown): Change['values'] {
  const given = digList(body, 'spec', 'taints').flatMap((t) => {
    const [key, value, effect] = [digText(t, 'key') ?? '', digText(t, 'value'), digText(t, 'effect')];
    if (OF_CONTROLLERS.test(key)) return [];
    return [`${key}${value === undefined ? '' : `=${value}`}:${effect ?? ''}`];
  });
  return {
    ...(given.length === 0 ? {} : { 'spec.taints': [undefined, given.join(', ')] }),
    ...(nodeFields(body).includes('spec.unschedulable')
      ? { 'spec.unschedulable': [undefined, String(dig(body, 'spec', 'unschedulable') === true)] }
      : {}),
  };
}

/** Taints by which controllers tell the state of a node, or what they are about to do with it. */
const OF_CONTROLLERS =
  /^node\.(?:kubernetes|cloudprovider\.kubernetes)\.io\/|^karpenter\.sh\/|ClusterAutoscaler/;

/** A tool of the cluster gave a node a taint of its own: what a person would have to decide. */
function taintsNode(r: RequestRecord): boolean {
  return (
    r.about.kind === 'Node' &&
    /^system:serviceaccount:(?!kube-system:)/.test(r.user) &&
    (nodeValues(r.body)['spec.taints']?.[1] ?? '') !== ''
  );
}

/** A patch of nothing but spec.replicas, as `kubectl scale` and `kubectl patch` send it. */
function setsReplicasOnly(body: unknown): boolean {
  const spec = dig(body, 'spec');
  return (
    isObject(body) &&
    isObject(spec) &&
    dig(body, 'metadata') === undefined &&
    Object.keys(spec).join() === 'replicas'
  );
}

/** Writes by tools that people use, from metadata.managedFields; of the cluster's own managers none. */
function fromManagers(e: Entity): Change[] {
  if (BOOKKEEPING.has(e.ref.kind) || e.ref.kind === 'Pod' || e.ref.kind === 'ReplicaSet') return [];
  return e.snapshots.flatMap((s) =>
    digList(s.object, 'metadata', 'managedFields').flatMap((m, i): Change[] => {
      const manager = digText(m, 'manager');
      const at = stampOf(dig(m, 'time'));
      if (manager === undefined || !at || OWN_MANAGER.test(manager) || digText(m, 'subresource') === 'status')
        return [];
      const created = e.created && Math.abs(e.created.lo - at.lo) <= SAME_WRITE;
      return [
        {
          at,
          entity: e.ref,
          verb: created ? 'create' : 'update',
          by: manager,
          byPerson: true,
          fields: [],
          values: {},
          evidence: [{ ...cite(s, 'metadata', 'managedFields', i), excerpt: writeOf(m, i) }],
        },
      ];
    }),
  );
}

/** Of the entry what tells: who wrote, when, and which fields; the rest is bookkeeping of the API server. */
function writeOf(entry: unknown, index: number): string {
  const { manager, operation, time } = { manager: dig(entry, 'manager'), operation: dig(entry, 'operation'), time: dig(entry, 'time') };
  const fields = fieldPaths(dig(entry, 'fieldsV1'), '').filter((f) => !f.startsWith('metadata.annotations'));
  const shown = fields.slice(0, MOST_FIELDS).join(', ');
  const left = fields.length > MOST_FIELDS ? ` and ${fields.length - MOST_FIELDS} more` : '';
  return `metadata.managedFields[${index}]: ${JSON.stringify({ manager, operation, time })} ${shown}${left}`.trim().slice(0, 400);
} // prettier-ignore

const MOST_FIELDS = 6;

/** {"f:spec": {"f:replicas": {}}} → "spec.replicas"; keys of list members end a path. */
function fieldPaths(fields: unknown, path: string): readonly string[] {
  const inner = Object.entries(isObject(fields) ? fields : {}).filter(([key]) => key.startsWith('f:'));
  if (inner.length === 0) return path === '' ? [] : [path];
  return inner.flatMap(([key, value]) =>
    fieldPaths(value, `${path}${path === '' ? '' : '.'}${key.slice(2)}`),
  );
}

/** A Deployment's template as its ReplicaSets keep it, in order of creation: what each rollout changed. */
function fromRevisions(c: Case, deployment: Entity): Change[] {
  const sets = sortedBy(
    c.targets(deployment.ref, 'owns').filter((e) => e.ref.kind === 'ReplicaSet' && e.created !== undefined),
    (e) => e.created?.lo ?? 0,
    (e) => e.key,
  );
  return sets.slice(1).flatMap((set, i) => {
    const before = newest(sets[i] ?? set);
    const after = newest(set);
    if (!before || !after || !set.created) return [];
    const fields = diffObjects(dig(before.object, 'spec', 'template'), dig(after.object, 'spec', 'template'));
    if (fields.length === 0) return [];
    return [
      changed(deployment.ref, set.created, prefixed('spec.template.', fields), [
        cite(after, 'metadata', 'creationTimestamp'),
      ]),
    ];
  });
}

/** What differs between one snapshot of an object and the next. */
function fromSnapshots(e: Entity): Change[] {
  if (
    BOOKKEEPING.has(e.ref.kind) ||
    e.ref.kind === 'Pod' ||
    e.ref.kind === 'Node' ||
    e.ref.kind === 'ReplicaSet'
  )
    return [];
  const full = e.snapshots.filter((s) => s.shape === 'full');
  return full.slice(1).flatMap((after, i) => {
    const before = full[i];
    if (!before || after.at.hi === before.at.hi) return [];
    const fields = diffObjects(before.object, after.object);
    if (fields.length === 0) return [];
    const at: Stamp = { lo: before.at.lo, hi: after.at.hi, grade: 'B' };
    return [changed(e.ref, at, fields, [cite(after, 'metadata', 'name')])];
  });
}

function prefixed(prefix: string, fields: readonly FieldChange[]): FieldChange[] {
  return fields.map((f) => ({ ...f, path: prefix + f.path }));
}

function changed(
  entity: Ref,
  at: Stamp,
  fields: readonly FieldChange[],
  evidence: readonly Evidence[],
): Change {
  return {
    at,
    entity,
    verb: 'update',
    by: 'unknown',
    byPerson: false,
    fields: fields.map((f) => f.path),
    values: Object.fromEntries(fields.map((f) => [f.path, [f.before, f.after]])),
    evidence,
  };
}

/**
 * Adds weaker knowledge to stronger: a change of the same object whose time agrees with one already known
 * lends it its fields and actor; otherwise it stands alone. A difference between snapshots is given to the
 * last write inside its bracket, and dropped to nobody when no write is known.
 */
function mergeInto(known: readonly Change[], more: readonly Change[]): Change[] {
  const byEntity = new Map<string, Change[]>();
  const out: Change[] = [];
  const put = (x: Change): void => {
    const list = byEntity.get(keyOf(x.entity)) ?? [];
    list.push(x);
    byEntity.set(keyOf(x.entity), list);
    out.push(x);
  };
  known.forEach(put);
  for (const x of more) {
    const list = byEntity.get(keyOf(x.entity)) ?? [];
    const match = sortedBy(list.filter((k) => agrees(k, x)), (k) => -rank(k), (k) => (overlaps(k, x) ? 0 : 1), (k) => -k.at.lo)[0]; // prettier-ignore
    if (!match) {
      put(x);
      continue;
    }
    const merged = combine(match, x);
    out[out.indexOf(match)] = merged;
    list[list.indexOf(match)] = merged;
  }
  return out;
}

function rank(x: Change): number {
  return (x.byPerson ? 2 : 0) + (x.verb === 'update' || x.verb === 'scale' || x.verb === 'restart' ? 1 : 0);
}

/** A write after the stamp of what came of it did not bring it about, however near it is. */
function overlaps(known: Change, x: Change): boolean {
  return known.at.lo <= x.at.hi && x.at.lo <= known.at.hi;
}

function agrees(known: Change, x: Change): boolean {
  if (known.verb === 'delete' || known.verb === 'exec') return false;
  return known.at.lo - SAME_WRITE <= x.at.hi && x.at.lo <= known.at.hi + SAME_WRITE;
}

function combine(known: Change, x: Change): Change {
  const fields = [...new Set([...known.fields, ...x.fields])];
  return {
    ...known,
    by: known.by === 'unknown' ? x.by : known.by,
    byPerson: known.byPerson || (known.by === 'unknown' && x.byPerson),
    // a field manager's stamp tells when and by what; that it was the number of replicas the Deployment tells
    ...(known.verb === 'update' && known.fields.length === 0 && x.verb === 'scale' ? { verb: x.verb } : {}),
    fields,
    values: { ...x.values, ...known.values },
    evidence: [...known.evidence, ...x.evidence].slice(0, 6),
  };
}
