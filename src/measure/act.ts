import type { Stamp } from '../base/index.js';
import type { Evidence, Incident, Ref } from '../model/index.js';
import type { Change } from '../world/index.js';

/** What came of an act, as analysis.json says it. */
export type Effect = Incident['responses'][number]['effect'];

/** A change of people, or several of a kind at once. */
export interface Act {
  readonly at: Stamp;
  readonly by: string;
  readonly verb: Change['verb'] | 'note';
  readonly entity: Ref;
  readonly changes: readonly Change[];
  readonly text?: string;
  readonly evidence: readonly Evidence[];
}
