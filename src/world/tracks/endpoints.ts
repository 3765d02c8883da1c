import { dig, digFlag, digList, digStrings } from '../../base/index.js';
import { keyOf, type EntityKey, type Ref } from '../../model/index.js';
import type { Case } from '../case.js';
import type { Snapshot } from '../entity.js';
import { podsOf } from '../facts/pods.js';
import { levelsOf, sumOf, type Mark, type Part, type Track } from './level.js';
import { podReadiness } from './readiness.js';

/**
 * Ready endpoints of each Service over time: the readiness of the pods that it selects. Where no pod is
 * known, the counts of its Endpoints or EndpointSlices at the times they were captured.
 */
export function endpointsReady(c: Case): readonly Track[] {
  return c.fact(allEndpoints);
}

function allEndpoints(c: Case): readonly Track[] {
  const readiness = podReadiness(c);
  const slices = slicesByService(c);
  return c.all('Service').flatMap((service) => {
    const pods = new Map<EntityKey, Part>();
    for (const target of c.targets(service.ref, 'selects')) {
      for (const pod of target.ref.kind === 'Pod' ? [target.ref] : podsOf(c, target.ref)) {
        const track = readiness.get(keyOf(pod));
        if (track) pods.set(keyOf(pod), track);
      }
    }
    if (pods.size > 0) return [sumOf(service.ref, [...pods.values()])];
    const object = c.entity({ ...service.ref, kind: 'Endpoints' });
    const parts = object ? [object.snapshots] : (slices.get(service.key) ?? []);
    const tracks = parts.map((s): Part => ({
      entity: service.ref,
      before: { lo: 0, hi: 0 },
      levels: counts(s),
    }));
    const [only] = tracks;
    if (!only || tracks.every((t) => t.levels.length === 0)) return [];
    return [tracks.length === 1 ? only : sumOf(service.ref, tracks)];
  });
}

function slicesByService(c: Case): ReadonlyMap<EntityKey, (readonly Snapshot[])[]> {
  const out = new Map<EntityKey, (readonly Snapshot[])[]>();
  for (const slice of c.all('EndpointSlice')) {
    const name = digStrings(slice.object, 'metadata', 'labels')['kubernetes.io/service-name'];
    if (name === undefined) continue;
    const service: Ref = { ...slice.ref, kind: 'Service', name };
    const list = out.get(keyOf(service));
    if (list) list.push(slice.snapshots);
    else out.set(keyOf(service), [slice.snapshots]);
  }
  return out;
}

function counts(snapshots: readonly Snapshot[]): Track['levels'] {
  const marks = snapshots.flatMap((s): Mark[] => {
    if (s.shape !== 'full' && s.shape !== 'change' && s.shape !== 'described') return [];
    return [{ kind: 'is', at: s.at, value: readyAddresses(s.object) }];
  });
  return levelsOf(marks, { lo: 0, hi: Infinity });
}

/** Addresses that get traffic: `subsets[].addresses`, or slice endpoints whose ready is not false. */
function readyAddresses(object: unknown): number {
  if (Array.isArray(dig(object, 'endpoints'))) {
    return digList(object, 'endpoints').filter((e) => digFlag(e, 'conditions', 'ready') !== false).length;
  }
  return digList(object, 'subsets').reduce<number>((n, s) => n + digList(s, 'addresses').length, 0);
}
