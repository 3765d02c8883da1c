import type { Stamp } from '../base/index.js';
import type { CaptureRecord, Locator, SourceProblem } from '../model/index.js';
import { ownEvent } from '../model/index.js';
import { isUntimed } from './hints.js';
import type { PartStart } from './parts.js';
import { mapStamps } from './stamps.js';

/** Where an offset of a part lies in the whole. */
export function placed({ offset, locate }: PartStart, inner: number): number {
  return locate?.({ source: 0, offset: inner, length: 0 }).offset ?? offset + inner;
}

/** The problem of a part as one of the whole. */
export function inWhole({ line, ...problem }: SourceProblem, start: PartStart): SourceProblem {
  const { offset } = problem;
  const there = offset === undefined ? problem : { ...problem, offset: placed(start, offset) };
  return line === undefined || start.lines === undefined ? there : { ...there, line: line + start.lines };
}

/** The record with its evidence put elsewhere. */
export function relocate(record: CaptureRecord, move: (at: Locator) => Locator): CaptureRecord {
  if (record.kind === 'message' || record.kind === 'access') {
    return { ...record, evidence: move(record.evidence), lastEvidence: move(record.lastEvidence) };
  }
  const own = record.kind === 'event' ? ownEvent(record) : record;
  return { ...own, evidence: move(own.evidence) };
}

/** The place of a part that lies as it is in the whole. */
export function moved(at: Locator, offset: number, lines: number | undefined): Locator {
  const { line, ...rest } = at;
  const there = { ...rest, offset: at.offset + offset };
  return line === undefined || lines === undefined ? there : { ...there, line: line + lines };
}

/** Things that were seen when they were printed. */
export function printedThen(record: CaptureRecord, clock: Stamp): CaptureRecord {
  const isSeen = record.kind === 'object' || record.kind === 'report';
  const at: Stamp = isSeen ? clock : { ...clock, grade: 'X' };
  return mapStamps(record, (stamp) => (isUntimed(stamp) ? at : stamp));
}
