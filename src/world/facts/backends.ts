import { dig, digList, digStrings, digText, stampOf, type Stamp } from '../../base/index.js';
import { ref, type Evidence } from '../../model/index.js';
import type { Case } from '../case.js';
import { cite, newest, type Entity, type Snapshot } from '../entity.js';
import { pods, type PodView } from './pods.js';
import { services, type ServiceView } from './services.js';

/** What stands behind a Service at the end of knowledge. */
export interface Backends {
  readonly service: ServiceView;
  /** Ready and not ready addresses; undefined when nothing in the capture tells. */
  readonly ready: number | undefined;
  readonly notReady: number;
  /** Stated by Endpoints or EndpointSlices, or counted from pods and labels. */
  readonly how: 'endpoints' | 'pods';
  /** When the endpoints last changed, by their annotation. */
  readonly changed: Stamp | undefined;
  readonly evidence: readonly Evidence[];
  /** Pods that carry the selector's labels, whatever their state. */
  readonly selected: readonly PodView[];
}

/** Backends of every Service that has a selector or stated endpoints. */
export function backends(c: Case): readonly Backends[] {
  return c.fact(allBackends);
}

function allBackends(c: Case): readonly Backends[] {
  const views = new Map(pods(c).map((p) => [p.entity.key, p]));
  const slices = new Map<string, Entity[]>();
  for (const slice of c.all('EndpointSlice')) {
    const name = digStrings(slice.object, 'metadata', 'labels')['kubernetes.io/service-name'];
    if (name === undefined || slice.deleted) continue;
    const id = `${slice.ref.namespace ?? ''}/${name}`;
    slices.set(id, [...(slices.get(id) ?? []), slice]);
  }
  return services(c).flatMap((service): Backends[] => {
    if (service.type === 'ExternalName' || service.entity.deleted) return [];
    const selected = c
      .from(service.ref, 'selects')
      .flatMap((r) => views.get(r.to) ?? [])
      .filter((p) => !p.entity.deleted);
    const id = `${service.ref.namespace ?? ''}/${service.ref.name}`;
    const stated =
      fromSlices(slices.get(id)) ??
      fromEndpoints(c.entity(ref('Endpoints', service.ref.namespace, service.ref.name)));
    if (stated) return [{ service, ...stated, how: 'endpoints', selected }];
    if (Object.keys(service.selector).length === 0) return [];
    return [{ service, ...fromPods(c, selected), how: 'pods', changed: undefined, selected }];
  });
}

type Stated = Pick<Backends, 'ready' | 'notReady' | 'changed' | 'evidence'>;

const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time';

function changedAt(snapshot: Snapshot): Stamp | undefined {
  return stampOf(dig(snapshot.object, 'metadata', 'annotations', TRIGGER));
}

function fromSlices(slices: readonly Entity[] | undefined): Stated | undefined {
  const read = (slices ?? []).flatMap((e) => newest(e) ?? []);
  if (read.length === 0) return undefined;
  let ready = 0;
  let notReady = 0;
  for (const s of read) {
    for (const e of digList(s.object, 'endpoints')) {
      if (dig(e, 'conditions', 'ready') === false) notReady += 1;
      else ready += 1;
    }
  }
  return {
    ready,
    notReady,
    changed: read.map(changedAt).find((x) => x),
    evidence: read.map((s) => cite(s, 'endpoints')),
  };
}

function fromEndpoints(entity: Entity | undefined): Stated | undefined {
  const snapshot = entity && !entity.deleted ? newest(entity) : undefined;
  if (!snapshot) return undefined;
  let ready = 0;
  let notReady = 0;
  const seen = new Set<string>();
  for (const subset of digList(snapshot.object, 'subsets')) {
    for (const a of digList(subset, 'addresses')) {
      const ip = digText(a, 'ip') ?? `#${ready}`;
      if (!seen.has(ip)) ready += 1;
      seen.add(ip);
    }
    notReady += digList(subset, 'notReadyAddresses').length;
  }
  return { ready, notReady, changed: changedAt(snapshot), evidence: [cite(snapshot, 'subsets')] };
}

/** Without endpoint objects: selected pods that are ready. Only where pods were listed at all. */
function fromPods(c: Case, selected: readonly PodView[]): Pick<Backends, 'ready' | 'notReady' | 'evidence'> {
  const told = selected.filter((p) => p.ready !== undefined);
  if (pods(c).length === 0 || (selected.length > 0 && told.length === 0))
    return { ready: undefined, notReady: 0, evidence: [] };
  const ready = told.filter((p) => p.ready).length;
  return {
    ready,
    notReady: told.length - ready,
    evidence: told.slice(0, 3).map((p) => cite(p.snapshot, 'status', 'conditions')),
  };
}
