import { digest } from '../base/index.js';
import type { Condition } from '../model/index.js';
import { lagBetween } from './lag.js';
import type { CausalRule } from './rule.js';
import { entitiesOf, type Walk } from './walk.js';

/** What a link is made of. */
export interface Bound {
  readonly rule: CausalRule;
  readonly cause: Condition;
  readonly effect: Condition;
  readonly way: Walk;
  readonly strength: number;
  readonly guards: readonly Condition[];
  readonly refuted?: string | undefined;
}

/**
 * A rule bound to two conditions of the case. A storm has millions of them, so a link holds what it was
 * bound with and works out the rest when asked.
 */
export class Link {
  readonly rule: CausalRule;
  readonly cause: Condition;
  readonly effect: Condition;
  readonly way: Walk;
  /** Base × share of time × reliability; 0 for refuted ones. */
  readonly strength: number;
  readonly guards: readonly Condition[];
  /** Why it was refuted; undefined when it stands. */
  readonly refuted: string | undefined;

  constructor(bound: Bound) {
    this.rule = bound.rule;
    this.cause = bound.cause;
    this.effect = bound.effect;
    this.way = bound.way;
    this.strength = bound.strength;
    this.guards = bound.guards;
    this.refuted = bound.refuted;
  }

  get id(): string {
    return `link-${digest(`${this.rule.id} ${this.cause.id} ${this.effect.id}`, 10)}`;
  }

  /** The walk that ties the two, as entity keys, for the reader. */
  get walk(): readonly string[] {
    return entitiesOf(this.way);
  }

  /** Seconds from cause to effect as observed, [lo, hi]. */
  get lag(): { readonly lo: number; readonly hi: number } {
    return lagBetween(this.cause.onset, this.effect.onset);
  }
}
