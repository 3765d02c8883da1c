import type { Instant, Stamp } from '../base/index.js';
import type { CaptureRecord, LogOrigin, Ref, SourceProblem } from '../model/index.js';
import type { Place } from './format.js';

/** What came of reading one source: plain data, kept for each of a hundred thousand small files. */
export interface Outcome {
  readonly place: Place;
  readonly records: readonly CaptureRecord[];
  readonly problems: readonly SourceProblem[];
  readonly format: string;
  readonly status: 'read' | 'partial' | 'unrecognised' | 'empty';
  readonly bytes: number;
  readonly entity: Ref | undefined;
  readonly origin: LogOrigin | undefined;
  readonly zone: string | undefined;
  readonly ownZone: string | undefined;
  /** The last answer of a clock that was asked in a terminal session. */
  readonly clock: Stamp | undefined;
  span: { lo: Instant; hi: Instant } | undefined;
  /** The same for stamps without year (see hints.ts), which settle moves to theirs. */
  readonly yearlessSpan: { lo: Instant; hi: Instant } | undefined;
}

/** A source whose reader needs the time of capture, which is known when all others have been read. */
export interface Waiting {
  /** Reads what waited; `pod` is whose it is, where only its name is known. */
  resume(capturedAt: Stamp, pod?: Ref): void;
  /** The pod that a text of no known shape would be the output of, if there is one of that name. */
  readonly maybeOf: string | undefined;
  /** What would come of it when nothing is known of the time: for the times that it prints itself. */
  probe(): readonly CaptureRecord[];
}

export interface SourceReading extends Outcome {
  readonly waiting?: Waiting | undefined;
}

const NO_RECORDS: readonly CaptureRecord[] = [];
const NO_PROBLEMS: readonly SourceProblem[] = [];

/** The outcome by itself. Lists that are empty are one list. */
export function outcomeOf(of: Outcome, place: Place): Outcome {
  const { records, problems, format, status, bytes, entity, origin, zone, ownZone, clock } = of;
  return {
    place, format, status, bytes, entity, origin, zone, ownZone, clock,
    records: records.length === 0 ? NO_RECORDS : records,
    problems: problems.length === 0 ? NO_PROBLEMS : problems,
    span: of.span,
    yearlessSpan: of.yearlessSpan,
  }; // prettier-ignore
}
