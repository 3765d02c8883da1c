import type { Stamp } from '../../../base/index.js';
import { MINUTE, parseDuration, sortedBy } from '../../../base/index.js';
import { oneLine } from '../../../base/index.js';
import type { Locator, LogOrigin, MessageRecord } from '../../../model/index.js';
import type { LogLine } from '../../log-line.js';
import type { Meaning } from '../../messages/index.js';
import { saidOf } from '../../messages/index.js';

/**
 * The same message again and again becomes one record: first and last time, how often. A pause ends the
 * run, so that episodes stay apart; the pause that is allowed grows with the number of runs, which bounds
 * how many records a chronic message makes.
 */
const PAUSE = MINUTE;
const RUNS_BEFORE_DOUBLING = 12;

/** Measured values differ each time: they do not tell runs apart, the largest one is kept. */
const MEASURED: ReadonlySet<string> = new Set([
  'took',
  'seconds',
  'drift',
  'used',
  'by',
  'delay',
  'now',
  'pid',

  'size',
  'inUse',
]);

/** More distinct variants of one message in one source are counted without their particulars. */
const VARIANTS = 400;
const TEMPLATES = 200;
const TEXT = 1000;

/** What a line means, with what tells it from other things that lines of this kind mean. */
export interface Told {
  readonly meaning: Meaning;
  readonly variant: string;
  /** What it measured, by field; see {@link MEASURED}. */
  readonly measured: readonly (readonly [string, string])[];
}

/** The meaning with its variant, which readers keep, as they meet the same text many times. */
export function told(meaning: Meaning): Told {
  let variant = meaning.id;
  const measured: [string, string][] = [];
  for (const name of Object.keys(meaning.fields)) {
    const value = meaning.fields[name] ?? '';
    if (MEASURED.has(name)) measured.push([name, value]);
    else variant += `\u0000${name}\u0000${value}`;
  }
  return { meaning, variant, measured };
}

/** One entry of a log that means something. */
export interface Occurrence {
  readonly origin: LogOrigin;
  /** The same for the same origin. */
  readonly key: string;
  readonly at: Stamp;
  readonly line: LogLine;
  /** How many lines it stands for. */
  readonly times: number;
}

interface Run {
  readonly meaning: Meaning;
  readonly origin: LogOrigin;
  readonly text: string;
  readonly evidence: Locator;
  readonly order: number;
  /** How many runs of the same came before. */
  readonly episode: number;
  at: Stamp;
  until: Stamp;
  count: number;
  last: Locator;
  readonly measured: Record<string, string>;
}

export class Folder {
  /** Occurrences of unknown errors beyond {@link TEMPLATES} templates. */
  dropped = 0;
  /** By origin, then by variant: names of variants are long. */
  private readonly runs = new Map<string, Map<string, Run>>();
  private readonly closed: Run[] = [];
  private readonly variants = new Map<string, number>();
  private order = 0;
  private readonly emit: (record: MessageRecord) => void;

  constructor(emit: (record: MessageRecord) => void) {
    this.emit = emit;
  }

  add(told: Told, said: Occurrence): void {
    const { meaning, measured } = told;
    const { origin, at, line } = said;
    const { evidence } = line;
    const runs = this.runsOf(said.key);
    let run = runs.get(told.variant);
    const key = run === undefined ? this.keyOf(told, said.times) : told.variant;
    if (key === undefined) return;
    run ??= runs.get(key);
    if (run !== undefined && goesOn(run, at)) {
      if (at.lo < run.at.lo) run.at = at;
      if (at.hi > run.until.hi) run.until = at;
      run.count += said.times;
      run.last = evidence;
      measure(run.measured, measured);
      return;
    }
    if (run !== undefined) this.closed.push(run);
    const episode = run === undefined ? 0 : run.episode + 1;
    const largest: Record<string, string> = {};
    measure(largest, measured);
    runs.set(key, {
      meaning, origin, text: oneLine(saidOf(line), TEXT), evidence, order: this.order++, episode, at, until: at, count: said.times, last: evidence, measured: largest,
    }); // prettier-ignore
    if (this.closed.length > 4096) this.release();
  }

  /** Gives out all that is left, in order of appearance. */
  end(): void {
    for (const runs of this.runs.values()) this.closed.push(...runs.values());
    this.runs.clear();
    this.release();
  }

  private runsOf(origin: string): Map<string, Run> {
    const known = this.runs.get(origin);
    if (known !== undefined) return known;
    const runs = new Map<string, Run>();
    this.runs.set(origin, runs);
    return runs;
  }

  /** Under what a variant that is not known yet is kept; undefined where it is only counted. */
  private keyOf({ meaning, variant }: Told, times: number): string | undefined {
    const unknown = meaning.id.startsWith('log-');
    const group = unknown ? 'log' : meaning.id;
    const seen = (this.variants.get(group) ?? 0) + 1;
    if (seen <= (unknown ? TEMPLATES : VARIANTS)) {
      this.variants.set(group, seen);
      return variant;
    }
    if (!unknown) return meaning.id;
    this.dropped += times;
    return undefined;
  }

  private release(): void {
    for (const run of sortedBy(this.closed, (each) => each.order)) {
      this.emit({
        kind: 'message',
        id: run.meaning.id,
        origin: run.origin,
        at: run.at,
        until: run.until,
        count: run.count,
        severity: run.meaning.severity,
        text: run.text,
        fields: { ...run.meaning.fields, ...run.measured },
        evidence: run.evidence,
        lastEvidence: run.last,
      });
    }
    this.closed.length = 0;
  }
}

function goesOn(run: Run, at: Stamp): boolean {
  if (at.grade === 'X') return true;
  const pause = PAUSE * 2 ** Math.floor(run.episode / RUNS_BEFORE_DOUBLING);
  return at.lo - run.until.hi <= pause && run.at.lo - at.hi <= pause;
}

function size(value: string): number {
  return parseDuration(value) ?? Number.parseFloat(value);
}

function measure(into: Record<string, string>, measured: Told['measured']): void {
  for (const [name, value] of measured) {
    const before = into[name];
    if (before === undefined || (value !== before && size(value) > size(before))) into[name] = value;
  }
}
