import { labelOf, type SurfaceEntry } from '../../model/index.js';

/** What users call a surface: its host, else the entity. */
export function nameOf(s: SurfaceEntry): string {
  return s.host ?? (s.entity.kind === 'Surface' ? s.entity.name : labelOf(s.entity));
}

/** What was seen, without the name of the surface, which stands beside it. */
export function symptomOf(s: SurfaceEntry): string {
  const names = [nameOf(s), s.entity.name, labelOf(s.entity)];
  const own = names.find((n) => s.symptom.startsWith(`${n}: `));
  return own === undefined ? s.symptom : s.symptom.slice(own.length + 2);
}
