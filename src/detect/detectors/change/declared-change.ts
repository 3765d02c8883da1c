import { atTime, groupBy, HOUR, listed, oneLine } from '../../../base/index.js';
import { keyOf, labelOf, WORKLOAD_KINDS, type ConditionType } from '../../../model/index.js';
import { nodeOfPod, type Change } from '../../../world/index.js';
import type { Detector, Finding } from '../../detector.js';

const change = (id: string, title: string): ConditionType => ({ id, nature: 'change', title });

const TYPES = {
  spec: change('deployment-spec-changed', 'Workload changed'),
  image: change('image-tag-changed', 'Image changed'),
  restart: change('rollout-restart', 'Workload restarted by hand'),
  scale: change('scale-changed', 'Replicas changed'),
  hpa: change('hpa-changed', 'Autoscaler changed'),
  config: change('configmap-changed', 'ConfigMap changed'),
  secret: change('secret-changed', 'Secret changed'),
  service: change('service-changed', 'Service changed'),
  serviceGone: change('service-deleted', 'Service deleted'),
  webhook: change('webhook-config-changed', 'Admission webhook configuration changed'),
  priority: change('priority-class-created', 'Priority class created'),
  priorityChanged: change('priorityclass-changed', 'Priority class changed'),
  daemon: change('daemonset-created', 'DaemonSet created'),
  workload: change('workload-created', 'Workload created'),
  network: change('networkpolicy-changed', 'Network policy changed'),
  rbac: change('rbac-changed', 'Access rules changed'),
  ingress: change('ingress-changed', 'Route from outside changed'),
  cordon: change('node-cordon-drain', 'Node cordoned or drained'),
  tainted: change('node-tainted', 'Taint put on a node'),
  podGone: change('manual-pod-delete', 'Pod deleted by hand'),
  quota: change('quota-changed', 'Quota or limits changed'),
  namespaceGone: change('namespace-deleted', 'Namespace deleted'),
  workloadGone: change('workload-deleted', 'Workload deleted'),
  definitionGone: change('crd-deleted', 'Custom resource definition deleted'),
  other: change('manual-change', 'Object changed by hand'),
} as const;

const KINDS: Readonly<Record<string, ConditionType>> = {
  HorizontalPodAutoscaler: TYPES.hpa,
  ConfigMap: TYPES.config,
  Secret: TYPES.secret,
  Service: TYPES.service,
  MutatingWebhookConfiguration: TYPES.webhook,
  ValidatingWebhookConfiguration: TYPES.webhook,
  NetworkPolicy: TYPES.network,
  CiliumNetworkPolicy: TYPES.network,
  CiliumClusterwideNetworkPolicy: TYPES.network,
  GlobalNetworkPolicy: TYPES.network,
  AuthorizationPolicy: TYPES.network,
  PeerAuthentication: TYPES.network,
  Role: TYPES.rbac,
  ClusterRole: TYPES.rbac,
  RoleBinding: TYPES.rbac,
  ClusterRoleBinding: TYPES.rbac,
  Ingress: TYPES.ingress,
  HTTPRoute: TYPES.ingress,
  Gateway: TYPES.ingress,
  VirtualService: TYPES.ingress,
  ResourceQuota: TYPES.quota,
  LimitRange: TYPES.quota,
};

const GONE: Readonly<Record<string, ConditionType>> = {
  Service: TYPES.serviceGone,
  Namespace: TYPES.namespaceGone,
  CustomResourceDefinition: TYPES.definitionGone,
};

/** Older than this a change is history; what it left behind is seen in the objects. */
const RECENT = 48 * HOUR;

