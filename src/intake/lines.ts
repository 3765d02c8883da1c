import { isAscii } from 'node:buffer';
import type { ReadContext, Reader } from './format.js';

/** One line of a source: where its bytes lie and what stands there without CR, LF and byte order mark. */
export interface Line {
  readonly text: string;
  /** Of the line's first byte, counted in the bytes of the source as they came. */
  readonly offset: number;
  /** Bytes without the line end. */
  readonly length: number;
  /** Counted from 1. */
  readonly line: number;
}

export interface LineOptions {
  /** A longer line is cut here: its text is a prefix, its length the true one. */
  readonly maxBytes?: number;
  /** Called for every line that was cut. */
  readonly onCut?: (line: Line) => void;
}

/** No component writes lines of a megabyte; what does is a dump or an attack. */
const MAX_LINE = 1 << 20;
const LF = 10;
const CR = 13;

/** Bytes as text: one pass decides for the cheap way, which all-ASCII text (nearly all logs) can take. */
export function decode(bytes: Buffer): string {
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
}

/** Called with the bytes of a line, which are only lent: they change after the call. */
export type ByteLineSink = (bytes: Buffer, offset: number, length: number, line: number) => void;

/** The same, with the line as the range from `from` to `to` of a larger buffer: a view for each line costs more than to read it. */
export type LineRangeSink = (
  bytes: Buffer,
  from: number,
  to: number,
  offset: number,
  length: number,
  line: number,
) => void;

/**
 * Cuts bytes into lines whatever the chunks are. A newline byte stands for nothing else in UTF-8, so no
 * state but the unfinished line is kept. (UTF-16 is undone before any reader sees bytes, see encoding.ts.)
 */
export class LineRangeSplitter implements Reader {
  private rest: Buffer[] = [];
  private restLength = 0;
  private kept = 0;
  private offset = 0;
  private line = 1;
  private readonly max: number;
  private readonly sink: LineRangeSink;

  constructor(sink: LineRangeSink, options: { readonly maxBytes?: number } = {}) {
    this.sink = sink;
    this.max = options.maxBytes ?? MAX_LINE;
  }

  chunk(bytes: Buffer): void {
    let start = 0;
    if (this.restLength > 0) {
      const end = bytes.indexOf(LF);
      if (end < 0) return this.keep(bytes);
      this.keep(bytes.subarray(0, end));
      this.flush();
      start = end + 1;
    }
    for (let end = bytes.indexOf(LF, start); end >= 0; end = bytes.indexOf(LF, start)) {
      this.give(bytes, start, end, end - start);
      start = end + 1;
    }
    if (start < bytes.length) this.keep(bytes.subarray(start));
  }

  end(): void {
    if (this.restLength > 0) this.flush();
  }

  private keep(bytes: Buffer): void {
    this.restLength += bytes.length;
    const room = this.max + 1 - this.kept;
    if (room <= 0 || bytes.length === 0) return;
    // Copied: the chunk belongs to the stream, which may use it again.
    const part = Buffer.from(bytes.subarray(0, room));
    this.rest.push(part);
    this.kept += part.length;
  }

  private flush(): void {
    const whole = this.rest.length === 1 ? (this.rest[0] ?? Buffer.alloc(0)) : Buffer.concat(this.rest);
    const length = this.restLength;
    this.rest = [];
    this.restLength = 0;
    this.kept = 0;
    this.give(whole, 0, whole.length, length);
  }

  /** `length` is the true one without LF; the range may hold a prefix of it. */
  private give(bytes: Buffer, start: number, end: number, length: number): void {
    let from = start;
    let to = end;
    let offset = this.offset;
    let size = length;
    if (this.line === 1 && bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf) {
      from += 3;
      offset += 3;
      size -= 3;
    }
    if (to - from === size && size > 0 && bytes[to - 1] === CR) {
      size -= 1;
      to -= 1;
    }
    this.offset += length + 1;
    this.sink(bytes, from, Math.min(to, from + this.max), offset, size, this.line);
    this.line += 1;
  }
}

/** {@link LineRangeSplitter} that hands out a view of each line. */
export class ByteLineSplitter implements Reader {
  private readonly splitter: LineRangeSplitter;

  constructor(sink: ByteLineSink, options: { readonly maxBytes?: number } = {}) {
    this.splitter = new LineRangeSplitter(
      (bytes, from, to, offset, length, line) => sink(bytes.subarray(from, to), offset, length, line),
      options,
    );
  }

  chunk(bytes: Buffer): void {
    this.splitter.chunk(bytes);
  }

  end(): void {
    this.splitter.end();
  }
}

/** {@link ByteLineSplitter} that hands out text. */
export class LineSplitter implements Reader {
  private readonly splitter: ByteLineSplitter;

  constructor(sink: (line: Line) => void, options: LineOptions = {}) {
    this.splitter = new ByteLineSplitter((bytes, offset, length, line) => {
      const made: Line = { text: decode(bytes), offset, length, line };
      if (bytes.length < length) options.onCut?.(made);
      sink(made);
    }, options);
  }

  chunk(bytes: Buffer): void {
    this.splitter.chunk(bytes);
  }

  /** The same as {@link chunk}. */
  feed(bytes: Buffer): void {
    this.splitter.chunk(bytes);
  }

  end(): void {
    this.splitter.end();
  }
}

/** A reader for formats that go by lines; the first over-long line is told as a problem of the source. */
export function lineReader(context: ReadContext, sink: (line: Line) => void, atEnd?: () => void): Reader {
  let told = false;
  const splitter = new LineSplitter(sink, {
    onCut: (line) => {
      if (told) return;
      told = true;
      const message = `line of ${line.length} bytes is longer than is read; its end was left out`;
      context.problem({ message, offset: line.offset, line: line.line });
    },
  });
  return {
    chunk: (bytes) => splitter.chunk(bytes),
    end: () => {
      splitter.end();
      atEnd?.();
    },
  };
}
