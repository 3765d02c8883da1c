import { labelOf, type Condition, type ConditionType } from '../model/index.js';

/** A single change that takes a condition out of the world. */
export interface Change {
  readonly text: string;
  /** Where the change does not reach (a domain caveat that a maintainer would raise). */
  readonly caveat?: string;
  /** Set where the change looks as if it helped but does not, with the reason. */
  readonly noEffect?: string;
}

type Maker = (x: Condition) => Change;

const of = (x: Condition): string => labelOf(x.entity);

/**
 * What one would change so that the condition no longer holds, by condition type. Conditions without an
 * entry are repaired, not prevented.
 */
const CHANGES: Readonly<Record<string, Maker>> = {
  'image-pull-always': (x) => ({
    text: `Set imagePullPolicy IfNotPresent on ${of(x)} and pin the image by digest or immutable tag`,
    caveat: 'It helps only on nodes that hold the image, and on a moving tag it hides new builds.',
  }),
  'liveness-depends-on-other-service': (x) => ({
    text: `Let the liveness probe of ${of(x)} test the process alone, and leave its dependencies to readiness`,
    caveat:
      'Pods would then turn unready instead of being killed; they recover by themselves with the dependency.',
  }),
  'local-pv-pinned': (x) => ({
    text: `Keep the data of ${of(x)} on storage that can follow it to another node, or mirror it`,
  }),
  'single-replica-spof': (x) => ({
    text: `Run ${of(x)} with at least two replicas spread over nodes`,
    caveat: 'Replicas on one node do not survive it.',
  }),
  'priority-missing': (x) => ({ text: `Give ${of(x)} a priority above the workloads that can displace it` }),
  'priority-misconfigured': (x) => ({
    text: `Agree on priority values: ${of(x)} outranks what the cluster needs to run`,
  }),
  'webhook-guards-itself': (x) => ({
    text: `Exclude the webhook's own namespace (and kube-system) from ${of(x)} with a namespaceSelector`,
  }),
  'no-quota': (x) => ({ text: `Set a ResourceQuota in ${of(x)}` }),
  'hpa-max-beyond-capacity': (x) => ({ text: `Lower maxReplicas of ${of(x)} to what the cluster can hold` }),
  'no-resource-limits': (x) => ({ text: `Set memory and CPU limits on ${of(x)}` }),
};

/** The change against a condition: its own entry, or reverting it where it is itself a change. */
export function changeAgainst(x: Condition, types: ReadonlyMap<string, ConditionType>): Change | undefined {
  const maker = CHANGES[x.type];
  if (maker) return maker(x);
  if (types.get(x.type)?.nature === 'change')
    return { text: `Stage and check the change to ${of(x)} before it is made everywhere` };
  return undefined;
}
