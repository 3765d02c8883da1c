import type { Grade } from '../base/index.js';
import type { AuthorEntry, AuthorRemark } from './author.js';
import type { Ref } from './entity.js';

/**
 * analysis.json, schema version 1: the contract with users, scripts and regression tests. Plain JSON,
 * complete enough that a report is rendered from it alone. Times are ISO-8601 UTC strings.
 */
export interface Analysis {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'inquest'; readonly version: string; readonly rules: string };
  readonly capture: CaptureSummary;
  readonly incidents: readonly Incident[];
  readonly timeline: readonly TimelineRow[];
  readonly evidence: Readonly<Record<string, EvidenceEntry>>;
  /** Conditions that belong to no incident: what was there before, chronic noise, weaknesses seen. */
  readonly background: readonly ConditionEntry[];
  /** What the charts draw. */
  readonly series: readonly Series[];
  /** What the author decided, and what came of it; absent where nobody decided anything. */
  readonly author?: readonly AuthorEntry[];
}

export interface InstantJson {
  readonly lo: string | null;
  readonly hi: string | null;
  readonly grade: Grade;
}

export interface FigureJson {
  /** Seconds. */
  readonly lo: number;
  readonly hi: number;
  readonly from: string;
  readonly to: string;
  readonly grade: Grade;
  /** True when the end lies after the capture: then lo and hi are a lower bound. */
  readonly open: boolean;
  /** Who says so, where an end was set by hand. */
  readonly said?: string;
}

export interface CaptureSummary {
  readonly asOf: InstantJson;
  readonly sources: readonly SourceEntry[];
  readonly gaps: readonly GapEntry[];
}

export interface SourceEntry {
  readonly id: string;
  readonly path: string;
  readonly format: string;
  readonly status: 'read' | 'partial' | 'unrecognised' | 'empty' | 'refused';
  readonly records: number;
  readonly bytes: number;
  readonly entity?: Ref;
  readonly from?: string;
  readonly to?: string;
  readonly clock?: {
    readonly zone: string;
    readonly offsetMs: { readonly lo: number; readonly hi: number };
    readonly how: string;
  };
  readonly problems: readonly {
    readonly message: string;
    readonly offset?: number;
    readonly line?: number;
  }[];
}

export interface GapEntry {
  readonly source?: string;
  readonly entity?: Ref;
  readonly from: string | null;
  readonly to: string | null;
  readonly why: string;
  readonly wouldTell: string;
}

export type Role =
  | 'root-cause'
  | 'trigger'
  | 'contributing'
  | 'amplifier'
  | 'recovery-blocker'
  | 'observer-fault'
  | 'chronic-noise'
  | 'pre-existing'
  | 'symptom'
  | 'unexplained';

export interface ConditionEntry {
  readonly id: string;
  readonly entity: Ref;
  readonly condition: string;
  /** The type of the condition in words: "Image pull fails". */
  readonly label?: string;
  readonly onset: InstantJson;
  /** grade X with null ends while it still held at the capture. */
  readonly end: InstantJson;
  readonly role: Role;
  readonly tags: readonly string[];
  readonly statement: string;
  readonly evidence: readonly string[];
  readonly severity: 0 | 1 | 2 | 3;
  readonly count?: number;
  /** Why it has this role: the test that put it there. */
  readonly because?: string;
  readonly author?: AuthorRemark;
}

export interface LinkEntry {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly rule: string;
  readonly mechanism: string;
  /** Seconds from cause to effect as observed. */
  readonly lag: { readonly lo: number; readonly hi: number };
  readonly strength: number;
  readonly verdict: 'accepted' | 'alternative' | 'refuted';
  readonly guards: readonly string[];
  readonly why: string;
}

export interface RootCauseEntry {
  readonly rank: number;
  readonly entity: Ref;
  readonly condition: string;
  readonly conditionId: string;
  readonly onset: InstantJson;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly probability: number;
  readonly statement: string;
  readonly explains: readonly string[];
  readonly evidence: readonly string[];
  /** What keeps the confidence from being higher. */
  readonly limits?: readonly string[];
}

