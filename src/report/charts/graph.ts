import type { Ref, Role } from '../../model/index.js';

/** The causal graph as data: conditions and the links between them. Layout is layout.ts's. */
export interface GraphNode {
  readonly id: string;
  readonly entity: Ref;
  readonly label: string;
  readonly role: Role;
  readonly clock: string;
  readonly onset: number;
  readonly surface: boolean;
  readonly evidence: readonly string[];
}

export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly verdict: 'accepted' | 'alternative' | 'refuted' | 'guard';
  /** The effect was there before the cause, which kept it going: drawn from below. */
  readonly keeps: boolean;
  readonly lag: string;
  readonly mechanism: string;
}

export interface GraphSpec {
  readonly incident: string;
  readonly title: string;
  readonly alt: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Conditions on the chain that are not drawn, because a graph of more cannot be read. */
  readonly omitted: number;
}
