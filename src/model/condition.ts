import type { Stamp } from '../base/index.js';
import type { Ref } from './entity.js';
import type { Evidence } from './evidence.js';

/** Id of a condition type: a kebab-case term of the field, listed by `inquest signatures`. */
export type ConditionTypeId = string;

/**
 * What a type of condition can be in an explanation.
 * fault: something is broken; change: someone or something changed the world; load: demand rose;
 * weakness: a state of configuration or design that does no harm alone (contributing);
 * symptom: the visible effect of something else; impact: users or the platform's service suffer;
 * observer: makes evidence or alerting missing.
 */
export type ConditionNature = 'fault' | 'change' | 'load' | 'weakness' | 'symptom' | 'impact' | 'observer';

export interface ConditionType {
  readonly id: ConditionTypeId;
  readonly nature: ConditionNature;
  /** Short label for lists and graphs: "Image pull fails". */
  readonly title: string;
  /**
   * True when the evidence for it is the mechanism itself, so that it may end an explanation (a root):
   * a wrong port in a Service is; a failed probe is not, something made it fail.
   */
  readonly selfExplaining?: boolean;
}

/** Something that held of an entity from one time to another. */
export interface Condition {
  /** Stable: made from type, entity and onset. */
  readonly id: string;
  readonly type: ConditionTypeId;
  readonly entity: Ref;
  readonly onset: Stamp;
  /** Undefined while it still held at the end of knowledge. */
  readonly end?: Stamp;
  /** observed: seen in a source; inferred: follows from what was seen; reported: a person said so. */
  readonly epistemic: 'observed' | 'inferred' | 'reported';
  /** 0 context, 1 minor, 2 a person should look, 3 severe. */
  readonly severity: 0 | 1 | 2 | 3;
  /** One sentence, complete, with the particulars (names, numbers) of this case. */
  readonly statement: string;
  readonly evidence: readonly Evidence[];
  /** How many separate episodes were folded into this condition, and when each began. */
  readonly episodes: readonly Stamp[];
  /** Particulars for rules: names and numbers ("service", "port", "host", "image", "exitCode"). */
  readonly attrs: Readonly<Record<string, string | number>>;
  /** Entities that the evidence itself names as involved (the callee of an error, the missing Secret). */
  readonly names: readonly Ref[];
  /** What behind it the capture cannot show, as a clause ("no word of the provider about the zone"). */
  readonly unseen?: string;
  /** Detector that found it. */
  readonly detector: string;
}
