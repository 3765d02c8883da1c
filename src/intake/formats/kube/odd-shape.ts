import { StringDecoder } from 'node:string_decoder';
import { Assembler } from 'stream-json/core/assembler.js';
import type { parser } from 'stream-json/core/parser.js';
import { jsonParser } from 'stream-json/core/parser.js';

/** An element of a nested array, and where it lies. */
export interface OddSpot {
  readonly offset: number;
  readonly length: number;
  readonly pointer: string;
}

/** Elements that are large themselves are left out; what a person wraps lists in does not nest deep. */
const DEEPEST = 6;

/** A text of this length is no word of the API; the parser would hold it whole. */
const LONGEST_TEXT = 64 * 2 ** 20;

interface Level {
  key: string;
  index: number;
  readonly isArray: boolean;
  /** Text of a "kind" read at this level. */
  kind?: string;
}

/**
 * A JSON document too large to hold that is no List: lists wrapped in somebody's own object. Goes token by
 * token (stream-json) and gives the object elements of arrays, each put together alone.
 */
export class OddShape {
  private readonly tokens = jsonParser({ streamValues: false });
  private readonly decoder = new StringDecoder('utf8');
  private readonly found: ((value: unknown, at: OddSpot) => void) | undefined;
  private readonly offset: number;
  private length = 0;
  private readonly levels: Level[] = [];
  private assembler: Assembler | undefined;
  private nested = 0;
  /** Bytes since the last token. */
  private silent = 0;
  private failure: string | undefined;

  /** Without `found` the bytes are only gone over. */
  constructor(offset: number, found: ((value: unknown, at: OddSpot) => void) | undefined) {
    this.offset = offset;
    this.found = found;
  }

  chunk(bytes: Buffer): void {
    this.length += bytes.length;
    if (this.found === undefined || this.failure !== undefined) return;
    try {
      const out = this.tokens(this.decoder.write(bytes));
      const given = typeof out === 'symbol' ? [] : out.values;
      this.silent = given.length > 0 ? 0 : this.silent + bytes.length;
      if (this.silent > LONGEST_TEXT) this.failure = 'a text in it is longer than is read';
      for (const token of given) this.token(token);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  /** What went wrong, if anything did. */
  end(): string | undefined {
    if (this.failure !== undefined) return `large JSON value could not be read to its end (${this.failure})`;
    const isOpen = this.levels.length > 0 || this.assembler !== undefined;
    return isOpen ? 'large JSON value could not be read to its end' : undefined;
  }

  private token(token: parser.Token): void {
    if (this.assembler !== undefined) return this.assemble(token, this.assembler);
    const level = this.levels.at(-1);
    switch (token.name) {
      case 'keyValue':
        if (level !== undefined) level.key = token.value;
        return;
      case 'startObject':
        if (level?.isArray === true && this.levels.length <= DEEPEST) {
          this.assembler = new Assembler();
          this.nested = 0;
          return this.assemble(token, this.assembler);
        }
        this.levels.push({ key: '', index: 0, isArray: false });
        return;
      case 'startArray':
        this.levels.push({ key: '', index: 0, isArray: true });
        return;
      case 'endObject':
      case 'endArray':
        this.levels.pop();
        return this.next();
      case 'stringValue':
        if (level?.key === 'kind') level.kind = token.value;
        return this.next();
      case 'numberValue':
      case 'nullValue':
      case 'trueValue':
      case 'falseValue':
        return this.next();
      default:
        // Pieces of what comes packed as well.
        return;
    }
  }

  private assemble(token: parser.Token, assembler: Assembler): void {
    assembler.consume(token);
    if (token.name === 'startObject' || token.name === 'startArray') this.nested += 1;
    if (token.name === 'endObject' || token.name === 'endArray') this.nested -= 1;
    if (this.nested > 0) return;
    const pointer = this.levels
      .map((level) => `/${level.isArray ? level.index : escaped(level.key)}`)
      .join('');
    this.found?.(this.withKind(assembler.current), { offset: this.offset, length: this.length, pointer });
    this.assembler = undefined;
    this.next();
  }

  /** Typed lists name the kind of their elements above them, when they name it before. */
  private withKind(value: unknown): unknown {
    const kind = this.levels.at(-2)?.kind?.replace(/List$/, '');
    if (kind === undefined || kind === '' || typeof value !== 'object' || value === null) return value;
    return { kind, ...value };
  }

  private next(): void {
    const level = this.levels.at(-1);
    if (level?.isArray === true) level.index += 1;
  }
}

function escaped(key: string): string {
  return key.replace(/~/g, '~0').replace(/\//g, '~1');
}