export interface SurfaceEntry {
  readonly entity: Ref;
  readonly host?: string;
  readonly symptom: string;
  readonly impact: 'full' | 'partial' | 'degraded';
  readonly from: InstantJson;
  readonly to: InstantJson;
  readonly status: Status;
  readonly evidence: readonly string[];
  readonly figures?: Figures;
  /** Share of failed requests while it lasted, from an edge log. */
  readonly requests?: { readonly total: number; readonly failed: number };
  /** What it burned of the error budget; only for what users come through. */
  readonly budget?: {
    readonly objective: number;
    readonly windowDays: number;
    /** True when the profile names no objective and 99.9 % over 30 days was taken. */
    readonly assumed: boolean;
    /** Share of the whole budget, 1 is all of it. */
    readonly burned: { readonly lo: number; readonly hi: number };
    readonly basis: 'requests' | 'time';
    readonly statement: string;
  };
}

export type Status = 'active' | 'mitigated' | 'resolved' | 'resolved-cause-unknown' | 'unknown';

export interface Figures {
  readonly timeToDetect: FigureJson | null;
  readonly timeToAcknowledge: FigureJson | null;
  readonly timeToDiagnose: FigureJson | null;
  readonly timeToMitigate: FigureJson | null;
  readonly timeToRestore: FigureJson | null;
  readonly timeToResolve: FigureJson | null;
}

/** The named instants of an incident, in the order in which they usually come. */
export interface Instants {
  readonly latent?: InstantJson;
  readonly trigger?: InstantJson;
  readonly fault?: InstantJson;
  readonly impact?: InstantJson;
  readonly signal?: InstantJson;
  readonly alert?: InstantJson;
  readonly detect?: InstantJson;
  readonly acknowledge?: InstantJson;
  readonly diagnose?: InstantJson;
  readonly act?: InstantJson;
  readonly restore?: InstantJson;
  readonly resolve?: InstantJson;
}

export interface AlertReplayEntry {
  readonly name: string;
  readonly pack: 'captured' | 'stock' | 'proposed';
  readonly fires: InstantJson;
  readonly heard: InstantJson | null;
  readonly why: string;
  readonly severity?: string;
  readonly entity?: Ref;
  /** What a replayed alert speaks of, in words: "Node worker-1 and 2 more". */
  readonly about?: string;
  /** Seconds that its condition must hold. */
  readonly waits?: number;
  /** Where a replayed rule is written: "kubernetes-mixin aa38e2b". */
  readonly rule?: string;
  /** False for a rule that its pack ships switched off, or that no pack ships. */
  readonly enabled?: boolean;
  /** Where it is written down; of a replayed alert, what is seen of its entity. */
  readonly evidence?: readonly string[];
}

