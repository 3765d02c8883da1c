import type { Instant, Interval } from '../base/index.js';
import type { Ref, SourceId } from '../model/index.js';

/** What a source saw, from when to when. Absence counts as evidence only inside it. */
export interface CoverageCell {
  readonly source: SourceId;
  readonly entity?: Ref;
  readonly what: 'objects' | 'events' | 'log' | 'audit' | 'edge' | 'alerts' | 'metrics' | 'notes' | 'report';
  /** Program whose log this is. */
  readonly program?: string;
  readonly window: Interval;
}

/** A place where the capture is blind. */
export interface CoverageGap {
  readonly source?: SourceId;
  readonly entity?: Ref;
  readonly window?: Interval;
  readonly why: string;
  /** What it would have told, and the command that would have captured it. */
  readonly wouldTell: string;
}

export interface Coverage {
  readonly sources: readonly CoverageCell[];
  readonly gaps: readonly CoverageGap[];
  /** Before this instant events may have expired (default TTL 1 h): absence proves nothing. */
  readonly eventsSince: Instant | undefined;
}
