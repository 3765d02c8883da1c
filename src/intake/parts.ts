import type { CaptureRecord, Locator } from '../model/index.js';
import type { Head, Place } from './format.js';

/**
 * One file may hold several documents: `kubectl cluster-info dump` on standard output writes JSON objects,
 * then logs between marker lines. (Terminal sessions are cut in session/.)
 *
 *   ==== START logs for container app of pod shop/web-0 ====
 *   ==== END logs for container app of pod shop/web-0 ====
 */
const START = /^==== START logs for (?:init )?container (\S+) of pod ([^/\s]+)\/(\S+) ====\s*$/;
const MARK = Buffer.from('==== ');
const END = /^==== END logs for (?:init )?container .* ====\s*$/;
/** No marker line is longer. */
const LONGEST = 4096;
const LF = 10;

/** What a part is to be read by; relocation of its records is left to the caller. */
export interface PartReading {
  readonly records: readonly CaptureRecord[];
  chunk(bytes: Buffer): void;
  end(): void;
}

/** Where a part begins in the source. */
export interface PartStart {
  readonly offset: number;
  /** Lines before it; undefined when they were not counted. */
  readonly lines: number | undefined;
  readonly place: Place;
  /** Where a place in the part lies in the source, when the part is no piece of it as it stands there. */
  readonly locate?: (at: Locator) => Locator;
}

export type Seams = 'none' | 'markers';

/** Whether a source is to be watched for seams. */
export function seamsOf(head: Head, formatId: string | undefined): Seams {
  if (head.lines.some((line) => START.test(line)) || /^==== START logs for /m.test(head.text))
    return 'markers';
  return formatId === 'kube-json' ? 'markers' : 'none';
}

/** Cuts a source at its seams and gives each part to a reading of its own. */
export class Parts<T extends PartReading> {
  readonly parts: { readonly start: PartStart; readonly reading: T }[] = [];
  private readonly place: Place;
  private readonly open: (place: Place) => T;
  private readonly countLines: boolean;
  private carry = Buffer.alloc(0);
  private offset = 0;
  private lines = 0;
  private current: T | undefined;

  constructor(place: Place, countLines: boolean, open: (place: Place) => T) {
    this.place = place;
    this.open = open;
    this.countLines = countLines;
  }

  chunk(bytes: Buffer): void {
    const all = this.carry.length === 0 ? bytes : Buffer.concat([this.carry, bytes]);
    this.carry = Buffer.alloc(0);
    let from = 0;
    for (let at = this.seam(all, 0); at >= 0; at = this.seam(all, at + 1)) {
      const end = all.indexOf(LF, at);
      if (end < 0 && all.length - at < LONGEST) {
        this.give(all.subarray(from, at));
        this.carry = Buffer.from(all.subarray(at));
        return;
      }
      const line = all.toString('utf8', at, end < 0 ? all.length : end).trimEnd();
      const next = this.placeAfter(line);
      if (next === undefined) continue;
      this.give(all.subarray(from, at));
      this.close();
      from = end < 0 ? all.length : end + 1;
      if (from > at) this.pass(all.subarray(at, from));
      this.begin(next);
    }
    this.giveButTail(all, from);
  }

  end(): void {
    const tail = this.carry;
    this.carry = Buffer.alloc(0);
    const next = tail.length === 0 ? undefined : this.placeAfter(tail.toString('utf8').trimEnd());
    if (next !== undefined) this.pass(tail);
    else this.give(tail);
    this.close();
  }

  /** Everything but an unfinished last line that may be a seam. */
  private giveButTail(all: Buffer, from: number): void {
    const lineStart = all.lastIndexOf(LF) + 1;
    const mayBe = lineStart < all.length && all[lineStart] === 0x3d;
    const atLineStart = lineStart > 0 || this.atLineStart;
    const cut =
      mayBe && atLineStart && all.length - lineStart < LONGEST ? Math.max(lineStart, from) : all.length;
    this.give(all.subarray(from, cut));
    this.carry = Buffer.from(all.subarray(cut));
  }

  private atLineStart = true;

  private seam(all: Buffer, from: number): number {
    for (let at = all.indexOf(MARK, from); at >= 0; at = all.indexOf(MARK, at + 1)) {
      if (at === 0 ? this.atLineStart : all[at - 1] === LF) return at;
    }
    return -1;
  }

  private placeAfter(line: string): Place | undefined {
    const started = START.exec(line);
    if (started !== null) {
      const [, container = '', namespace = '', pod = ''] = started;
      return { ...this.place, container, namespace, pod };
    }
    return END.test(line) ? this.place : undefined;
  }

  private begin(place: Place): void {
    const lines = this.countLines ? this.lines : undefined;
    this.current = this.open(place);
    this.parts.push({ start: { offset: this.offset, lines, place }, reading: this.current });
  }

  private give(bytes: Buffer): void {
    if (bytes.length === 0) return;
    if (this.current === undefined) this.begin(this.place);
    this.current?.chunk(bytes);
    this.pass(bytes);
  }

  private pass(bytes: Buffer): void {
    this.offset += bytes.length;
    this.atLineStart = bytes.at(-1) === LF;
    if (!this.countLines) return;
    for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) this.lines += 1;
  }

  private close(): void {
    this.current?.end();
    this.current = undefined;
  }
}
