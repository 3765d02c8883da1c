import type { Stamp } from '../../base/index.js';
import { SECOND, exactly, parseTime } from '../../base/index.js';
import type { Head, Place } from '../format.js';
import { LineSplitter, type Line } from '../lines.js';
import type { PartReading, PartStart } from '../parts.js';
import type { Locator } from '../../model/index.js';
import { OffsetMap } from './offset-map.js';

/**
 * The log of a CI job: what its commands printed, with a time before every line.
 *
 *   2026-07-01T19:22:41.1234567Z ##[group]Run kubectl get pods -A       GitHub Actions, Azure Pipelines
 *   2026-07-01T19:22:41.123456Z 00O $ kubectl get pods -A               GitLab
 *   [2026-07-01T19:22:41.123Z] + kubectl get pods -A                    Jenkins (Timestamper)
 *
 * Without the times it is a session. They say when each output was printed.
 */
const SHAPES: readonly RegExp[] = [
  // `gh run view --log` puts the names of job and step before it.
  /^(?:\ufeff?[^\t\n]{1,200}\t[^\t\n]{1,200}\t)?\ufeff?(?<at>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z)(?: |$)/,
  /^(?<at>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) [0-9a-f]{2}[OE][ +]/,
  /^\[(?<at>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\](?: |$)/,
];
const LEAST_LINES = 3;
const ESCAPE = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g');
/** How GitLab folds its sections, and carriage returns of progress lines. */
const SECTION = /^section_(?:start|end):\d+:[^\r]*\r?/;
/** What runners say of themselves between the outputs. */
const RUNNER =
  /^(?:\[Pipeline\]|##\[(?!command|group\]Run)|Finished: [A-Z]+$|Job succeeded$|ERROR: Job failed|Cleaning up project directory|Post job cleanup\.)/;
const GROUP = /^##\[group\]Run (?=\S)/;
const COMMAND = /^(?:##)?\[command\](?:\/\S*\/)?/;

/** The stamp that stands before all of the first lines; undefined for any other text. */
export function ciShape({ lines, place, whole }: Head): RegExp | undefined {
  if ((place.pod ?? place.container) !== undefined) return undefined;
  // The last line may be cut.
  const told = (whole ? lines : lines.slice(0, -1)).filter((line) => line.trim() !== '');
  if (told.length < LEAST_LINES) return undefined;
  const [first = ''] = told;
  return SHAPES.find(
    (shape) => shape.test(first) && told.filter((line) => shape.test(line)).length >= 0.9 * told.length,
  );
}

/** A head without the stamps, to see what it would be then. */
export function bareHead(head: Head, shape: RegExp): Head {
  const stripper = new Stripper(shape);
  const lines = head.text
    .split('\n')
    .map((line) => stripper.strip(line.replace(/\r$/, ''), 0)?.bare.text ?? '');
  return { ...head, lines: lines.slice(0, head.lines.length), text: lines.join('\n') };
}

interface Bare {
  readonly text: string;
  /** Offsets of its characters in the line, in pieces. */
  readonly pieces: readonly (readonly [from: number, to: number])[];
  readonly at: Stamp | undefined;
}

function bareLine(line: string, shape: RegExp): Bare | undefined {
  const stamp = shape.exec(line);
  if (stamp === null) return undefined;
  const start = stamp[0].length;
  const pieces: [number, number][] = [];
  const body = start + (SECTION.exec(line.slice(start))?.[0].length ?? 0);
  let from = body;
  for (const { index, 0: escape } of line.slice(body).matchAll(ESCAPE)) {
    const at = body + index;
    if (at > from) pieces.push([from, at]);
    from = at + escape.length;
  }
  if (from < line.length) pieces.push([from, line.length]);
  const text = pieces.map(([a, b]) => line.slice(a, b)).join('');
  return { ...prompted(text, pieces), at: timeOf(stamp.groups?.['at'] ?? '') };
}

/** What the runner says that it runs, as a prompt says it. */
function prompted(text: string, pieces: readonly (readonly [number, number])[]): Omit<Bare, 'at'> {
  const said = (GROUP.exec(text) ?? COMMAND.exec(text))?.[0].length;
  const first = pieces[0];
  if (said === undefined || first === undefined || first[0] + said > first[1]) return { text, pieces };
  const at = first[0] + said;
  return {
    text: `$ ${text.slice(said)}`,
    pieces: [[at - 2, at], [at, first[1]], ...pieces.slice(1)],
  };
}

function timeOf(text: string): Stamp | undefined {
  const lo = parseTime(text)?.lo;
  return lo === undefined ? undefined : exactly(lo, 'B');
}

/** Opens a reading of what stands behind the stamps; `timeAt` says when the line at an offset was printed. */
type OpenTimed<T> = (place: Place, timeAt: (offset: number) => Stamp | undefined) => T;

/** A line to be given on, and where it stands. */
interface Shown {
  readonly bare: Bare;
  readonly line: string;
  readonly offset: number;
}

/** How GitHub's runner colours the lines of a script. */
const SCRIPT = `${String.fromCharCode(27)}[36;1m`;
const SEVERAL: Pick<Bare, 'text' | 'pieces'> = { text: '$ bash', pieces: [[0, 6]] };

/** Takes the clothes of the runner off, line by line. */
class Stripper {
  /** Of the last line that had one. */
  at: Stamp | undefined;
  private readonly shape: RegExp;
  /** What the runner is about to run: the lines to "##[endgroup]" show script and environment. */
  private announced: (Shown & { commands: number }) | undefined;

  constructor(shape: RegExp) {
    this.shape = shape;
  }

  /** What the line shows of the outputs; undefined for what is the runner's own. */
  strip(line: string, offset: number): Shown | undefined {
    const bare = bareLine(line, this.shape) ?? { text: line, pieces: [[0, line.length]], at: undefined };
    this.at = bare.at ?? this.at;
    const { announced } = this;
    if (announced === undefined && line.includes('##[group]Run ')) {
      this.announced = { bare, line, offset, commands: 0 };
      return undefined;
    }
    if (announced === undefined) return RUNNER.test(bare.text) ? undefined : { bare, line, offset };
    if (line.includes(SCRIPT)) announced.commands += 1;
    if (!bare.text.startsWith('##[endgroup]')) return undefined;
    this.announced = undefined;
    // Of several commands nobody can tell which one printed what.
    return announced.commands > 1 ? { ...announced, bare: { ...announced.bare, ...SEVERAL } } : announced;
  }
}

/** Takes the stamps off, and gives the rest to one reading. */
export class CiLog<T extends PartReading> {
  readonly parts: readonly { readonly start: PartStart; readonly reading: T }[];
  private readonly splitter: LineSplitter;
  private readonly reading: T;
  private readonly map = new OffsetMap();
  private readonly times: { readonly offset: number; readonly at: Stamp }[] = [];
  private written = 0;
  private readonly stripper: Stripper;

  constructor(shape: RegExp, place: Place, open: OpenTimed<T>) {
    this.reading = open(place, (offset) => this.timeAt(offset));
    const start = { offset: 0, lines: 0, place, locate: (at: Locator) => this.map.located(at) };
    this.parts = [{ start, reading: this.reading }];
    this.stripper = new Stripper(shape);
    this.splitter = new LineSplitter((line) => this.line(line));
  }

  chunk(bytes: Buffer): void {
    this.splitter.chunk(bytes);
  }

  end(): void {
    this.splitter.end();
    this.reading.end();
  }

  /** Every line gives one, so that lines count alike. */
  private line({ text: line, offset, length }: Line): void {
    const shown = this.stripper.strip(line, offset);
    if (shown !== undefined) this.copy(shown);
    this.map.copied(offset + length, 1);
    const bytes = Buffer.from(`${shown?.bare.text ?? ''}\n`);
    const { at } = this.stripper;
    const last = this.times.at(-1);
    if (at !== undefined && (last === undefined || at.lo - last.at.lo >= SECOND))
      this.times.push({ offset: this.written, at });
    this.written += bytes.length;
    this.reading.chunk(bytes);
  }

  private copy({ bare, line, offset }: Shown): void {
    for (const [from, to] of bare.pieces) {
      const before = Buffer.byteLength(line.slice(0, from));
      this.map.copied(offset + before, Buffer.byteLength(line.slice(from, to)));
    }
  }

  /** When the line at this offset was printed; the last one for all beyond the end. */
  private timeAt(offset: number): Stamp | undefined {
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if ((this.times[mid]?.offset ?? 0) <= offset) low = mid + 1;
      else high = mid;
    }
    return (this.times[low - 1] ?? this.times[0])?.at;
  }
}
