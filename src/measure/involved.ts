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
  const inside = incident.conditions.filter((x) => !OUTSIDE.has(incident.roleOf(x.id)));
  const touched = new Set(inside.map((x) => keyOf(workloadOf(c, x.entity))));
  const elsewhere = new Set(
    (incident.elsewhere ?? [])
      .filter((x) => x.severity >= 2)
      .map((x) => keyOf(workloadOf(c, x.entity)))
      .filter((key) => !touched.has(key)),
  );
  for (const x of inside) {
    // what has trouble of its own is not involved because something of the incident names it as well
    const named = x.names.filter((entity) => !elsewhere.has(keyOf(workloadOf(c, entity))));
    for (const entity of [x.entity, ...named]) if (!WIDE.has(entity.kind)) family(c, entity).forEach(add);
    for (const word of [x.attrs['host'], x.attrs['entrance'], x.attrs['service']]) {
      if (typeof word === 'string') names.add(word.toLowerCase());
    }
  }
  return { keys, names, has: (entity) => keys.has(keyOf(entity)) };
}

/** An entity, the workload it belongs to, that workload's pods, the Services and surfaces around it. */
export function family(c: Case, entity: Ref): Ref[] {
  const top = workloadOf(c, entity);
  const pods = podsOf(c, top);
  const out: Ref[] = [entity, top, ...pods];
  const agents = entity.kind === 'Pod' ? [entity] : pods;
  for (const agent of agents) out.push(...c.targets(agent, 'provides').map((e) => e.ref));
  if (PART_OF_NODE.has(entity.kind))
    out.push({ kind: 'Node', name: entity.name.split('/')[0] ?? entity.name });
  if (entity.kind === 'EtcdMember') out.push({ kind: 'Component', name: 'etcd' });
  const services = entity.kind === 'Service' ? [entity] : servicesAround(c, entity, top);
  for (const service of services) {
    out.push(service, ...refs(c.origins(service, 'routes-to'), 'Surface'));
    if (keyOf(top) === keyOf(entity)) out.push(...behind(c, service));
  }
  return out;
}

const PART_OF_NODE: ReadonlySet<string> = new Set(['NodeService', 'NodeNetwork', 'ServiceDataplane']);

function servicesAround(c: Case, entity: Ref, top: Ref): Ref[] {
  if (entity.kind === 'Surface') return refs(c.targets(entity, 'routes-to'), 'Service');
  return refs(c.origins(top, 'selects'), 'Service');
}

/** Workloads and pods that a Service selects. */
function behind(c: Case, service: Ref): Ref[] {
  const found = new Map<EntityKey, Ref>();
  for (const e of c.targets(service, 'selects')) {
    const top = workloadOf(c, e.ref);
    found.set(e.key, e.ref);
    if (found.has(keyOf(top)) && keyOf(top) !== e.key) continue;
    for (const r of [top, ...podsOf(c, top)]) found.set(keyOf(r), r);
  }
  return [...found.values()];
}

function refs(entities: readonly { readonly ref: Ref }[], kind: string): Ref[] {
  return entities.flatMap((e) => (e.ref.kind === kind ? [e.ref] : []));
}
