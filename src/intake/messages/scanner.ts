import { automaton } from './automaton.js';
import { BLOCK, Found } from './lanes.js';
import { WORDS, isMessage } from './hits.js';

const LF = 10;
/** With less than this many bytes behind a line it is looked through alone. */
const WORTH = 1024;

/**
 * Words by which lines of error or warning level are found, whatever grammar writes the level. A word too
 * many only costs a parse; the grammar decides.
 */
const LEVEL_WORDS: readonly string[] = [
  'ERROR', 'Error', 'error', 'FATAL', 'Fatal', 'fatal', ' WARN', '[WARN', '"WARN', '=WARN', 'WARNI', 'Warning', '"warn',
  '=warn', '[warn', '\twarn', 'level=w', '"W"', '"E"', '"F"', '"err":"', 'panic', 'Traceback', 'Exception', 'CRITICAL',
  'critical', '[crit]', '[emerg', '[alert]', 'SEVERE', 'fail: ', 'crit: ', 'warn: ', ' E | ', ' W | ', ' C | ', 'npm ERR',
  '"level":50', '"level":60', '"level":40', '"PRIORITY":"0"', '"PRIORITY":"1"', '"PRIORITY":"2"', '"PRIORITY":"3"',
  '"PRIORITY":"4"', '\tERR\t', '\tWRN\t', ' ERR ', '|ERR|', '==== ', '==> ',
]; // prettier-ignore

/** What stands in the bytes of one entry: a level word, and words of which patterns (see {@link Hits}). */
export class Scanner {
  /** True when a level word or a word of a message was met in the line that was looked at last. */
  found = false;
  private readonly met: number[] = [];
  /** Per number: in which line it was met last. */
  private readonly metIn: Uint32Array;
  private lookedAt = 1;
  private readonly machine;
  /** Per literal of the automaton: the numbers whose word it is; none for a level word. */
  private readonly numbers: (readonly number[])[];
  /** Per literal: whether it makes a line worth reading. */
  private readonly matters: readonly boolean[];
  private readonly places = new Found();
  /** The block in which the places were found. */
  private block: Buffer | undefined;
  private blockFrom = 0;
  private blockTo = 0;
  private next = 0;
  private readonly note = (literal: number): void => {
    this.found ||= this.matters[literal] === true;
    for (const number of this.numbers[literal] ?? []) {
      if (this.metIn[number] === this.lookedAt) continue;
      this.metIn[number] = this.lookedAt;
      this.met.push(number);
    }
  };

  constructor() {
    this.metIn = new Uint32Array(WORDS.length);
    const byLiteral = new Map<string, number[]>();
    for (const word of LEVEL_WORDS) byLiteral.set(word, []);
    WORDS.forEach((words, number) => {
      for (const word of words ?? []) {
        const list = byLiteral.get(word);
        if (list) list.push(number);
        else byLiteral.set(word, [number]);
      }
    });
    const levels = new Set(LEVEL_WORDS);
    this.numbers = [...byLiteral.values()];
    this.matters = [...byLiteral].map(([word, numbers]) => levels.has(word) || numbers.some(isMessage));
    this.machine = automaton([...byLiteral.keys()]);
  }

  /** Looks through one text, besides what was met before. */
  scan(bytes: Uint8Array, from = 0, to = bytes.length): void {
    this.machine.scan(bytes, from, to, this.note);
  }

  /**
   * What stands in the line bytes[from, to), and in no other. Lines that come one after the other in one buffer are
   * looked through many at once; the buffer must not change until {@link forget}.
   */
  line(bytes: Buffer, from: number, to: number): void {
    this.clear();
    if (this.block !== bytes || from < this.blockFrom || to > this.blockTo) {
      if (!this.open(bytes, from, to)) return this.scan(bytes, from, to);
    }
    const { places, machine } = this;
    while (this.next < places.count && (places.places[this.next] ?? 0) < from) this.next += 1;
    for (; this.next < places.count && (places.places[this.next] ?? 0) < to; this.next += 1) {
      for (const literal of machine.literals(places, this.next)) this.note(literal);
    }
  }

  /** Called before the buffer of the lines changes. */
  forget(): void {
    this.block = undefined;
  }

  clear(): void {
    this.found = false;
    if (this.met.length === 0) return;
    this.met.length = 0;
    this.lookedAt += 1;
  }

  /** What was met, by number, in no order. */
  numbersMet(): number[] {
    return [...this.met];
  }

  /** Looks through the lines from here on, as far as they are whole; false when that is not more than this one. */
  private open(bytes: Buffer, from: number, to: number): boolean {
    const limit = Math.min(bytes.length, from + BLOCK);
    const end = limit - to < WORTH ? 0 : bytes.lastIndexOf(LF, limit - 1) + 1;
    if (end <= to) return false;
    this.block = bytes;
    this.blockFrom = from;
    this.blockTo = end;
    this.next = 0;
    this.machine.find(bytes, from, end, this.places);
    return true;
  }
}
