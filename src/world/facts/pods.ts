import { dig, digFlag, digList, digNumber, digText, stampOf, type Stamp } from '../../base/index.js';
import { keyOf, WORKLOAD_KINDS, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import { newest, type Entity, type Snapshot } from '../entity.js';

/** One end of a container: how a run of it finished. */
export interface Termination {
  readonly exitCode: number | undefined;
  readonly reason: string | undefined;
  readonly message: string | undefined;
  readonly signal: number | undefined;
  readonly started: Stamp | undefined;
  readonly finished: Stamp | undefined;
}

/** A container of a pod in one snapshot: what was declared and what the kubelet reported. */
export interface ContainerView {
  readonly name: string;
  readonly init: boolean;
  /** Declared container (spec), undefined when only the status is known. */
  readonly spec: unknown;
  readonly image: string | undefined;
  readonly pullPolicy: string | undefined;
  readonly ready: boolean | undefined;
  readonly restarts: number;
  readonly waiting: { readonly reason: string; readonly message: string | undefined } | undefined;
  readonly runningSince: Stamp | undefined;
  readonly terminated: Termination | undefined;
  /** How the run before this one ended. */
  readonly last: Termination | undefined;
  /** Path of the status entry inside the object, for citing. */
  readonly statusPath: readonly (string | number)[];
  readonly specPath: readonly (string | number)[];
}

/** A pod as one snapshot shows it. */
export interface PodView {
  readonly entity: Entity;
  readonly ref: Ref;
  readonly snapshot: Snapshot;
  readonly node: string | undefined;
  readonly phase: string | undefined;
  readonly reason: string | undefined;
  readonly message: string | undefined;
  /** STATUS column of kubectl where only that is known. */
  readonly printed: string | undefined;
  readonly containers: readonly ContainerView[];
  readonly conditions: readonly ObjectCondition[];
  readonly ready: boolean | undefined;
  readonly deleting: Stamp | undefined;
}

/** An entry of status.conditions. */
export interface ObjectCondition {
  readonly type: string;
  readonly status: string;
  readonly reason: string | undefined;
  readonly message: string | undefined;
  readonly since: Stamp | undefined;
  readonly path: readonly (string | number)[];
}

/** status.conditions of any object. */
export function conditionsOf(object: unknown): ObjectCondition[] {
  return digList(object, 'status', 'conditions').flatMap((entry, i) => {
    const type = digText(entry, 'type');
    if (type === undefined) return [];
    return [
      {
        type,
        status: digText(entry, 'status') ?? '',
        reason: digText(entry, 'reason'),
        message: digText(entry, 'message'),
        since: stampOf(dig(entry, 'lastTransitionTime')),
        path: ['status', 'conditions', i],
      },
    ];
  });
}

/** Reads a pod out of one snapshot. */
export function podView(entity: Entity, snapshot: Snapshot): PodView {
  const o = snapshot.object;
  const conditions = conditionsOf(o);
  const readyCondition = conditions.find((x) => x.type === 'Ready');
  const containers = [
    ...containersOf(o, 'initContainers', 'initContainerStatuses', true),
    ...containersOf(o, 'containers', 'containerStatuses', false),
  ];
  return {
    entity,
    ref: entity.ref,
    snapshot,
    node: digText(o, 'spec', 'nodeName'),
    phase: digText(o, 'status', 'phase'),
    reason: digText(o, 'status', 'reason'),
    message: digText(o, 'status', 'message'),
    printed: digText(o, 'status', 'printedStatus'),
    containers: containers.length > 0 ? containers : printedContainer(o),
    conditions,
    ready: readyCondition ? readyCondition.status === 'True' : undefined,
    deleting: stampOf(dig(o, 'metadata', 'deletionTimestamp')),
  };
}

function containersOf(object: unknown, specs: string, statuses: string, init: boolean): ContainerView[] {
  const declared = digList(object, 'spec', specs);
  const reported = digList(object, 'status', statuses);
  const names = new Set<string>();
  for (const list of [declared, reported]) {
    for (const entry of list) {
      const name = digText(entry, 'name');
      if (name !== undefined) names.add(name);
    }
  }
  return [...names].map((name): ContainerView => {
    const s = declared.findIndex((x) => digText(x, 'name') === name);
    const t = reported.findIndex((x) => digText(x, 'name') === name);
    const spec = declared[s];
    const status = reported[t];
    const waitingReason = digText(status, 'state', 'waiting', 'reason');
    return {
      name,
      init,
      spec,
      image: digText(spec, 'image') ?? digText(status, 'image'),
      pullPolicy: digText(spec, 'imagePullPolicy'),
      ready: digFlag(status, 'ready'),
      restarts: digNumber(status, 'restartCount') ?? 0,
      waiting:
        waitingReason === undefined
          ? undefined
          : { reason: waitingReason, message: digText(status, 'state', 'waiting', 'message') },
      runningSince: stampOf(dig(status, 'state', 'running', 'startedAt')),
      terminated: termination(dig(status, 'state', 'terminated')),
      last: termination(dig(status, 'lastState', 'terminated')),
      statusPath: ['status', statuses, t],
      specPath: ['spec', specs, s],
    };
  });
}

/** Reasons to wait as the STATUS column prints them; "Init:" precedes those of init containers. */
const PRINTED_WAITING =
  /^(?<init>Init:)?(?<reason>CrashLoopBackOff|ImagePullBackOff|ErrImagePull|ErrImageNeverPull|InvalidImageName|CreateContainerConfigError|CreateContainerError|RunContainerError|ContainerCreating|PodInitializing)$/;

/** The one container that keeps a pod from running, where only a row of a table tells of the pod. */
function printedContainer(object: unknown): ContainerView[] {
  const groups = PRINTED_WAITING.exec(digText(object, 'status', 'printedStatus') ?? '')?.groups;
  const reason = groups?.['reason'];
  if (reason === undefined) return [];
  return [
    {
      name: UNNAMED,
      init: groups?.['init'] !== undefined,
      spec: undefined,
      image: undefined,
      pullPolicy: undefined,
      ready: false,
      restarts: digNumber(object, 'status', 'printedRestarts') ?? 0,
      waiting: { reason, message: undefined },
      runningSince: undefined,
      terminated: undefined,
      last: undefined,
      statusPath: ['status', 'printedStatus'],
      specPath: ['spec'],
    },
  ];
}

/** A container of which a table shows the state and not the name. */
const UNNAMED = '(not named)';

/** "Container web", or "A container" where only a table tells of it. */
export function containerWords(name: string): string {
  return name === UNNAMED ? 'A container' : `Container ${name}`;
}

function termination(at: unknown): Termination | undefined {
  if (at === undefined || at === null) return undefined;
  return {
    exitCode: digNumber(at, 'exitCode'),
    reason: digText(at, 'reason'),
    message: digText(at, 'message'),
    signal: digNumber(at, 'signal'),
    started: stampOf(dig(at, 'startedAt')),
    finished: stampOf(dig(at, 'finishedAt')),
  };
}

/** Every pod that some snapshot shows, as its newest full snapshot has it. */
export function pods(c: Case): readonly PodView[] {
  return c.fact(allPods);
}

function allPods(c: Case): readonly PodView[] {
  return c.all('Pod').flatMap((entity) => {
    const snapshot = newest(entity);
    return snapshot ? [podView(entity, snapshot)] : [];
  });
}

/** Every snapshot of every pod with a status, oldest first: for detectors of passing states. */
export function podSnapshots(c: Case): readonly PodView[] {
  return c.fact(everySnapshot);
}

function everySnapshot(c: Case): readonly PodView[] {
  return c
    .all('Pod')
    .flatMap((entity) =>
      entity.snapshots
        .filter((s) => s.shape === 'full' || s.shape === 'described')
        .map((s) => podView(entity, s)),
    );
}

/**
 * The workload that a person would repair: the top of the chain of controllers (Deployment over
 * ReplicaSet, CronJob over Job), or the entity itself when nothing owns it.
 */
export function workloadOf(c: Case, start: Ref): Ref {
  let at = start;
  for (let depth = 0; depth < 5; depth += 1) {
    const owner = c.to(at, 'owns')[0];
    if (!owner) return at;
    const next = c.entity(owner.from)?.ref;
    if (!next || !(WORKLOAD_KINDS.has(next.kind) || next.kind.length > 0) || next.kind === 'Node') return at;
    at = next;
  }
  return at;
}

/** Pods of a workload, living or gone, found through ownership. */
export function podsOf(c: Case, workload: Ref): readonly Ref[] {
  const found: Ref[] = [];
  const seen = new Set<string>([keyOf(workload)]);
  const queue: Ref[] = [workload];
  for (let at = queue.shift(); at; at = queue.shift()) {
    if (at.kind === 'Pod') found.push(at);
    for (const owned of c.targets(at, 'owns')) {
      if (seen.has(owned.key)) continue;
      seen.add(owned.key);
      queue.push(owned.ref);
    }
  }
  return found;
}
