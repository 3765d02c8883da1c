import { groupBy, listed } from '../../base/index.js';
import { labelOf, type SurfaceEntry } from '../../model/index.js';
import { labelWords } from '../prose/names.js';

/** Names of several surfaces: "a and b". */
export function namesOf(surfaces: readonly SurfaceEntry[]): string {
  return listed([...new Set(surfaces.flatMap((s) => nameOf(s).split(/,\s*/)))]);
}

/** What users call a surface: its host, else the entity. */
export function nameOf(s: SurfaceEntry): string {
  return s.host ?? (s.entity.kind === 'Surface' ? s.entity.name : labelWords(s.entity));
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
