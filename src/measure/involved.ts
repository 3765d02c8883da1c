import { keyOf, type EntityKey, type Ref } from '../model/index.js';
import { podsOf, workloadOf, type Case } from '../world/index.js';
import type { ExplainedIncident } from './input.js';

/** What an incident is about: its entities and everything that stands for them. */
export interface Involved {
  readonly keys: ReadonlySet<EntityKey>;
  /** Names that a person would use for them, in lower case. */
  readonly names: ReadonlySet<string>;
  has(entity: Ref): boolean;
}

const OUTSIDE: ReadonlySet<string> = new Set(['pre-existing', 'chronic-noise']);
/** Kinds too wide to tell one incident from another. */
const WIDE: ReadonlySet<string> = new Set(['Namespace', 'Cluster', 'Zone', 'Person']);

/**
 * Entities of the conditions that belong to the incident, their workloads and pods, the Services and
 * surfaces in front of them.
 */
export function involvedIn(c: Case, incident: ExplainedIncident): Involved {
  const keys = new Set<EntityKey>();
  const names = new Set<string>();
  const add = (entity: Ref): void => {
    keys.add(keyOf(entity));
    if (entity.name.length >= 3) names.add(entity.name.toLowerCase());
  };
  for (const x of incident.conditions) {
    if (OUTSIDE.has(incident.roleOf(x.id))) continue;
    for (const entity of [x.entity, ...x.names]) if (!WIDE.has(entity.kind)) family(c, entity).forEach(add);
    for (const word of [x.attrs['host'], x.attrs['entrance'], x.attrs['service']]) {
      if (typeof word === 'string') names.add(word.toLowerCase());
    }
  }
  return { keys, names, has: (entity) => keys.has(keyOf(entity)) };
}

/** An entity, the workload it belongs to, that workload's pods, the part of a node it is. */
export function family(c: Case, entity: Ref): Ref[] {
  const top = workloadOf(c, entity);
  const out: Ref[] = [entity, top, ...podsOf(c, top)];
  if (['NodeService', 'NodeNetwork', 'ServiceDataplane'].includes(entity.kind)) {
    out.push({ kind: 'Node', name: entity.name.split('/')[0] ?? entity.name });
  }
  for (const service of c.origins(top, 'selects')) {
    if (service.ref.kind === 'Service') out.push(service.ref, ...surfacesOf(c, service.ref));
  }
  if (entity.kind === 'Service') out.push(...surfacesOf(c, entity));
  return out;
}

function surfacesOf(c: Case, service: Ref): Ref[] {
  return c.origins(service, 'routes-to').flatMap((e) => (e.ref.kind === 'Surface' ? [e.ref] : []));
}
