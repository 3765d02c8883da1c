import type { ClockPlan } from './clocks.js';
import type { Millis } from './queue.js';

/** An HTTP probe of a container. */
export interface ProbePlan {
  readonly path: string;
  readonly periodS: number;
  readonly timeoutS: number;
  readonly threshold: number;
  readonly delayS: number;
  /** True when what answers on the path asks the Services that the app needs. */
  readonly asksNeeds: boolean;
}

/** A Deployment with its Service. */
export interface AppPlan {
  readonly ns: string;
  readonly name: string;
  readonly replicas: number;
  /** Services that it calls, "ns/name". */
  readonly needs: readonly string[];
  readonly readiness?: ProbePlan;
  readonly liveness?: ProbePlan;
  /** Host of the image's registry. */
  readonly registry: string;
  readonly pullPolicy: 'Always' | 'IfNotPresent';
  /** Host name under which users reach it. */
  readonly host?: string;
  /** Node that its volume holds it on. */
  readonly pinned?: string;
  /** Seconds from the start of the process until it answers. */
  readonly bootS: number;
}

/** An image registry: somewhere outside, or a Service of the cluster. */
export interface RegistryPlan {
  readonly host: string;
  readonly address: string;
  readonly app?: string;
}

/** A webhook that is asked for every new pod outside kube-system. */
export interface WebhookPlan {
  readonly name: string;
  readonly app: string;
  readonly failurePolicy: 'Fail' | 'Ignore';
}

export type Flaw = 'none' | 'crash' | 'probe-path' | 'image-missing' | 'memory';

/** What goes wrong, when, for how long; without an end it stays. */
export type FaultPlan =
  | { readonly kind: 'node-off'; readonly node: string; readonly at: Millis; readonly until?: Millis }
  | { readonly kind: 'node-cut'; readonly node: string; readonly at: Millis; readonly until?: Millis }
  | {
      readonly kind: 'registry-down';
      readonly registry: string;
      readonly at: Millis;
      readonly until?: Millis;
    }
  | { readonly kind: 'release'; readonly app: string; readonly at: Millis; readonly flaw: Flaw }
  | { readonly kind: 'hang'; readonly app: string; readonly at: Millis }
  | { readonly kind: 'pods-deleted'; readonly app: string; readonly at: Millis }
  | { readonly kind: 'clock-step'; readonly host: string; readonly at: Millis; readonly ms: number };

/** A cluster and what happens to it. */
export interface ClusterPlan {
  readonly seed: number;
  readonly start: Millis;
  readonly end: Millis;
  /** Minor version of Kubernetes: the node controller waits 40 s up to 1.31, 50 s from 1.32 on. */
  readonly minor: number;
  readonly workers: readonly string[];
  readonly podsPerNode: number;
  readonly apps: readonly AppPlan[];
  readonly registries: readonly RegistryPlan[];
  readonly webhooks: readonly WebhookPlan[];
  readonly clocks: Readonly<Record<string, ClockPlan>>;
  readonly faults: readonly FaultPlan[];
  /** Milliseconds between two requests of the observer at the edge. */
  readonly sampleMs: number;
}

/** The only control-plane host; its clock is that of the API server. */
export const CONTROL_PLANE = 'cp-1';

/** "ns/name" of an app. */
export function keyOfApp(app: { readonly ns: string; readonly name: string }): string {
  return `${app.ns}/${app.name}`;
}
