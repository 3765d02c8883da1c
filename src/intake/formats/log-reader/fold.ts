import type { Stamp } from '../../../base/index.js';
import { MINUTE, parseDuration, sortedBy } from '../../../base/index.js';
import { oneLine } from '../../../base/index.js';
import type { Locator, LogOrigin, MessageRecord } from '../../../model/index.js';
import type { Meaning } from '../../messages/index.js';

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
}

/** The meaning with its variant, which readers keep, as they meet the same text many times. */
export function told(meaning: Meaning): Told {
  let variant = meaning.id;
  for (const [name, value] of Object.entries(meaning.fields)) {
    if (!MEASURED.has(name)) variant += `\u0000${name}\u0000${value}`;
  }
  return { meaning, variant };
}

/** One entry of a log that means something. */
export interface Occurrence {
  readonly origin: LogOrigin;
  /** The same for the same origin. */
  readonly key: string;
  readonly at: Stamp;
  readonly text: string;
  readonly evidence: Locator;
  /** How many lines it stands for. */
  readonly times: number;
}

interface Run {
  readonly meaning: Meaning;
  readonly origin: LogOrigin;
  readonly text: string;
  readonly evidence: Locator;
  readonly order: number;
  at: Stamp;
  until: Stamp;
  count: number;
  last: Locator;
  readonly measured: Record<string, string>;
}

export class Folder {
  /** Occurrences of unknown errors beyond {@link TEMPLATES} templates. */
  dropped = 0;
  private readonly runs = new Map<string, Run>();
  private readonly closed: Run[] = [];
  private readonly variants = new Map<string, number>();
  private readonly episodes = new Map<string, number>();
  private order = 0;
  private readonly emit: (record: MessageRecord) => void;

  constructor(emit: (record: MessageRecord) => void) {
    this.emit = emit;
  }

  add({ meaning, variant }: Told, said: Occurrence): void {
    const { origin, at, text, evidence } = said;
    const key = this.keyOf(meaning, variant, said);
    if (key === undefined) return;
    const run = this.runs.get(key);
    if (run !== undefined && this.goesOn(run, key, at)) {
      if (at.lo < run.at.lo) run.at = at;
      if (at.hi > run.until.hi) run.until = at;
      run.count += said.times;
      run.last = evidence;
      measure(run.measured, meaning.fields);
      return;
    }
    if (run !== undefined) {
      this.closed.push(run);
      this.episodes.set(key, (this.episodes.get(key) ?? 0) + 1);
    }
    const measured: Record<string, string> = {};
    measure(measured, meaning.fields);
    this.runs.set(key, {
      meaning, origin, text: oneLine(text, TEXT), evidence, order: this.order++, at, until: at, count: said.times, last: evidence, measured,
    }); // prettier-ignore
    if (this.closed.length > 4096) this.release();
  }

  /** Gives out all that is left, in order of appearance. */
  end(): void {
    this.closed.push(...this.runs.values());
    this.runs.clear();
    this.release();
  }

  private goesOn(run: Run, key: string, at: Stamp): boolean {
    if (at.grade === 'X') return true;
    const pause = PAUSE * 2 ** Math.floor((this.episodes.get(key) ?? 0) / RUNS_BEFORE_DOUBLING);
    return at.lo - run.until.hi <= pause && run.at.lo - at.hi <= pause;
  }

  private keyOf(meaning: Meaning, variant: string, { key: sameAs, times }: Occurrence): string | undefined {
    const unknown = meaning.id.startsWith('log-');
    const full = `${variant}\u0000${sameAs}`;
    if (this.runs.has(full)) return full;
    const group = unknown ? 'log' : meaning.id;
    const seen = (this.variants.get(group) ?? 0) + 1;
    if (seen <= (unknown ? TEMPLATES : VARIANTS)) {
      this.variants.set(group, seen);
      return full;
    }
    if (!unknown) return `${meaning.id}\u0000${sameAs}`;
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

function size(value: string): number {
  return parseDuration(value) ?? Number.parseFloat(value);
}

function measure(into: Record<string, string>, fields: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(fields)) {
    if (!MEASURED.has(name)) continue;
    const before = into[name];
    if (before === undefined || size(value) > size(before)) into[name] = value;
  }
}
