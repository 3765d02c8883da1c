import { stringify } from 'yaml';
import {
  dig,
  digList,
  digNumber,
  digObject,
  digText,
  iso,
  middle,
  sortedBy,
  type Instant,
} from '../../base/index.js';
import { keyOf, type EntityKey } from '../../model/index.js';
import { snapshotAt, type Case } from '../../world/index.js';
import type { EntityState } from '../ports.js';
import { changeText } from '../timeline.js';

type Field = EntityState['state'][number];

/** An entity at an instant, in the words of `kubectl describe`. */
export function describeAt(c: Case, key: EntityKey, at: Instant): EntityState {
  const entity = c.entity(key);
  const snapshot = entity && snapshotAt(entity, at);
  const isGone = entity?.deleted !== undefined && entity.deleted.hi < at;
  const fields: Field[] = [];
  if (entity?.created) fields.push({ name: 'created', value: iso(entity.created.lo) });
  if (entity?.deleted) fields.push({ name: 'deleted', value: iso(entity.deleted.lo) });
  if (snapshot) fields.push({ name: 'as read', value: iso(snapshot.at.hi) }, ...fieldsOf(snapshot.object));
  return {
    state: fields,
    relations: relationsOf(c, key, at),
    changes: sortedBy(
      c.changes.filter((x) => keyOf(x.entity) === key),
      (x) => x.at.lo,
    ).map((x) => ({ at: middle(x.at), by: x.by, text: changeText(x) })),
    seen: snapshot !== undefined && !isGone && snapshot.at.lo <= at,
  };
}

/** The value at the first of these paths that has one. */
function text(object: unknown, ...path: string[]): string | undefined {
  const value = dig(object, ...path);
  if (typeof value === 'string' && value !== '') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

const PLAIN: readonly (readonly [name: string, path: readonly string[]])[] = [
  ['phase', ['status', 'phase']],
  ['reason', ['status', 'reason']],
  ['message', ['status', 'message']],
  ['node', ['spec', 'nodeName']],
  ['pod IP', ['status', 'podIP']],
  ['type', ['spec', 'type']],
  ['cluster IP', ['spec', 'clusterIP']],
  ['replicas wanted', ['spec', 'replicas']],
  ['replicas', ['status', 'replicas']],
  ['ready', ['status', 'readyReplicas']],
  ['available', ['status', 'availableReplicas']],
  ['updated', ['status', 'updatedReplicas']],
  ['unavailable', ['status', 'unavailableReplicas']],
  ['desired', ['status', 'desiredNumberScheduled']],
  ['ready', ['status', 'numberReady']],
  ['active', ['status', 'active']],
  ['succeeded', ['status', 'succeeded']],
  ['failed', ['status', 'failed']],
  ['unschedulable', ['spec', 'unschedulable']],
  ['kubelet', ['status', 'nodeInfo', 'kubeletVersion']],
  ['storage class', ['spec', 'storageClassName']],
  ['volume', ['spec', 'volumeName']],
  ['deletion asked', ['metadata', 'deletionTimestamp']],
];

function fieldsOf(object: unknown): Field[] {
  const plain = PLAIN.flatMap(([name, path]): Field[] => {
    const value = text(object, ...path);
    return value === undefined ? [] : [{ name, value }];
  });
  const selector = digObject(object, 'spec', 'selector');
  const labels = selector && Object.entries(selector).filter(([, v]) => typeof v === 'string');
  if (labels && labels.length > 0)
    plain.push({ name: 'selector', value: labels.map(([k, v]) => `${k}=${String(v)}`).join(', ') });
  for (const taint of digList(object, 'spec', 'taints'))
    plain.push({
      name: 'taint',
      value: `${digText(taint, 'key') ?? '?'}:${digText(taint, 'effect') ?? '?'}`,
    });
  return [...plain, ...containerFields(object), ...conditionFields(object)];
}

function containerFields(object: unknown): Field[] {
  const statuses = [
    ...digList(object, 'status', 'initContainerStatuses'),
    ...digList(object, 'status', 'containerStatuses'),
  ];
  return statuses.map((s) => {
    const state = Object.entries(digObject(s, 'state') ?? {})[0];
    const why = state && (digText(state[1], 'reason') ?? digText(state[1], 'startedAt'));
    const last = digObject(s, 'lastState', 'terminated');
    const code = digNumber(last, 'exitCode');
    const words = [
      dig(s, 'ready') === true ? 'ready' : 'not ready',
      `${digNumber(s, 'restartCount') ?? 0} restarts`,
      ...(state ? [`${state[0]}${why === undefined ? '' : ` ${why}`}`] : []),
      ...(last
        ? [`last ended ${digText(last, 'reason') ?? ''}${code === undefined ? '' : ` (exit ${code})`}`]
        : []),
    ];
    return { name: `container ${digText(s, 'name') ?? '?'}`, value: words.join(', ') };
  });
}

function conditionFields(object: unknown): Field[] {
  return digList(object, 'status', 'conditions').flatMap((x): Field[] => {
    const type = digText(x, 'type');
    if (type === undefined) return [];
    const since = digText(x, 'lastTransitionTime');
    const reason = digText(x, 'reason');
    const value = [
      digText(x, 'status') ?? '?',
      ...(reason === undefined ? [] : [reason]),
      ...(since === undefined ? [] : [`since ${since}`]),
    ].join(' ');
    return [{ name: `condition ${type}`, value }];
  });
}

function relationsOf(c: Case, key: EntityKey, at: Instant): EntityState['relations'] {
  const all = c
    .relations()
    .filter((r) => (r.from === key || r.to === key) && r.valid.lo <= at && at <= r.valid.hi);
  const told = all.map((r) =>
    r.from === key
      ? { name: r.name, other: r.to, how: r.how }
      : { name: `${r.name} (from)`, other: r.from, how: r.how },
  );
  return sortedBy(
    told,
    (r) => r.name,
    (r) => r.other,
  );
}

/** The object as it was then, YAML. */
export function objectAt(c: Case, key: EntityKey, at: Instant): string | undefined {
  const entity = c.entity(key);
  const snapshot = entity && snapshotAt(entity, at);
  if (!snapshot) return undefined;
  const read = { full: '', described: ', from kubectl describe: fields it does not print are absent', row: ', from a table', manifest: ', as applied: says nothing of status', change: ', from the audit log', deleted: '' }[snapshot.shape]; // prettier-ignore
  return `# as read at ${iso(snapshot.at.hi)}${read}\n${stringify(snapshot.object)}`;
}

/** Owners, nearest first; or all that is owned, in order of discovery. */
export function ownership(c: Case, key: EntityKey, way: 'up' | 'down'): readonly EntityKey[] {
  const found: EntityKey[] = [];
  const seen = new Set([key]);
  let edge: readonly EntityKey[] = [key];
  while (edge.length > 0) {
    edge = edge
      .flatMap((k) =>
        way === 'up' ? c.to(k, 'owns').map((r) => r.from) : c.from(k, 'owns').map((r) => r.to),
      )
      .filter((k) => !seen.has(k) && seen.add(k));
    found.push(...edge);
  }
  return found;
}

export function labelsOf(c: Case, key: EntityKey): Readonly<Record<string, string>> {
  const labels = digObject(c.entity(key)?.object, 'metadata', 'labels') ?? {};
  return Object.fromEntries(
    Object.entries(labels).flatMap(([k, v]): [string, string][] => (typeof v === 'string' ? [[k, v]] : [])),
  );
}
