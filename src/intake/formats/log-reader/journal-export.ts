import type { ReadContext, Reader } from '../../format.js';
import { decode } from '../../lines.js';
import { LogReader } from './reader.js';

/**
 * journalctl -o export: "FIELD=value" lines, an entry ends at an empty line; a value with line breaks or
 * control characters is written as the name, a newline, its length in 64 bits little endian, the bytes and
 * a newline (systemd.io/JOURNAL_EXPORT_FORMATS). Entries are handed on as journald's JSON lines.
 */
const WANTED: ReadonlySet<string> = new Set([
  '__REALTIME_TIMESTAMP', '_SOURCE_REALTIME_TIMESTAMP', 'MESSAGE', '_HOSTNAME', '_SYSTEMD_UNIT', 'SYSLOG_IDENTIFIER',
  '_COMM', 'PRIORITY', '_TRANSPORT',
]); // prettier-ignore

const MAX_FIELD = 1 << 20;

export class JournalExportReader implements Reader {
  private readonly lines: LogReader;
  private rest = Buffer.alloc(0);
  private fields: Record<string, string> = {};
  /** Offset of rest[0] in the source, and of the entry that is being read. */
  private offset = 0;
  private start = 0;
  /** Where the last field of the entry ends. */
  private stop = 0;
  private number = 0;

  constructor(context: ReadContext) {
    this.lines = new LogReader(context);
  }

  chunk(bytes: Buffer): void {
    this.rest = this.rest.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.rest, bytes]);
    let used = 0;
    for (;;) {
      const next = this.step(used);
      if (next === undefined) break;
      used = next;
    }
    // What holds no line end for so long is no journal.
    if (this.rest.length - used > MAX_FIELD * 65) used = this.rest.length;
    this.rest = this.rest.subarray(used);
    this.offset += used;
  }

  end(): void {
    if (this.rest.length > 0) this.chunk(Buffer.from('\n'));
    this.entry();
    this.lines.end();
  }

  /** Reads one line or binary field at `at`; undefined when it is not there whole. */
  private step(at: number): number | undefined {
    const end = this.rest.indexOf(10, at);
    if (end < 0) return undefined;
    const stop = end > at && this.rest[end - 1] === 13 ? end - 1 : end;
    if (stop === at) {
      this.entry();
      this.start = this.offset + end + 1;
      return end + 1;
    }
    const equals = this.rest.indexOf(61, at);
    if (equals >= 0 && equals < stop) {
      this.field(decode(this.rest.subarray(at, equals)), this.rest.subarray(equals + 1, stop));
      this.stop = this.offset + stop;
      return end + 1;
    }
    if (this.rest.length < end + 9) return undefined;
    const length = Number(this.rest.readBigUInt64LE(end + 1));
    if (length > MAX_FIELD * 64) return end + 1;
    if (this.rest.length < end + 9 + length + 1) return undefined;
    this.field(decode(this.rest.subarray(at, stop)), this.rest.subarray(end + 9, end + 9 + length));
    this.stop = this.offset + end + 9 + length;
    return end + 9 + length + 1;
  }

  private field(name: string, value: Buffer): void {
    if (WANTED.has(name)) this.fields[name] = decode(value.subarray(0, MAX_FIELD));
  }

  private entry(): void {
    if (Object.keys(this.fields).length === 0) return;
    this.number += 1;
    const bytes = Buffer.from(JSON.stringify(this.fields));
    this.lines.line(bytes, this.start, this.stop - this.start, this.number);
    this.fields = {};
  }
}
