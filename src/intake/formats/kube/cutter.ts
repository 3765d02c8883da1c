/**
 * Cuts JSON text into the values that matter without parsing it and without holding it: the elements of a
 * List's "items" (or of a bare array) and every other top-level value. Concatenated values, JSON lines and
 * JSON text sequences are all just top-level values in a row.
 *
 * A raw newline cannot stand inside a JSON string. So in indented output, as kubectl prints it, an element
 * ends at the first line that is its own indentation and a brace; that is looked for line by line. Any other
 * layout goes byte by byte, minding strings.
 */
export interface CutSink {
  /** A new top-level object with an "items" array, or a bare array, begins. */
  list(isBare: boolean): void;
  /**
   * One element of the list. False when it could not be parsed; unless `isFinal` it then comes again, cut in
   * another way.
   */
  item(bytes: Buffer, offset: number, index: number, isFinal: boolean): boolean;
  /** A whole top-level value; for a list what stood around its items, with an empty array for them. */
  document(bytes: Buffer, offset: number, length: number, isList: boolean): void;
  /** A value longer than the limit begins to be left out: its first bytes, then more, then the end. */
  overlong(bytes: Buffer, offset: number, isEnd: boolean, isElement: boolean): void;
  /** Text that belongs to no value. */
  stray(offset: number, length: number): void;
  /** The bytes end inside a value. */
  broken(offset: number, index: number | undefined): void;
}

const QUOTE = 34;
const COMMA = 44;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN = 123;
const CLOSE = 125;
const LF = 10;
const SPACE = 32;
const ITEMS = Buffer.from('items');

type Mode = 'outside' | 'document' | 'between' | 'element' | 'stray';

export class JsonCutter {
  private readonly sink: CutSink;
  private readonly limit: number;
  private buffer: Buffer = Buffer.alloc(0);
  /** Memory of our own that values of several chunks are put together in. */
  private room: Buffer = Buffer.alloc(0);
  /** Offset of buffer[0] in the source. */
  private base = 0;
  private at = 0;
  private mode: Mode = 'outside';
  /** Where the value now being cut begins in the buffer; what lies before is done with. */
  private start = 0;
  private documentOffset = 0;
  private envelope: Buffer[] = [];
  private depth = 0;
  private inString = false;
  private stringStart = -1;
  /** 1: a key "items" was just read; 2: and the colon after it. */
  private itemsKey = 0;
  private isList = false;
  private isBare = false;
  private index = 0;
  private indent = -1;
  /** Until an element cut by lines turned out not to be JSON. */
  private trustsLines = true;
  private elementDepth = 0;
  private isOverlong = false;

  constructor(sink: CutSink, limit: number) {
    this.sink = sink;
    this.limit = limit;
  }

  chunk(bytes: Buffer): void {
    const keep = this.mode === 'outside' || this.mode === 'between' ? this.at : Math.min(this.start, this.at);
    const rest = this.buffer.subarray(Math.min(keep, this.buffer.length));
    this.shift(keep);
    if (rest.length === 0) this.buffer = bytes;
    else this.buffer = this.extended(rest, bytes);
    this.run();
    this.guardLength();
  }

  /** The rest with more bytes behind it: a value of many chunks is copied a few times, not once a chunk. */
  private extended(rest: Buffer, bytes: Buffer): Buffer {
    const length = rest.length + bytes.length;
    let from = rest.byteOffset - this.room.byteOffset;
    const isOurs = rest.buffer === this.room.buffer && from >= 0;
    if (!isOurs || from + length > this.room.length) {
      const room = Buffer.allocUnsafeSlow(2 * length);
      rest.copy(room);
      this.room = room;
      from = 0;
    }
    bytes.copy(this.room, from + rest.length);
    return this.room.subarray(from, from + length);
  }

  end(): void {
    if (this.mode === 'stray') this.strayUpTo(this.buffer.length);
    if (this.mode === 'outside') return;
    const inItems = this.mode === 'between' || this.mode === 'element';
    if (this.isOverlong) this.passOn(this.buffer.subarray(this.start), true);
    const from = this.mode === 'between' ? this.buffer.length : this.start;
    this.sink.broken(this.base + from, inItems ? this.index : undefined);
    // What was read around the items names their kind.
    if (this.isList) this.sink.document(this.envelopeBytes(), this.documentOffset, 0, true);
  }

  private shift(by: number): void {
    this.base += by;
    this.at -= by;
    this.start -= by;
    this.stringStart = Math.max(this.stringStart - by, -1);
  }