/** A person, a pipeline or a delivery tool changed the declared world. Controllers' own writes are not told. */
export const declaredChange: Detector = {
  id: 'declared-change',
  layer: 'change',
  what:
    'Someone changed an object: by audit log, field managers, revisions or two readings that differ. A change ' +
    'is where an explanation may end, and what responders did is seen the same way.',
  lookAlikes:
    'Controllers write all the time; their routine is left out. A change that comes after the first effect is a ' +
    'response, not a cause.',
  sources: ['API server audit log', 'metadata.managedFields', 'ReplicaSet revisions'],
  emits: Object.values(TYPES),
  *detect(c) {
    const since = c.asOf.hi - RECENT;
    const writes = groupBy(c.changes, (x) => keyOf(x.entity));
    for (const x of c.changes) {
      if (!counts(x) || x.at.hi < since) continue;
      const type = typeOf(x);
      const from = x.verb === 'evict' ? nodeOfPod(c, x.entity) : undefined;
      const told = type && finding(x, type, foundLater(writes.get(keyOf(x.entity)) ?? [], x));
      if (told) yield from ? { ...told, names: [...(told.names ?? []), from] } : told;
    }
  },
};

/** A write by a person or tool, or a difference that is not bookkeeping of a controller. */
function counts(x: Change): boolean {
  // whoever drains a node, a person or a controller: a pod that was well is gone
  if (x.verb === 'evict') return true;
  // a new template replaces all pods of a workload, whoever wrote it: pipelines and operators have accounts, too
  if (x.fields.some((f) => f.startsWith('spec.template.spec.'))) return true;
  if (!x.byPerson && (x.by !== 'unknown' || x.fields.length === 0)) return false;
  if (x.verb === 'exec') return false;
  if (!x.byPerson && x.fields.every((f) => f.startsWith('status') || f.includes('annotations'))) return false;
  return !(x.entity.kind === 'Pod' && x.verb !== 'delete');
}

function typeOf(x: Change): ConditionType | undefined {
  const { kind } = x.entity;
  if (x.verb === 'restart') return TYPES.restart;
  if (x.verb === 'evict' || (kind === 'Pod' && x.verb === 'delete')) {
    return x.verb === 'evict' ? TYPES.cordon : TYPES.podGone;
  }
  if (kind === 'PriorityClass') return x.verb === 'create' ? TYPES.priority : TYPES.priorityChanged;
  if (WORKLOAD_KINDS.has(kind)) return ofWorkload(x);
  if (kind === 'Node') return ofNode(x);
  const gone = x.verb === 'delete' ? GONE[kind] : undefined;
  if (gone) return gone;
  const known = KINDS[kind];
  // A new object of these kinds belongs to what is being installed; it changes nothing that was there.
  const quiet =
    known === TYPES.config || known === TYPES.secret || known === TYPES.service || known === TYPES.rbac;
  if (x.verb === 'create' && (known === undefined || quiet)) return undefined;
  return known ?? (kind === 'Namespace' && x.verb === 'create' ? undefined : TYPES.other);
}

function ofNode(x: Change): ConditionType {
  if ((x.values['spec.taints']?.[1] ?? '') !== '') return TYPES.tainted;
  if (x.values['spec.unschedulable']?.[1] === 'false') return TYPES.other;
  return /unschedulable/.test(x.fields.join(' ')) ? TYPES.cordon : TYPES.other;
}

/** What a write means where it is told in words of its own; undefined: told as any other change. */
function wordsOf(x: Change): string | undefined {
  const [taints, cordon] = [x.values['spec.taints']?.[1], x.values['spec.unschedulable']?.[1]];
  const [before, after] = x.values['spec.replicas'] ?? [];
  if (x.verb === 'scale' && before === undefined && after !== undefined) return `scaled to ${after}`;
  if (x.entity.kind !== 'Node') return undefined;
  if (taints !== undefined) return `given the taint ${taints}`;
  if (cordon !== undefined) return cordon === 'true' ? 'cordoned' : 'uncordoned';
  return x.fields.includes('spec.taints') ? 'freed of its taints' : undefined;
}

