import type { Instant } from '../base/index.js';
import type { Condition, ConditionType, EntityKey, Evidence, Ref, Role } from '../model/index.js';
import type { Link } from './link.js';

/** A condition with the part it plays and the test that gave it. */
export interface Part {
  readonly condition: Condition;
  readonly role: Role;
  readonly tags: readonly string[];
  readonly because: string;
}

export interface RootCause {
  readonly condition: Condition;
  readonly rank: number;
  readonly probability: number;
  readonly confidence: 'high' | 'medium' | 'low';
  /** Ids of conditions that follow from it. */
  readonly explains: readonly string[];
  /** What keeps the confidence from being higher. */
  readonly limits: readonly string[];
}

export interface Loop {
  readonly kind: 'structural' | 'activated' | 'shared-fate' | 'amplifying' | 'responder';
  readonly members: readonly Condition[];
  readonly breakPoints: readonly string[];
  /** Entities whose leave a member of the loop needs: the webhook configurations that it runs through. */
  readonly gates: readonly EntityKey[];
  readonly statement: string;
}

export interface Prevention {
  readonly change: string;
  readonly entity: Ref;
  readonly verdict: 'prevents' | 'shortens' | 'shrinks' | 'no-effect' | 'unknown';
  readonly why: string;
  readonly removes: Condition;
}

export interface Alternative {
  readonly statement: string;
  readonly probability: number;
  readonly roots: readonly Condition[];
  readonly toDecide: string;
}

/** One incident: a connected story with at least one effect that matters. */
export interface ExplainedIncident {
  readonly parts: readonly Part[];
  /** Conditions that users or the platform feel, worst first. */
  readonly tops: readonly Condition[];
  readonly accepted: readonly Link[];
  readonly alternative: readonly Link[];
  readonly refuted: readonly Link[];
  readonly roots: readonly RootCause[];
  /** Beginning of the first fault on the chain. */
  readonly faultAt: Instant;
  readonly loops: readonly Loop[];
  readonly preventions: readonly Prevention[];
  readonly redHerrings: readonly { readonly condition: Condition; readonly clearedBy: string }[];
  readonly unaffected: readonly {
    readonly entity: Ref;
    readonly why: string;
    readonly evidence: readonly Evidence[];
  }[];
  readonly alternatives: readonly Alternative[];
}

export interface Explanation {
  readonly incidents: readonly ExplainedIncident[];
  /** Conditions outside every incident. */
  readonly background: readonly Part[];
  readonly types: ReadonlyMap<string, ConditionType>;
}
