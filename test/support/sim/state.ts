import { seeded } from '../seeded.js';
import { Clocks } from './clocks.js';
import { EventLog } from './event-log.js';
import { LogFiles } from './log-files.js';
import { keyOfApp, type AppPlan, type ClusterPlan, type Flaw, type RegistryPlan } from './plan.js';
import { Queue, type Millis } from './queue.js';
import { Truth } from './truth.js';

/** How a container ended, by the clock of its node. */
export interface Ended {
  readonly startedAt: Millis;
  readonly finishedAt: Millis;
  readonly exitCode: number;
  readonly reason: string;
}

/** The one container of a pod; stamps by the clock of its node. */
export interface Container {
  state: 'waiting' | 'running' | 'terminated';
  reason: string;
  message: string;
  startedAt: Millis;
  ended: Ended | undefined;
  last: Ended | undefined;
  restarts: number;
  ready: boolean;
}

/** A pod as it really is, and as its status in the API says. */
export interface Pod {
  readonly app: App;
  readonly revision: Revision;
  readonly name: string;
  readonly uid: string;
  readonly created: Millis;
  node: Node | undefined;
  ip: string;
  scheduledAt: Millis | undefined;
  startTime: Millis | undefined;
  deletedAt: Millis | undefined;
  isGone: boolean;
  unschedulable: { readonly since: Millis; readonly message: string } | undefined;
  readonly real: Container;
  /** When the process now running answers from; Infinity: it hangs. */
  answersFrom: Millis;
  /** Tasks of a former life of the container are void. */
  life: number;
  backOffS: number;
  pullBackOffS: number;
  readinessFails: number;
  livenessFails: number;
  posted: Container;
  postedReady: boolean;
  readySince: Millis;
}

/** One state of a Deployment's template. */
export interface Revision {
  readonly number: number;
  readonly hash: string;
  readonly image: string;
  readonly flaw: Flaw;
  readonly created: Millis;
  readonly by: string;
}

/** A Deployment, its ReplicaSets and pods, and its Service. */
export interface App {
  readonly plan: AppPlan;
  readonly key: string;
  readonly uid: string;
  readonly clusterIp: string;
  readonly created: Millis;
  readonly revisions: Revision[];
  pods: Pod[];
  ready: readonly Pod[];
  /** Pods of the EndpointSlice with their state, as one text; the annotation of its last change. */
  sliceText: string;
  trigger: Millis | undefined;
  readonly triggers: Map<string, Millis>;
  isAvailable: boolean;
  availableSince: Millis;
  turn: number;
  createBackOffS: number;
}

/** A worker. */
export interface Node {
  readonly name: string;
  readonly ip: string;
  readonly subnet: number;
  readonly created: Millis;
  isOff: boolean;
  isCut: boolean;
  /** Where in its ten seconds it renews its Lease, and in its five minutes it posts its status. */
  readonly leasePhase: number;
  readonly statusPhase: number;
  readonly cached: Set<string>;
  /** The last renewal that came through. */
  lastBeat: Millis;
  markedAt: Millis | undefined;
  taintedAt: Millis | undefined;
  readySince: Millis;
  pods: number;
}

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** The cluster while the simulation runs. */
export class Cluster {
  readonly plan: ClusterPlan;
  readonly queue: Queue;
  readonly clocks: Clocks;
  readonly truth = new Truth();
  readonly events: EventLog;
  readonly logs: LogFiles;
  readonly random: ReturnType<typeof seeded>;
  readonly apps = new Map<string, App>();
  readonly nodes = new Map<string, Node>();
  readonly registries = new Map<string, RegistryPlan & { isDown: boolean }>();

  constructor(plan: ClusterPlan) {
    this.plan = plan;
    this.queue = new Queue(plan.start);
    this.clocks = new Clocks(plan.start, plan.clocks);
    this.random = seeded(plan.seed);
    this.events = new EventLog(() => this.queue.now);
    this.logs = new LogFiles();
    for (const r of plan.registries) this.registries.set(r.host, { ...r, isDown: false });
  }

  get now(): Millis {
    return this.queue.now;
  }

  /** The present by the clock of a host. */
  by(host: string): Millis {
    return this.clocks.read(host, this.now);
  }

  /** Letters as the API server puts them behind a generated name. */
  letters(n: number): string {
    return Array.from({ length: n }, () => ALPHABET[this.random.below(ALPHABET.length)] ?? 'x').join('');
  }

  /** A uid. */
  uid(): string {
    const hex = (n: number): string =>
      Array.from({ length: n }, () => this.random.below(16).toString(16)).join('');
    return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  }

  /** The app "ns/name". */
  app(key: string): App {
    const app = this.apps.get(key);
    if (app === undefined) throw new Error(`no app ${key} in the plan`);
    return app;
  }

  /** The worker of a name. */
  node(name: string): Node {
    const node = this.nodes.get(name);
    if (node === undefined) throw new Error(`no node ${name} in the plan`);
    return node;
  }
}

/** The newest state of the template. */
export function newest(app: App): Revision {
  const last = app.revisions.at(-1);
  if (last === undefined) throw new Error(`${keyOfApp(app.plan)} has no revision`);
  return last;
}

/** "ns/name" of a pod. */
export function keyOfPod(pod: Pod): string {
  return `${pod.app.plan.ns}/${pod.name}`;
}

/** True when the process in the pod runs and answers, whatever others do. */
export function works(pod: Pod, now: Millis): boolean {
  return (
    !pod.isGone &&
    pod.node !== undefined &&
    !pod.node.isOff &&
    pod.real.state === 'running' &&
    pod.answersFrom <= now
  );
}

/** True when packets go from one host to the other; undefined is a host outside of the workers. */
export function reaches(from: Node | undefined, to: Node | undefined): boolean {
  if (from === to) return from?.isOff !== true;
  return [from, to].every((n) => n === undefined || (!n.isOff && !n.isCut));
}
