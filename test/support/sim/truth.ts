import type { Millis } from './queue.js';

/**
 * Who can be whose cause: 'Node/n1', 'App/ns/name' (a Deployment with all that belongs to it),
 * 'Registry/host', 'Webhook/name', 'Edge/host'.
 */
export type Party = string;

/** Something that really happened, to the millisecond, and what it came from. */
export interface Fact {
  readonly party: Party;
  readonly what:
    | 'injected'
    | 'marked'
    | 'dead'
    | 'probe-failed'
    | 'liveness-failed'
    | 'unready'
    | 'ready'
    | 'exit'
    | 'pull-failed'
    | 'evicted'
    | 'refused'
    | 'unplaced'
    | 'empty'
    | 'filled'
    | 'failed-request'
    | 'served-request';
  readonly at: Millis;
  /** Name of the pod, where it is about one. */
  readonly pod?: string;
  /** Parties that brought it about; none: nobody but itself. */
  readonly from: readonly Party[];
}

/** Everything that really happened. */
export class Truth {
  readonly facts: Fact[] = [];
  private readonly parents = new Map<Party, Set<Party>>();

  /** Writes down what happened. */
  tell(fact: Fact): void {
    this.facts.push(fact);
    const known = this.parents.get(fact.party) ?? new Set();
    for (const p of fact.from) if (p !== fact.party) known.add(p);
    this.parents.set(fact.party, known);
  }

  /** The parties in which a fault was put by hand. */
  injected(): readonly Party[] {
    return [...new Set(this.facts.filter((f) => f.what === 'injected').map((f) => f.party))];
  }

  /** True when the first is among what brought the second about, or is the second. */
  isBehind(cause: Party, effect: Party): boolean {
    const seen = new Set<Party>([effect]);
    for (const p of seen) for (const up of this.parents.get(p) ?? []) seen.add(up);
    return seen.has(cause);
  }

  /** When a party first had or made trouble. */
  firstOf(party: Party, what?: Fact['what'], pod?: string): Millis | undefined {
    return this.facts.find(
      (f) =>
        f.party === party && (what === undefined || f.what === what) && (pod === undefined || f.pod === pod),
    )?.at;
  }

  /** Times of one kind of thing that happened to a party. */
  allOf(party: Party, what: Fact['what'], pod?: string): readonly Millis[] {
    return this.facts
      .filter((f) => f.party === party && f.what === what && (pod === undefined || f.pod === pod))
      .map((f) => f.at);
  }
}
