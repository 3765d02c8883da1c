import type { ReadContext, Reader } from '../../format.js';
import { LineSplitter } from '../../lines.js';
import type { Line } from '../../lines.js';
import { DEFAULT_BUDGET } from '../../source/member.js';
import type { CutSink } from '../kube/cutter.js';
import { JsonCutter } from '../kube/cutter.js';
import { objectOf } from './json-line.js';
import { LogReader } from './reader.js';

/**
 * Forms of journalctl in which an entry takes several lines: -o json-pretty (an object over many lines) and
 * -o verbose (a head with the time, then one field per line). Entries are handed on as journald's JSON lines.
 */
export class JournalJsonReader implements Reader, CutSink {
  private readonly context: ReadContext;
  private readonly lines: LogReader;
  private readonly cutter: JsonCutter;
  private number = 0;
  private strange = 0;

  constructor(context: ReadContext) {
    this.context = context;
    this.lines = new LogReader(context);
    this.cutter = new JsonCutter(this, DEFAULT_BUDGET.valueBytes);
  }

  chunk(bytes: Buffer): void {
    this.cutter.chunk(bytes);
  }

  end(): void {
    this.cutter.end();
    this.lines.end();
    if (this.strange > 0) this.context.problem({ message: `${this.strange} values are no journal entries` });
  }

  list(): void {
    // A bare array of entries: `jq -s` makes one.
  }

  item(bytes: Buffer, offset: number, _index: number, isFinal: boolean): boolean {
    const isTaken = this.entry(bytes, offset);
    if (!isTaken && isFinal) this.strange += 1;
    return isTaken;
  }

  document(bytes: Buffer, offset: number, _length: number, isList: boolean): void {
    if (!isList && !this.entry(bytes, offset)) this.strange += 1;
  }

  overlong(_bytes: Buffer, _offset: number, isEnd: boolean): void {
    if (isEnd) this.strange += 1;
  }

  stray(): void {
    // "-- No entries --" and what a shell said before the first entry.
  }

  broken(offset: number): void {
    this.context.problem({ message: 'the last journal entry breaks off', offset });
  }

  private entry(bytes: Buffer, offset: number): boolean {
    const fields = objectOf(bytes.toString('utf8'));
    if (fields === undefined) return false;
    this.number += 1;
    this.lines.line(Buffer.from(JSON.stringify(fields)), offset, bytes.length, this.number);
    return true;
  }
}

/** The head of an entry of -o verbose; the cursor's "t" is the time in microseconds, whatever zone is printed. */
export const VERBOSE_HEAD =
  /^\w{3} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} \S+ \[s=[0-9a-f]+;i=[0-9a-f]+;b=[0-9a-f]+;m=[0-9a-f]+;t=([0-9a-f]+);x=[0-9a-f]+\]$/;
const FIELD = /^ {4}([A-Z_][A-Z0-9_]*)=(.*)$/;
const LONGEST = 1 << 20;

export class JournalVerboseReader implements Reader {
  private readonly lines: LogReader;
  private readonly splitter: LineSplitter;
  private head: Line | undefined;
  private fields: Record<string, string> = {};
  private last = '';
  private stop = 0;

  constructor(context: ReadContext) {
    this.lines = new LogReader(context);
    this.splitter = new LineSplitter((line) => this.line(line));
  }

  chunk(bytes: Buffer): void {
    this.splitter.chunk(bytes);
  }

  end(): void {
    this.splitter.end();
    this.entry();
    this.lines.end();
  }

  private line(line: Line): void {
    const at = VERBOSE_HEAD.exec(line.text)?.[1];
    if (at !== undefined) {
      this.entry();
      this.head = line;
      this.fields = { __REALTIME_TIMESTAMP: String(Number.parseInt(at, 16)) };
    } else if (this.head !== undefined && line.text.startsWith(' ')) this.field(line.text);
    else return;
    this.stop = line.offset + line.length;
  }

  /** A value of several lines goes on below its field, further in. */
  private field(text: string): void {
    const m = FIELD.exec(text);
    if (m !== null) {
      this.last = m[1] ?? '';
      this.fields[this.last] = m[2] ?? '';
      return;
    }
    const value = this.fields[this.last] ?? '';
    if (value.length < LONGEST) this.fields[this.last] = `${value}\n${text.trimStart()}`;
  }

  private entry(): void {
    const { head } = this;
    this.head = undefined;
    this.last = '';
    if (head === undefined) return;
    const bytes = Buffer.from(JSON.stringify(this.fields));
    this.lines.line(bytes, head.offset, this.stop - head.offset, head.line);
  }
}
