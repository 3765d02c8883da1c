import { groupBy, MINUTE, overlaps, type Interval } from '../base/index.js';
import type { Condition, ConditionType, Ref, SourceInfo } from '../model/index.js';
import type { Case } from '../world/index.js';
import type { CausalRule } from './rule.js';

/** How long before a fault what brought it about may have left its traces. */
const BEFORE = 10 * MINUTE;

/** Kinds of entity that live on a host; all but Node and Host are named "host/part" or by the host alone. */
const ON_A_HOST: ReadonlySet<string> = new Set(['Node', 'NodeNetwork', 'NodeService', 'ServiceDataplane']);
/** Parts of the control plane, told by their own logs. */
const COMPONENTS: ReadonlySet<string> = new Set(['Component', 'EtcdMember']);
/** Kinds whose troubles the cluster's events tell. */
const IN_EVENTS: ReadonlySet<string> = new Set([
  'Node',
  'NodeNetwork',
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
  'Service',
  'Registry',
]);

/**
 * What the capture can not show: the sources that would tell why a fault came about, where they do not
 * cover its onset. A root that may well be the effect of something that only they would show is not
 * beyond doubt (causal-model 3.8: capped where the decisive source is not covered).
 */
export class Sight {
  readonly #case: Case;
  /** Types of condition that another fault can bring about. */
  readonly #caused: ReadonlySet<string>;
  #logs: ReadonlyMap<string, readonly Interval[]> | undefined;

  constructor(c: Case, rules: readonly CausalRule[], types: ReadonlyMap<string, ConditionType>) {
    this.#case = c;
    this.#caused = new Set(
      rules.filter((r) => r.cause.some((t) => types.get(t)?.nature === 'fault')).flatMap((r) => r.effect),
    );
  }

  /** What is missing to be sure that nothing lies behind the condition: a clause for the reader. */
  missing(x: Condition): string | undefined {
    if (x.unseen !== undefined) return x.unseen;
    if (!this.#caused.has(x.type) || x.onset.grade === 'X') return undefined;
    const window = { lo: x.onset.lo - BEFORE, hi: x.onset.hi };
    const host = hostOf(x.entity);
    if (host !== undefined && !this.#covered(host, window))
      return `no log or report of ${host} from before it`;
    if (COMPONENTS.has(x.entity.kind) && !this.#covered(programOf(x.entity), window))
      return `no log of ${programOf(x.entity)} from before it`;
    if (IN_EVENTS.has(x.entity.kind) && !this.#eventsOf(window)) return 'no events from before it';
    return undefined;
  }

  #eventsOf(window: Interval): boolean {
    const { coverage, events } = this.#case;
    return events.length > 0 && coverage.eventsSince !== undefined && coverage.eventsSince <= window.hi;
  }

  #covered(name: string, window: Interval): boolean {
    this.#logs ??= spansByName(this.#case.sources);
    return (this.#logs.get(name) ?? []).some((span) => overlaps(span, window));
  }
}

/** Spans of logs and reports by the host, and by the program, that they are of. */
function spansByName(sources: readonly SourceInfo[]): ReadonlyMap<string, readonly Interval[]> {
  const named = sources.flatMap((s) => {
    const { span, origin } = s;
    if (!span) return [];
    const names = [origin?.node, origin?.program, s.entity?.kind === 'Node' ? s.entity.name : undefined];
    return names.flatMap((name) => (name === undefined ? [] : [{ name, span }]));
  });
  return new Map(
    [...groupBy(named, (x) => x.name)].map(([name, list]) => [name, list.map((x) => x.span)] as const),
  );
}

function hostOf(entity: Ref): string | undefined {
  return ON_A_HOST.has(entity.kind) ? entity.name.split('/')[0] : undefined;
}

/** The program of a part of the control plane: members of etcd are named by host, the rest by program. */
function programOf(entity: Ref): string {
  return entity.kind === 'EtcdMember' ? 'etcd' : entity.name;
}
