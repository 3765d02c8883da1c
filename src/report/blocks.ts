import type { Ref, TimelineRow } from '../model/index.js';
import type { ChartSpec } from './charts/chart.js';
import type { GraphSpec } from './charts/graph.js';
import type { DraftFinding } from './lint/finding.js';

/**
 * The draft as data. A document is made once from an Analysis; each renderer turns the same closed set
 * of blocks into its own text, so that a section never knows how it will look.
 */
export type Span =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  /** Something quoted from the capture: a command, a path, a reason. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'entity'; readonly ref: Ref }
  /** A condition or link of an incident, which a reader may open. */
  | { readonly kind: 'finding'; readonly incident: string; readonly id: string; readonly text: string }
  /** The draft of an incident, which a reader may go to. */
  | { readonly kind: 'draft'; readonly number: number; readonly text: string }
  /** Where the words before it come from. */
  | { readonly kind: 'cite'; readonly evidence: readonly string[] }
  /** What only a person knows, as a gap to fill in. */
  | { readonly kind: 'blank'; readonly ask: string };

export type Spans = readonly Span[];

/** An item with what explains it, one line each. */
export interface ListItem {
  readonly spans: Spans;
  readonly notes: readonly Spans[];
}

export interface TableRow {
  readonly cells: readonly Spans[];
}

export interface KeyFigure {
  readonly label: string;
  /** "3 min 5 s", or undefined where nobody knows: then `ask` is the question. */
  readonly value: string | undefined;
  readonly note: string;
  readonly ask?: string;
}

/** A stretch of an incident between two named instants: "unnoticed", "being diagnosed". */
export interface Phase {
  readonly label: string;
  readonly tone: 'lead' | 'unnoticed' | 'diagnosing' | 'repairing' | 'open';
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly words: string;
  /** Index of the mark that it begins with. */
  readonly mark: number;
}

export interface PhaseMark {
  readonly label: string;
  readonly at: number;
  readonly clock: string;
}

export type Tone = 'note' | 'warning' | 'good';

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly spans: Spans }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly ListItem[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly TableRow[];
      /** True when each row asserts something of the world and so must name its evidence. */
      readonly claims: boolean;
    }
  | { readonly kind: 'facts'; readonly items: readonly { readonly term: string; readonly spans: Spans }[] }
  | { readonly kind: 'figures'; readonly items: readonly KeyFigure[] }
  | { readonly kind: 'phases'; readonly phases: readonly Phase[]; readonly marks: readonly PhaseMark[] }
  | {
      readonly kind: 'timeline';
      readonly incident: string;
      readonly rows: readonly TimelineRow[];
      /** The rows that tell the story on paper, folded under their workloads. */
      readonly printed: readonly TimelineRow[];
      /** How many such rows are left out on paper. */
      readonly left: number;
      readonly day: string;
    }
  | { readonly kind: 'chart'; readonly chart: ChartSpec }
  | { readonly kind: 'graph'; readonly graph: GraphSpec }
  | { readonly kind: 'question'; readonly ask: string; readonly why?: string }
  | { readonly kind: 'callout'; readonly tone: Tone; readonly title: string; readonly body: readonly Spans[] }
  | { readonly kind: 'quote'; readonly paragraphs: readonly string[] }
  | { readonly kind: 'evidence-index' };

/** executive: one page for who has a minute; analysis: the postmortem; appendix: proof and method. */
export type Layer = 'executive' | 'analysis' | 'appendix';

export interface Section {
  /** Stable name, also used by templates: "timeline", "causal-chain". */
  readonly key: string;
  readonly title: string;
  readonly layer: Layer;
  readonly blocks: readonly Block[];
}

/** The draft of one incident. */
export interface Draft {
  readonly incident: string;
  /** Counted from 1, in the order of the analysis. */
  readonly number: number;
  readonly title: string;
  readonly severity: string;
  readonly status: string;
  readonly canRecur: boolean;
  readonly sections: readonly Section[];
}

export interface ReportDocument {
  readonly title: string;
  /** "Captured 2026-11-20 23:07:30 UTC · 18 sources · inquest 0.1.0" */
  readonly subtitle: string;
  /** Present when there is no incident, or more than one. */
  readonly overview: readonly Section[];
  readonly drafts: readonly Draft[];
  readonly appendix: readonly Section[];
  /** Evidence id → its number in this document: what the prose cites comes first. */
  readonly numbers: ReadonlyMap<string, number>;
  /** How many of the numbers are cited outside the timeline and so stand in the index. */
  readonly indexed: number;
  readonly findings: readonly DraftFinding[];
}