  private run(): void {
    for (;;) {
      const before = this.at;
      const mode = this.mode;
      if (mode === 'outside') this.outside();
      else if (mode === 'stray') this.stray();
      else if (mode === 'document') this.document();
      else if (mode === 'between') this.between();
      else this.element();
      if (this.at >= this.buffer.length && this.mode === mode) return;
      if (this.at === before && this.mode === mode) return;
    }
  }

  private outside(): void {
    const bytes = this.buffer;
    while (this.at < bytes.length) {
      const c = bytes[this.at] ?? 0;
      if (c === OPEN || c === OPEN_ARRAY) return this.beginDocument(c === OPEN_ARRAY);
      // Blanks, and the record separator of JSON text sequences (RFC 7464).
      if (c !== SPACE && c !== LF && c !== 13 && c !== 9 && c !== 0x1e && c !== COMMA) {
        this.mode = 'stray';
        this.start = this.at;
        return;
      }
      this.at += 1;
    }
  }

  /** Goes past a line that is not JSON: a prompt, a warning. */
  private stray(): void {
    const end = this.buffer.indexOf(LF, this.at);
    if (end < 0) {
      this.at = this.buffer.length;
      return;
    }
    this.strayUpTo(end);
    this.at = end + 1;
    this.mode = 'outside';
  }

  private strayUpTo(end: number): void {
    this.sink.stray(this.base + this.start, end - this.start);
    this.start = end;
    this.mode = 'outside';
  }

  private beginDocument(isArray: boolean): void {
    this.start = this.at;
    this.documentOffset = this.base + this.at;
    this.envelope = [];
    this.isList = false;
    this.isBare = isArray;
    this.itemsKey = 0;
    this.inString = false;
    this.index = 0;
    this.depth = 0;
    this.mode = 'document';
    if (!isArray) return;
    this.at += 1;
    this.depth = 1;
    this.beginItems();
  }

  private beginItems(): void {
    this.envelope.push(Buffer.from(this.buffer.subarray(this.start, this.at)));
    this.isList = true;
    this.mode = 'between';
    this.index = 0;
    this.indent = -1;
    this.trustsLines = true;
    this.sink.list(this.isBare);
  }

  /** Bytes of a top-level value, until it ends or its "items" array opens. */
  private document(): void {
    const bytes = this.buffer;
    const end = bytes.length;
    let { at, depth, inString } = this;
    for (; at < end; at++) {
      const c = bytes[at];
      if (inString) {
        if (c === BACKSLASH) at += 1;
        else if (c === QUOTE) {
          inString = false;
          if (depth === 1) this.itemsKey = this.isItemsKey(at) ? 1 : 0;
        }
      } else if (c === QUOTE) {
        inString = true;
        if (depth === 1) this.stringStart = at + 1;
      } else if (c === OPEN || c === OPEN_ARRAY) {
        depth += 1;
        if (depth === 2 && c === OPEN_ARRAY && this.itemsKey === 2) {
          Object.assign(this, { at: at + 1, depth, inString });
          return this.beginItems();
        }
        this.itemsKey = 0;
      } else if (c === CLOSE || c === CLOSE_ARRAY) {
        depth -= 1;
        if (depth <= 0) {
          Object.assign(this, { at: at + 1, depth, inString });
          return this.endDocument();
        }
      } else if (c === 58) this.itemsKey = this.itemsKey === 1 ? 2 : 0;
      else if (c === COMMA) this.itemsKey = 0;
    }
    Object.assign(this, { at, depth, inString });
  }

  private isItemsKey(closing: number): boolean {
    const from = this.stringStart;
    return from >= 0 && closing - from === ITEMS.length && ITEMS.compare(this.buffer, from, closing) === 0;
  }

  private endDocument(): void {
    const bytes = this.buffer.subarray(this.start, this.at);
    const length = this.base + this.at - this.documentOffset;
    if (this.isOverlong) this.passOn(bytes, true);
    else if (this.isList) {
      this.envelope.push(bytes);
      this.sink.document(this.envelopeBytes(), this.documentOffset, length, true);
    } else this.sink.document(bytes, this.documentOffset, length, false);
    this.isOverlong = false;
    this.mode = 'outside';
    this.start = this.at;
  }

  private envelopeBytes(): Buffer {
    return Buffer.concat(this.envelope);
  }