function ofWorkload(x: Change): ConditionType {
  if (x.verb === 'scale') return TYPES.scale;
  if (x.verb === 'create') return x.entity.kind === 'DaemonSet' ? TYPES.daemon : TYPES.workload;
  const fields = x.fields.filter((f) => !f.startsWith('metadata.') && !f.startsWith('status'));
  if (fields.length > 0 && fields.every((f) => f === 'spec.replicas')) return TYPES.scale;
  if (fields.length > 0 && fields.every((f) => /\.image$/.test(f))) return TYPES.image;
  if (fields.length > 0 && fields.every((f) => f.includes('restartedAt'))) return TYPES.restart;
  return x.verb === 'delete' ? TYPES.workloadGone : TYPES.spec;
}

const VERBS: Readonly<Record<Change['verb'], string>> = {
  create: 'created',
  update: 'changed',
  delete: 'deleted',
  scale: 'scaled',
  evict: 'evicted',
  exec: 'entered',
  restart: 'restarted',
};

/** What a write without its values set, where the next write to the same object tells what it found there. */
function foundLater(writes: readonly Change[], x: Change): string {
  if (Object.keys(x.values).length > 0 || x.fields.length > 0 || x.verb !== 'update') return '';
  const next = writes.find((y) => y.at.lo > x.at.hi);
  const found = Object.entries(next?.values ?? {}).flatMap(([f, [before]]) =>
    before === undefined ? [] : [`${f.split('.').at(-1) ?? f} ${short(before)}`],
  );
  return next === undefined || found.length === 0
    ? ''
    : `; until the next change, ${atTime(next.at)}, it had ${listed(found.slice(0, 3))}`;
}

function finding(x: Change, type: ConditionType, found: string): Finding {
  const who = x.by === 'unknown' ? 'someone not known' : x.by;
  const values = Object.entries(x.values)
    .slice(0, 3)
    .map(([f, [before, after]]) => `${f.split('.').at(-1) ?? f} ${difference(before, after)}`);
  // a restart writes only its own time
  const fields =
    type === TYPES.restart || x.verb === 'restart' ? [] : values.length > 0 ? values : x.fields.slice(0, 3);
  const act = wordsOf(x);
  const created =
    type === TYPES.workload || (x.verb === 'create' && type !== TYPES.priority && type !== TYPES.daemon);
  return {
    type: type.id,
    entity: x.entity,
    onset: x.at,
    end: x.at,
    severity: created ? 0 : 1,
    statement:
      act !== undefined
        ? `${labelOf(x.entity)} was ${act} by ${who} ${atTime(x.at)}.`
        : `${labelOf(x.entity)} was ${VERBS[x.verb]} by ${who} ${atTime(x.at)}${
            fields.length > 0 ? `: ${listed(fields)}` : found
          }.`,
    evidence: x.evidence,
    epistemic: x.by === 'unknown' ? 'inferred' : 'observed',
    attrs: { by: x.by, verb: x.verb, fields: x.fields.slice(0, 12).join(','), of: keyOf(x.entity) },
  };
}

/** "A → B"; of lists what came and what went, for both together are too long to be told apart. */
function difference(before: string | undefined, after: string | undefined): string {
  const [was, is] = [listOf(before), listOf(after)];
  if (was === undefined || is === undefined) return `${short(before)} → ${short(after)}`;
  const [came, gone] = [is.filter((v) => !was.includes(v)), was.filter((v) => !is.includes(v))];
  if (came.length + gone.length === 0 || came.length + gone.length > 4) return `${short(before)} → ${short(after)}`;
  const words = [...(came.length > 0 ? [`now with ${listed(came.map(short))}`] : []), ...(gone.length > 0 ? [`without ${listed(gone.map(short))}`] : [])];
  return words.join(', ');
} // prettier-ignore

/** The members of a list of words, as JSON prints it; nothing of a list that was cut. */
function listOf(value: string | undefined): readonly string[] | undefined {
  if (value === undefined || !/^\["[^]*"\]$/.test(value)) return undefined;
  return [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((m) => m[1] ?? '');
}

function short(value: string | undefined): string {
  return value === undefined ? '(unset)' : oneLine(value, 60);
}
