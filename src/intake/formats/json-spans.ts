import type { Locator } from '../../model/index.js';
import type { ReadContext, Reader } from '../format.js';
import { wholeBytes } from './whole-text.js';

/** Where an object or array stands: byte offset and length. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** JSON with the byte span of every object and array in it, so that each can be cited by itself. */
export interface SpannedJson {
  readonly value: unknown;
  /** Byte offset at which reading had to stop; undefined when all was read. */
  readonly brokenAt: number | undefined;
  /** True when the value is whole, and only something else stands behind it. */
  readonly isWhole: boolean;
  readonly spanOf: (value: unknown) => Span | undefined;
}

const DEPTH = 200;
const QUOTE = 34;
const BACKSLASH = 92;
const LITERAL = /[^\s,\]}[{":]/;

/** Reads one JSON value as far as it goes; what was complete before a break is kept. */
export function parseSpanned(bytes: Buffer): SpannedJson {
  const spans = new Map<object, Span>();
  const walk = new Walk(bytes, spans);
  const value = walk.value(0);
  const isWhole = !walk.broken;
  const rest = walk.skip();
  return {
    value,
    isWhole,
    brokenAt: walk.broken ? walk.at : rest < bytes.length ? rest : undefined,
    spanOf: (v) => (typeof v === 'object' && v !== null ? spans.get(v) : undefined),
  };
}

class Walk {
  at = 0;
  broken = false;
  private readonly bytes: Buffer;
  private readonly spans: Map<object, Span>;

  constructor(bytes: Buffer, spans: Map<object, Span>) {
    this.bytes = bytes;
    this.spans = spans;
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.at = 3;
  }

  skip(): number {
    while (this.at < this.bytes.length && /\s/.test(this.char())) this.at += 1;
    return this.at;
  }

  value(depth: number): unknown {
    const from = this.skip();
    const mark = this.char();
    if (depth > DEPTH) return this.stop();
    if (mark === '{') return this.note(from, this.object(depth));
    if (mark === '[') return this.note(from, this.array(depth));
    if (mark === '"') return this.string();
    while (this.at < this.bytes.length && LITERAL.test(this.char())) this.at += 1;
    return this.parsed(from);
  }

  private char(): string {
    return String.fromCharCode(this.bytes[this.at] ?? 0);
  }

  private stop(): undefined {
    this.broken = true;
    return undefined;
  }

  private note<T extends object>(from: number, value: T): T {
    this.spans.set(value, { offset: from, length: this.at - from });
    return value;
  }

  private object(depth: number): Record<string, unknown> {
    const out: Record<string, unknown> = {};
    this.at += 1;
    for (;;) {
      this.skip();
      if (this.take('}')) return out;
      this.take(',');
      this.skip();
      const key = this.char() === '"' ? this.string() : this.stop();
      this.skip();
      if (typeof key !== 'string' || !this.take(':')) this.stop();
      if (this.broken) return out;
      const value = this.value(depth + 1);
      // Assigned as data, so that a key "__proto__" stays a key.
      if (value !== undefined)
        Object.defineProperty(out, key ?? '', {
          value,
          enumerable: true,
          writable: true,
          configurable: true,
        });
      if (this.broken) return out;
    }
  }

  private array(depth: number): unknown[] {
    const out: unknown[] = [];
    this.at += 1;
    for (;;) {
      this.skip();
      if (this.take(']')) return out;
      this.take(',');
      const value = this.value(depth + 1);
      if (this.broken || value === undefined) {
        this.stop();
        if (typeof value === 'object' && value !== null) out.push(value);
        return out;
      }
      out.push(value);
    }
  }

  private string(): string | undefined {
    const from = this.at;
    for (let i = from + 1; i < this.bytes.length; i += 1) {
      if (this.bytes[i] === BACKSLASH) i += 1;
      else if (this.bytes[i] === QUOTE) {
        this.at = i + 1;
        const found = this.parsed(from);
        return typeof found === 'string' ? found : undefined;
      }
    }
    return this.stop();
  }

  private take(mark: string): boolean {
    if (this.char() !== mark || this.at >= this.bytes.length) return false;
    this.at += 1;
    return true;
  }

  private parsed(from: number): unknown {
    try {
      return JSON.parse(this.bytes.toString('utf8', from, this.at)) as unknown;
    } catch {
      // Not JSON from here on: the caller keeps what came before.
      this.at = from;
      return this.stop();
    }
  }
}

/** What a reader of whole JSON documents is given. */
export interface JsonDocument {
  readonly value: unknown;
  /** Locator of an object or array of the document, or of the whole where it is none of them. */
  readonly locate: (value: unknown, pointer?: string) => Locator;
}

/** A reader for formats of which several documents may stand in one file: what a webhook received, line by line. */
export function everyJson(context: ReadContext, read: (documents: readonly JsonDocument[]) => void): Reader {
  return wholeBytes(context, (bytes) => {
    const documents: JsonDocument[] = [];
    for (let at = 0; at < bytes.length && documents.length < MOST_DOCUMENTS;) {
      const start = at;
      const { value, brokenAt, isWhole, spanOf } = parseSpanned(bytes.subarray(start));
      const own = spanOf(value);
      if (!isWhole || own === undefined) {
        const message = 'the JSON is broken or cut off here';
        context.problem({ message, offset: start + (brokenAt ?? 0) });
      }
      const whole: Span = { offset: start, length: own?.length ?? bytes.length - start };
      const inAll = (span: Span | undefined): Span | undefined =>
        span && { ...span, offset: span.offset + start };
      if (value !== undefined) {
        documents.push({
          value,
          locate: (part, pointer) => ({
            source: context.source,
            ...(inAll(spanOf(part) ?? own) ?? whole),
            ...(pointer === undefined ? {} : { pointer }),
          }),
        });
      }
      at = isWhole && own !== undefined && brokenAt !== undefined ? start + brokenAt : bytes.length;
    }
    read(documents);
  });
}

/** Nobody is paged more often. */
const MOST_DOCUMENTS = 100_000;

/** A reader for formats that are one JSON document. */
export function wholeJson(context: ReadContext, read: (document: JsonDocument) => void): Reader {
  return wholeBytes(context, (bytes) => {
    const { value, brokenAt, spanOf } = parseSpanned(bytes);
    if (brokenAt !== undefined)
      context.problem({ message: 'the JSON is broken or cut off here', offset: brokenAt });
    const whole: Span = { offset: 0, length: bytes.length };
    read({
      value,
      locate: (part, pointer) => ({
        source: context.source,
        ...(spanOf(part) ?? spanOf(value) ?? whole),
        ...(pointer === undefined ? {} : { pointer }),
      }),
    });
  });
}
