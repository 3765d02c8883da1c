import { StringDecoder } from 'node:string_decoder';
import { isAscii } from 'node:buffer';
import { narrowFrom, segmentsOf, trailingNarrow } from './mixed-text.js';

/**
 * Windows shells write UTF-16 (PowerShell's ">") and byte order marks. Readers see UTF-8 without a mark;
 * where bytes lay before is remembered, so that evidence still points into the file as it was captured.
 */
export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be';

export function encodingOf(head: Buffer): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8-bom';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return withoutMark(head.subarray(0, 64));
}

/** ASCII text in UTF-16 has a NUL in every second byte; nothing else does for long. */
function withoutMark(head: Buffer): Encoding {
  if (head.length < 8) return 'utf-8';
  let even = 0;
  let odd = 0;
  head.forEach((byte, i) => {
    if (byte !== 0) return;
    if (i % 2 === 0) even += 1;
    else odd += 1;
  });
  const half = Math.floor(head.length / 2);
  if (odd >= half - 1 && even === 0) return 'utf-16le';
  return even >= half - 1 && odd === 0 ? 'utf-16be' : 'utf-8';
}

/** Characters in a row that take the same number of bytes in both encodings. */
interface Run {
  readonly to: number;
  readonly from: number;
  readonly toWidth: number;
  readonly fromWidth: number;
}

/** Texts that people made of two encodings are small; beyond this much a NUL is a NUL. */
const MOST_MIXED = 64 * 2 ** 20;

/** Turns the bytes of one source into UTF-8 and offsets in that back into offsets in the source. */
export class Transcoder {
  private encoding: Encoding | undefined;
  private readonly runs: Run[] = [];
  private utf16: StringDecoder | undefined;
  private odd = Buffer.alloc(0);
  private from = 0;
  private to = 0;
  /** What follows the first NUL of a text in UTF-8, until all of it has come: its encoding may change. */
  private mixed: Buffer[] | undefined;
  private mixedLength = 0;
  private isMixed = false;
  /** Bytes of UTF-16 so far: where its pairs begin. */
  private pairs = 0;
  private taken = 0;
  /** Blocks of NULs that were left out. */
  readonly holes: { readonly offset: number; readonly length: number }[] = [];

  push(bytes: Buffer): Buffer {
    if (this.encoding === undefined) {
      // A mark or a pattern needs a few bytes; sources shorter than that are what they are.
      const whole = this.odd.length === 0 ? bytes : Buffer.concat([this.odd, bytes]);
      if (whole.length < 8) {
        this.odd = Buffer.from(whole);
        return Buffer.alloc(0);
      }
      return this.start(whole);
    }
    return this.convert(bytes);
  }

  flush(): Buffer {
    if (this.mixed !== undefined) return this.unmixed();
    if (this.encoding === undefined) {
      const first = this.odd.length === 0 ? this.odd : this.start(this.odd);
      return this.mixed === undefined ? first : Buffer.concat([first, this.unmixed()]);
    }
    if (!this.encoding.startsWith('utf-16')) return Buffer.alloc(0);
    const rest = this.encoding === 'utf-16le' ? this.decoder().write(this.odd) : '';
    return this.recode(rest + this.decoder().end());
  }

