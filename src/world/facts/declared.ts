import { dig } from '../../base/index.js';
import type { Evidence } from '../../model/index.js';
import { cite, type Entity, type Snapshot } from '../entity.js';
import type { Template } from './templates.js';

/** A field of an object and the reading that shows it. */
export interface DeclaredField {
  readonly value: unknown;
  readonly snapshot: Snapshot;
  readonly path: readonly (string | number)[];
  readonly evidence: Evidence;
}

const FULLNESS = { full: 5, change: 4, described: 3, manifest: 2, row: 1, deleted: 0 } as const;

/**
 * A field as the fullest reading that prints it has it. `kubectl describe` and tables leave fields out
 * (affinity, security contexts, what a claim asks for): then an applied manifest answers; a full object
 * without the field says that it is not set.
 */
export function declared(entity: Entity, ...path: readonly (string | number)[]): DeclaredField | undefined {
  const readings = [...entity.snapshots]
    .filter((s) => s.shape !== 'deleted')
    .sort((a, b) => FULLNESS[b.shape] - FULLNESS[a.shape] || b.at.hi - a.at.hi);
  for (const snapshot of readings) {
    const value = dig(snapshot.object, ...path);
    if (value !== undefined && value !== null) {
      return { value, snapshot, path, evidence: cite(snapshot, ...path) };
    }
    if (snapshot.shape === 'full') return undefined;
  }
  return undefined;
}

/** {@link declared} for a field of a workload's pod spec. */
export function podSpecField(t: Template, ...path: readonly (string | number)[]): DeclaredField | undefined {
  return declared(t.entity, ...t.specPath, ...path);
}
