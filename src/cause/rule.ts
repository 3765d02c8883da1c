import type { Condition } from '../model/index.js';
import type { Case } from '../world/index.js';

/**
 * How the effect's entity is tied to the cause's: alternatives, each a walk of relation names from the
 * effect's entity to the cause's, separated by spaces. "~name" walks a relation backwards. Words of ours:
 *   self      the same entity
 *   family    the same workload: itself, what owns it, what it owns (a Pod's sibling is not of its family)
 *   named     the effect's evidence names the cause's entity (callee of an error, missing Secret)
 *   anywhere  no structural tie at all: only for causes that reach the whole cluster
 */
export type Path = string;

/** Seconds from the cause's onset to the effect's. */
export interface Lag {
  readonly min: number;
  readonly max: number;
  /** Where the numbers come from. */
  readonly source: string;
}

/** A state, usually of configuration, that the mechanism works through. */
export interface Guard {
  /** Condition types, any of which will do. */
  readonly types: readonly string[];
  /** From the effect's entity. */
  readonly path: readonly Path[];
  /**
   * needed: without it the mechanism does not work, so its absence refutes the link. enabling: another
   * state could do the same, so absence refutes nothing; but where it holds, taking it away breaks the
   * link (pull policy Always: an image that is not on the node would have to be pulled as well).
   */
  readonly role: 'needed' | 'enabling';
}

/**
 * One mechanism by which one condition brings about another: effect ⇐ cause, along a path, after a lag.
 * A rule that would not be defended before a Kubernetes maintainer does not go in.
 */
export interface CausalRule {
  /** kebab-case: "effect-from-cause". */
  readonly id: string;
  readonly effect: readonly string[];
  readonly cause: readonly string[];
  /** One clause, present tense, how the one makes the other: "without endpoints the edge has no backend". */
  readonly mechanism: string;
  readonly paths: readonly Path[];
  readonly lag: Lag;
  /**
   * 0.95 the effect's message names the cause or returns its error; 0.8 structural path and pattern;
   * 0.5 structural path only; 0.25 co-location or time only (causal-model 3.5).
   */
  readonly strength: 0.95 | 0.8 | 0.65 | 0.5 | 0.25;
  readonly guards?: readonly Guard[];
  /**
   * Several causes under this rule: `all` are needed (a Service loses its last endpoint only when every
   * backend is gone), or `any` would do (default).
   */
  readonly join?: 'all' | 'any';
  /**
   * The cause must still hold when the effect begins, or have ended within the lag before it (default true);
   * a number: or have ended at most so many seconds before; false for events such as a kill.
   */
  readonly standing?: boolean | number;
  /**
   * A last look at the pair. True: it stands. A sentence: refuted, for that reason. A number: strength
   * instead of the rule's own (an error text that names the cause's entity raises it).
   */
  when?(c: Case, effect: Condition, cause: Condition): boolean | string | number;
}