export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  /** The rule that gave the severity. */
  readonly severityRule?: string;
  readonly status: Status;
  readonly statusWhy?: string;
  readonly canRecur: boolean;
  readonly window: { readonly from: InstantJson; readonly to: InstantJson };
  readonly instants: Instants;
  readonly surfaces: readonly SurfaceEntry[];
  readonly figures: Figures;
  readonly detection: {
    readonly by: 'person' | 'alert' | 'unknown';
    readonly at: InstantJson;
    /** What the instant rests on, and whether it is only an upper bound. */
    readonly why?: string;
    readonly alerts: readonly AlertReplayEntry[];
    /** Per pack the first alert that would have reached someone, and when; null when none would have. */
    readonly byPack?: readonly {
      readonly pack: AlertReplayEntry['pack'];
      readonly alert: string | null;
      readonly timeToDetect: FigureJson | null;
    }[];
    readonly evidence?: readonly string[];
  };
  readonly rootCauses: readonly RootCauseEntry[];
  readonly conditions: readonly ConditionEntry[];
  readonly links: readonly LinkEntry[];
  readonly loops: readonly {
    readonly kind: 'structural' | 'activated' | 'shared-fate' | 'amplifying' | 'responder';
    readonly members: readonly string[];
    readonly breakPoints: readonly string[];
    readonly escapeUsed?: string;
    readonly statement: string;
    readonly evidence: readonly string[];
  }[];
  readonly preventions: readonly {
    readonly change: string;
    readonly entity: Ref;
    readonly verdict: 'prevents' | 'shortens' | 'shrinks' | 'no-effect' | 'unknown';
    readonly with: readonly string[];
    readonly why: string;
    /** Condition whose absence the change means. */
    readonly removes?: string;
  }[];
  readonly preExisting: readonly string[];
  readonly noise: readonly string[];
  readonly redHerrings: readonly { readonly condition: string; readonly clearedBy: string }[];
  readonly unexplained: readonly string[];
  readonly notAffected: readonly {
    readonly entity: Ref;
    readonly evidence: readonly string[];
    readonly why?: string;
  }[];
  readonly responses: readonly {
    readonly at: InstantJson;
    readonly by: string;
    readonly entity: Ref;
    readonly change: string;
    readonly kind: 'diagnostic' | 'stopgap' | 'fix';
    readonly effect: 'worked' | 'failed' | 'no-effect' | 'made-worse' | 'undone' | 'unknown';
    readonly evidence: readonly string[];
    readonly why?: string;
    /** True for a stopgap that nobody had taken back by the capture. */
    readonly inForce?: boolean;
  }[];
  readonly alternatives: readonly {
    readonly statement: string;
    readonly probability: number;
    readonly rootCauses: readonly string[];
    readonly toDecide: string;
  }[];
  readonly contradictions: readonly {
    readonly claims: readonly string[];
    readonly why: string;
    readonly evidence?: readonly string[];
  }[];
  readonly actions: readonly {
    readonly action: string;
    readonly kind: 'repair' | 'revert-stopgap' | 'prevent' | 'detect' | 'mitigate' | 'recover' | 'govern';
    readonly cuts: readonly string[];
    readonly doneWhen: string;
  }[];
  readonly blindSpots?: readonly {
    readonly kind: 'detection' | 'diagnosis' | 'meta';
    readonly statement: string;
    readonly signal: string;
    /** Minutes that the signal would have saved, where the replay can tell. */
    readonly savesMinutes?: { readonly lo: number; readonly hi: number };
    /** Empty where it is told that the capture holds nothing. */
    readonly evidence?: readonly string[];
  }[];
  /** What only people can answer, as questions. */
  readonly questions?: readonly string[];
}

export interface TimelineRow {
  readonly at: InstantJson;
  readonly entity: Ref;
  readonly kind: 'fault' | 'symptom' | 'change' | 'detection' | 'action' | 'recovery' | 'context';
  readonly text: string;
  readonly count?: number;
  readonly until?: InstantJson;
  readonly evidence: readonly string[];
  readonly incident?: string;
  readonly condition?: string;
}

export interface EvidenceEntry {
  readonly source: string;
  readonly offset: number;
  readonly length: number;
  readonly line?: number;
  readonly pointer?: string;
  readonly at?: InstantJson;
  readonly excerpt: string;
  /** Of a log: the line as it stands there, and its neighbours. */
  readonly around?: {
    readonly before: readonly string[];
    readonly line: string;
    readonly after: readonly string[];
  };
}

/** A line of a chart. Steps hold until the next point; counts are per minute. */
export interface Series {
  readonly id: string;
  readonly title: string;
  readonly group: 'ready-replicas' | 'events' | 'requests' | 'restarts' | 'latency' | 'etcd';
  readonly shape: 'step' | 'count' | 'share';
  readonly unit: string;
  readonly entity?: Ref;
  readonly incident?: string;
  /** [ISO time, value] */
  readonly points: readonly (readonly [string, number])[];
  /** [from, to] of stretches in which no source tells the value. */
  readonly gaps?: readonly (readonly [string, string])[];
}