  /** Offset in the source's own bytes. */
  raw(offset: number): number {
    if (!this.isMixed && (this.encoding === undefined || this.encoding === 'utf-8')) return offset;
    if (!this.isMixed && this.encoding === 'utf-8-bom') return offset + 3;
    let low = 0;
    let high = this.runs.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if ((this.runs[mid]?.to ?? 0) <= offset) low = mid;
      else high = mid - 1;
    }
    const run = this.runs[low];
    if (run === undefined) return offset;
    return run.from + Math.floor((offset - run.to) / run.toWidth) * run.fromWidth;
  }

  /** True while offsets are the same on both sides. */
  get plain(): boolean {
    return !this.isMixed && (this.encoding === undefined || this.encoding === 'utf-8');
  }

  private start(head: Buffer): Buffer {
    this.encoding = encodingOf(head);
    this.odd = Buffer.alloc(0);
    if (this.encoding === 'utf-8') return this.convert(head);
    if (this.encoding === 'utf-8-bom') {
      this.from = 3;
      return this.convert(head.subarray(3));
    }
    const marked = head[0] === 0xff || head[0] === 0xfe;
    this.from = marked ? 2 : 0;
    return this.convert(head.subarray(this.from));
  }

  private convert(bytes: Buffer): Buffer {
    if (this.mixed !== undefined) return this.hold(bytes);
    if (this.encoding === 'utf-16le') return this.wide(bytes);
    if (this.encoding !== 'utf-16be') return this.narrow(bytes);
    const whole = Buffer.concat([this.odd, bytes]);
    const even = whole.length - (whole.length % 2);
    this.odd = Buffer.from(whole.subarray(even));
    return this.recode(this.decoder().write(Buffer.from(whole.subarray(0, even)).swap16()));
  }

  private narrow(bytes: Buffer): Buffer {
    const isWatched = !this.isMixed && this.taken < MOST_MIXED;
    const nul = isWatched ? bytes.indexOf(0) : -1;
    // The character before the NUL may be the first of a wide text, a mark may stand before that.
    const plain = nul < 0 ? bytes : bytes.subarray(0, Math.max(0, nul - 3));
    this.taken += plain.length;
    if (nul < 0) return this.isMixed ? this.copy(bytes) : bytes;
    if (this.encoding === 'utf-8') this.from = 0;
    this.isMixed = true;
    this.runs.push({ to: 0, from: this.from, toWidth: 1, fromWidth: 1 });
    this.to = this.taken;
    this.from += this.taken;
    this.mixed = [];
    this.hold(bytes.subarray(plain.length));
    return plain;
  }

  private hold(bytes: Buffer): Buffer {
    this.mixed?.push(Buffer.from(bytes));
    this.mixedLength += bytes.length;
    return this.mixedLength < MOST_MIXED ? Buffer.alloc(0) : this.unmixed();
  }

  private unmixed(): Buffer {
    const bytes = Buffer.concat(this.mixed ?? []);
    this.mixed = undefined;
    const base = this.from;
    const parts = segmentsOf(bytes).map(({ kind, from, to }) => {
      if (kind === 'hole') this.holes.push({ offset: base + from, length: to - from });
      if (kind === 'hole') return Buffer.alloc(0);
      this.from = base + from;
      this.runs.push({ to: this.to, from: this.from, toWidth: 1, fromWidth: kind === 'utf-8' ? 1 : 2 });
      return kind === 'utf-8'
        ? this.copy(bytes.subarray(from, to))
        : this.recode(bytes.toString('utf16le', from, to));
    });
    this.from = base + bytes.length;
    return Buffer.concat(parts);
  }

  private copy(bytes: Buffer): Buffer {
    this.extend(bytes.length, 1, 1);
    return bytes;
  }

  /** UTF-16, behind which another shell may have appended UTF-8. */
  private wide(chunk: Buffer): Buffer {
    const bytes = this.odd.length === 0 ? chunk : Buffer.concat([this.odd, chunk]);
    const end = narrowFrom(bytes, 0, this.pairs % 2);
    // What may be the beginning of it waits for more.
    const kept = end < 0 ? bytes.length - trailingNarrow(bytes) : end;
    this.odd = Buffer.alloc(0);
    this.pairs += kept;
    const before = this.recode(this.decoder().write(bytes.subarray(0, kept)));
    if (end < 0) {
      this.odd = Buffer.from(bytes.subarray(kept));
      return before;
    }
    this.isMixed = true;
    this.encoding = 'utf-8';
    this.mixed = [];
    const after = this.hold(bytes.subarray(end));
    return after.length === 0 ? before : Buffer.concat([before, after]);
  }

  private decoder(): StringDecoder {
    return (this.utf16 ??= new StringDecoder('utf16le'));
  }

  private recode(text: string): Buffer {
    const out = Buffer.from(text, 'utf8');
    if (isAscii(out)) this.extend(out.length, 1, 2);
    else {
      for (const character of text) {
        const width = Buffer.byteLength(character);
        this.extend(1, width, character.length * 2);
      }
    }
    return out;
  }

  private extend(characters: number, toWidth: number, fromWidth: number): void {
    const last = this.runs.at(-1);
    if (last?.toWidth !== toWidth || last.fromWidth !== fromWidth) {
      this.runs.push({ to: this.to, from: this.from, toWidth, fromWidth });
    }
    this.to += characters * toWidth;
    this.from += characters * fromWidth;
  }
}
