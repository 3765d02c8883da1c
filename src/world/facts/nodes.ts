import { digFlag, digList, digNumber, digObject, digStrings, digText } from '../../base/index.js';
import type { Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { newest, type Entity, type Snapshot } from '../entity.js';
import { conditionsOf } from './pods.js';
import { parseQuantity } from './quantity.js';

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** A node as its newest reading shows it, with what the scheduler looks at. */
export interface NodeView {
  readonly entity: Entity;
  readonly ref: Ref;
  readonly snapshot: Snapshot;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly cordoned: boolean;
  readonly ready: boolean | undefined;
  readonly controlPlane: boolean;
  /** Allocatable amount of a resource; undefined when the reading does not say. */
  allocatable(resource: string): number | undefined;
  /** What the pods on it ask for, where `kubectl describe node` says so. */
  requested(resource: string): number | undefined;
}

/** Nodes with an object that tells their labels. */
export function nodes(c: Case): readonly NodeView[] {
  return c.fact(allNodes);
}

function allNodes(c: Case): readonly NodeView[] {
  return c.all('Node').flatMap((entity) => {
    const snapshot = newest(entity);
    return snapshot && digObject(snapshot.object, 'metadata', 'labels') ? [nodeView(entity, snapshot)] : [];
  });
}

function nodeView(entity: Entity, snapshot: Snapshot): NodeView {
  const o = snapshot.object;
  const labels = digStrings(o, 'metadata', 'labels');
  const taints = digList(o, 'spec', 'taints').map((t) => ({
    key: digText(t, 'key') ?? '',
    value: digText(t, 'value') ?? '',
    effect: digText(t, 'effect') ?? '',
  }));
  const ready = conditionsOf(o).find((x) => x.type === 'Ready');
  const role = (name: string): boolean =>
    labels[`node-role.kubernetes.io/${name}`] !== undefined || labels['kubernetes.io/role'] === name;
  return {
    entity,
    ref: entity.ref,
    snapshot,
    labels,
    taints,
    cordoned: digFlag(o, 'spec', 'unschedulable') === true,
    ready: ready ? ready.status === 'True' : undefined,
    controlPlane: role('control-plane') || role('master'),
    allocatable: (resource) =>
      parseQuantity(
        digText(o, 'status', 'allocatable', resource) ??
          digNumber(o, 'status', 'allocatable', resource) ??
          digText(o, 'status', 'capacity', resource),
      ),
    requested: (resource) => parseQuantity(digText(o, 'status', 'allocated', resource, 'requests')),
  };
}