  /** Between two elements of the list. */
  private between(): void {
    const bytes = this.buffer;
    while (this.at < bytes.length) {
      const c = bytes[this.at] ?? 0;
      if (c === CLOSE_ARRAY) {
        this.start = this.at;
        this.at += 1;
        this.depth -= 1;
        this.inString = false;
        this.mode = 'document';
        if (this.depth <= 0) this.endDocument();
        return;
      }
      if (c === SPACE || c === LF || c === 13 || c === 9 || c === COMMA) {
        this.at += 1;
        continue;
      }
      if (c === CLOSE) return this.closedEarly();
      this.start = this.at;
      this.mode = 'element';
      this.inString = false;
      this.indent = c === OPEN && this.trustsLines ? this.indentAt(this.at) : -1;
      this.elementDepth = 0;
      return;
    }
  }

  /** A brace where the list's bracket should be. */
  private closedEarly(): void {
    this.sink.broken(this.base + this.at, this.index);
    this.start = this.at;
    this.at += 1;
    this.endDocument();
  }

  /** Blanks between the line's start and `at`; -1 when something else stands there or nobody knows. */
  private indentAt(at: number): number {
    let i = at - 1;
    while (i >= 0 && this.buffer[i] === SPACE) i -= 1;
    return i >= 0 && this.buffer[i] === LF ? at - 1 - i : -1;
  }

  private element(): void {
    if (this.indent >= 0 && this.opensLine()) this.indentedElement();
    else this.anyElement();
  }

  /** The opening brace ends its line: only then do lines tell where the element ends. */
  private opensLine(): boolean {
    const next = this.buffer[this.start + 1];
    return next === LF || next === 13;
  }

  private indentedElement(): void {
    const bytes = this.buffer;
    const { indent } = this;
    let newline = bytes.indexOf(LF, Math.max(this.at, this.start));
    while (newline >= 0) {
      const brace = newline + 1 + indent;
      if (brace >= bytes.length) {
        this.at = newline;
        // Once more from this newline when there are more bytes.
        return;
      }
      if (bytes[brace] === CLOSE && this.isBlank(newline + 1, brace)) {
        return this.endElement(brace + 1);
      }
      newline = bytes.indexOf(LF, newline + 1);
    }
    this.at = bytes.length;
  }

  private isBlank(from: number, to: number): boolean {
    for (let i = from; i < to; i++) if (this.buffer[i] !== SPACE) return false;
    return true;
  }

  private anyElement(): void {
    const bytes = this.buffer;
    const end = bytes.length;
    let { at, inString } = this;
    let depth = this.elementDepth;
    for (; at < end; at++) {
      const c = bytes[at];
      if (inString) {
        if (c === BACKSLASH) at += 1;
        else if (c === QUOTE) inString = false;
      } else if (c === QUOTE) inString = true;
      else if (c === OPEN || c === OPEN_ARRAY) depth += 1;
      else if (c === CLOSE || c === CLOSE_ARRAY) {
        depth -= 1;
        // A bare word or number ends before the bracket that closes the list.
        if (depth < 0) return this.endElement(at);
        if (depth === 0) return this.endElement(at + 1);
      } else if (c === COMMA && depth === 0) return this.endElement(at);
    }
    this.at = at;
    this.inString = inString;
    this.elementDepth = depth;
  }

  private endElement(end: number): void {
    const bytes = this.buffer.subarray(this.start, end);
    const byLines = this.indent >= 0;
    const isFinal = !byLines || this.index > 0;
    if (this.isOverlong) this.passOn(bytes, true);
    else if (!this.sink.item(bytes, this.base + this.start, this.index, isFinal) && !isFinal) {
      // The layout only looked indented: byte by byte from the element's start.
      this.trustsLines = false;
      this.indent = -1;
      this.at = this.start;
      this.elementDepth = 0;
      return;
    }
    this.isOverlong = false;
    this.index += 1;
    this.at = end;
    this.start = end;
    this.mode = 'between';
  }

  /** A value beyond the limit is passed on in pieces instead of being held. */
  private guardLength(): void {
    if (this.mode === 'outside' || this.mode === 'between') return;
    const cut = Math.min(this.at, this.buffer.length);
    if (!this.isOverlong && cut - this.start <= this.limit) return;
    if (this.mode === 'stray') this.sink.stray(this.base + this.start, cut - this.start);
    else this.passOn(this.buffer.subarray(this.start, cut), false);
    this.isOverlong = this.mode !== 'stray';
    this.start = cut;
  }

  private passOn(bytes: Buffer, isEnd: boolean): void {
    this.sink.overlong(bytes, this.base + this.start, isEnd, this.mode === 'element');
  }
}
