import { groupBy, listed } from '../../base/index.js';
import { labelOf, type SurfaceEntry } from '../../model/index.js';
import { labelWords } from '../prose/names.js';
import { spanOf } from '../prose/time.js';

/** Names of several surfaces: "a and b". */
export function namesOf(surfaces: readonly SurfaceEntry[]): string {
  return listed([...new Set(surfaces.flatMap((s) => nameOf(s).split(/,\s*/)))]);
}

/** What users call a surface: its host, else the entity. */
export function nameOf(s: SurfaceEntry): string {
  return s.host ?? (s.entity.kind === 'Surface' ? s.entity.name : labelWords(s.entity));
}

/**
 * A Service without endpoints and the workload of its name without replicas are one loss: the workload tells it, where
 * it was lost no later and is back no sooner.
 */
export function withoutTwins(surfaces: readonly SurfaceEntry[]): readonly SurfaceEntry[] {
  return surfaces.filter((s) => s.entity.kind !== 'Service' || !surfaces.some((w) => isTwin(w, s)));
}

const BEHIND = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

function isTwin(workload: SurfaceEntry, service: SurfaceEntry): boolean {
  const [w, s] = [workload.entity, service.entity];
  if (!BEHIND.has(w.kind) || w.namespace !== s.namespace || w.name !== s.name) return false;
  if (workload.status !== service.status || workload.impact !== service.impact) return false;
  const [from, lost] = [spanOf(workload.from), spanOf(service.from)];
  const [until, back] = [spanOf(workload.to), spanOf(service.to)];
  const covers = from !== undefined && lost !== undefined && from.lo <= lost.hi;
  return covers && (until === undefined || (back !== undefined && until.hi >= back.lo));
}

/** Surfaces with the same times, symptom and outcome are one row for a reader: hosts behind one entrance. */
export function alike(surfaces: readonly SurfaceEntry[]): readonly (readonly SurfaceEntry[])[] {
  const same = (s: SurfaceEntry) => JSON.stringify([s.entity.kind, symptomOf(s), s.from, s.to, s.requests, s.impact, s.status]);
  return [...groupBy(surfaces, same).values()];
} // prettier-ignore

/** The first sentence of what was seen; what stands behind an entrance belongs to the chain. */
export function firstSentence(text: string): string {
  return /^.*?[.;](?= [A-Z])/.exec(text)?.[0].slice(0, -1) ?? text;
}

/** What was seen, without the name of the surface, which stands beside it. */
export function symptomOf(s: SurfaceEntry): string {
  const names = [nameOf(s), s.entity.name, labelOf(s.entity)];
  const own = names.find((n) => s.symptom.startsWith(`${n}: `));
  if (own !== undefined) return s.symptom.slice(own.length + 2);
  return s.symptom;
}
