import type { Grade, Instant, Stamp } from '../../../base/index.js';
import type { EventRecord, Locator, Ref, SourceId } from '../../../model/index.js';
import { ref } from '../../../model/index.js';
import type { Spill } from '../../store/spill.js';
import { Texts } from './texts.js';

/**
 * The events of one large source, in columns: an event as an object of its own takes 510 bytes, and a cluster that is
 * in trouble writes them by the hundred thousand. What is given out is a view that reads its fields when asked for them.
 */
export class EventStore {
  /** Of all its events; the number of a source is known only when all are read. */
  source: SourceId;
  private readonly texts: Texts;
  private readonly spill: Spill;
  /** Blocks that are full, by their numbers in the spill. */
  private readonly full: number[] = [];
  private block = new Block(Buffer.allocUnsafeSlow(BLOCK));
  /** Blocks that were asked for last. */
  private readonly recent = new Array<{ index: number; block: Block } | undefined>(RECENT).fill(undefined);
  private count = 0;

  constructor(source: SourceId, spill: Spill) {
    this.source = source;
    this.spill = spill;
    this.texts = new Texts(spill);
  }

  /** A view of the event, which then need not be kept; the event itself when it holds what columns do not. */
  keep(event: EventRecord): EventRecord {
    if (!fits(event)) return event;
    const row = this.count;
    if (!this.write(this.block, row % ROWS, event)) return event;
    this.count += 1;
    if (this.count % ROWS === 0) {
      this.full.push(this.spill.add(this.block.bytes));
      this.block = new Block(Buffer.allocUnsafeSlow(BLOCK));
    }
    return new StoredEvent(this, row);
  }

  number(row: number, column: number): number {
    return this.blockOf(row).numbers[(row % ROWS) * NUMBERS + column] ?? 0;
  }

  word(row: number, column: number): number {
    return this.blockOf(row).words[(row % ROWS) * WORDS + column] ?? 0;
  }

  flags(row: number): number {
    return this.blockOf(row).flags[row % ROWS] ?? 0;
  }

  private blockOf(row: number): Block {
    const index = Math.floor(row / ROWS);
    const number = this.full[index];
    if (number === undefined) return this.block;
    const slot = index % RECENT;
    const known = this.recent[slot];
    if (known?.index === index) return known.block;
    const block = new Block(this.spill.read(number, 0, BLOCK));
    this.recent[slot] = { index, block };
    return block;
  }

  text(row: number, column: number): string | undefined {
    const at = this.word(row, column);
    return at === 0 ? undefined : this.texts.at(at);
  }

  /** False when a text cannot be kept. */
  private write(block: Block, row: number, event: EventRecord): boolean {
    const { about, evidence, first, last } = event;
    const { texts } = this;
    const stem = `${about.name}.`;
    const isStem = event.name?.startsWith(stem) === true;
    const index = indexOf(evidence.pointer);
    const { words, numbers } = block;
    const at = row * WORDS;
    words[at] = evidence.length;
    words[at + 1] = event.count;
    words[at + 2] = texts.often(event.type);
    words[at + 3] = texts.often(event.reason);
    words[at + 4] = texts.near(event.message);
    words[at + 5] = texts.often(event.component);
    words[at + 6] = texts.often(event.host);
    words[at + 7] = texts.often(event.fieldPath);
    words[at + 8] = texts.often(about.kind);
    words[at + 9] = texts.often(about.namespace);
    words[at + 10] = texts.near(about.name);
    words[at + 11] = texts.near(event.aboutUid);
    words[at + 12] = texts.once(event.uid);
    words[at + 13] = texts.once(isStem ? event.name?.slice(stem.length) : event.name);
    words[at + 14] = index ?? texts.once(evidence.pointer);
    if (texts.isUnfit) {
      texts.forget();
      return false;
    }
    const from = row * NUMBERS;
    numbers[from] = first.lo;
    numbers[from + 1] = first.hi;
    numbers[from + 2] = last.lo;
    numbers[from + 3] = last.hi;
    numbers[from + 4] = event.storedAt ?? Number.NaN;
    numbers[from + 5] = evidence.offset;
    block.flags[row] =
      GRADES.indexOf(first.grade) |
      (GRADES.indexOf(last.grade) << 3) |
      (index === undefined ? 0 : INDEXED) |
      (isStem ? STEMMED : 0);
    return true;
  }
}

const ROWS = 512;
const NUMBERS = 6;
const WORDS = 15;
const WORDS_AT = ROWS * NUMBERS * Float64Array.BYTES_PER_ELEMENT;
const FLAGS_AT = WORDS_AT + ROWS * WORDS * Uint32Array.BYTES_PER_ELEMENT;
const BLOCK = FLAGS_AT + ROWS;
/** So many blocks of 55 KB are kept at hand. */
const RECENT = 32;
const GRADES: readonly Grade[] = ['A', 'B', 'C', 'D', 'X'];
/** The pointer is that of a list's element by number. */
const INDEXED = 64;
/** The name begins with that of what the event is about. */
const STEMMED = 128;
const MOST = 2 ** 32 - 1;
const ITEMS = '/items/';
const ZERO = 48;

/** The columns of some rows, in one piece of memory of its own. */
class Block {
  readonly bytes: Buffer;
  readonly numbers: Float64Array;
  readonly words: Uint32Array;
  readonly flags: Uint8Array;

  constructor(bytes: Buffer) {
    const { buffer, byteOffset } = bytes;
    this.bytes = bytes;
    this.numbers = new Float64Array(buffer, byteOffset, ROWS * NUMBERS);
    this.words = new Uint32Array(buffer, byteOffset + WORDS_AT, ROWS * WORDS);
    this.flags = new Uint8Array(buffer, byteOffset + FLAGS_AT, ROWS);
  }
}

function fits({ related, count, evidence }: EventRecord): boolean {
  const isWhole = Number.isInteger(count) && count >= 0 && count <= MOST && evidence.length <= MOST;
  return isWhole && related === undefined && evidence.line === undefined;
}

/** N of "/items/N". */
function indexOf(pointer: string | undefined): number | undefined {
  if (pointer?.startsWith(ITEMS) !== true) return undefined;
  if (pointer.length > ITEMS.length + 1 && pointer.charCodeAt(ITEMS.length) === ZERO) return undefined;
  let index = 0;
  for (let at = ITEMS.length; at < pointer.length; at += 1) {
    const digit = pointer.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    index = index * 10 + digit;
  }
  return pointer.length > ITEMS.length && index <= MOST ? index : undefined;
}

/** An event in a store. Spread it only through `ownEvent`: its fields are not its own. */
export class StoredEvent implements EventRecord {
  private readonly store: EventStore;
  private readonly row: number;

  constructor(store: EventStore, row: number) {
    this.store = store;
    this.row = row;
  }

  /** Numbers its source, and with it that of all events of the store. */
  ofSource(id: SourceId): void {
    this.store.source = id;
  }

  get kind(): 'event' {
    return 'event';
  }

  get type(): string {
    return this.store.text(this.row, 2) ?? '';
  }

  get reason(): string {
    return this.store.text(this.row, 3) ?? '';
  }

  get message(): string {
    return this.store.text(this.row, 4) ?? '';
  }

  get component(): string | undefined {
    return this.store.text(this.row, 5);
  }

  get host(): string | undefined {
    return this.store.text(this.row, 6);
  }

  get fieldPath(): string | undefined {
    return this.store.text(this.row, 7);
  }

  get about(): Ref {
    const { store, row } = this;
    return ref(store.text(row, 8) ?? '', store.text(row, 9), store.text(row, 10) ?? '');
  }

  /** That of what it is about. */
  get namespace(): string | undefined {
    return this.store.text(this.row, 9);
  }

  get aboutUid(): string | undefined {
    return this.store.text(this.row, 11);
  }

  get uid(): string | undefined {
    return this.store.text(this.row, 12);
  }

  get name(): string | undefined {
    const { store, row } = this;
    const name = store.text(row, 13);
    return (store.flags(row) & STEMMED) === 0 ? name : `${store.text(row, 10) ?? ''}.${name ?? ''}`;
  }

  get count(): number {
    return this.store.word(this.row, 1);
  }

  get first(): Stamp {
    return this.stamp(0, this.store.flags(this.row) & 7);
  }

  get last(): Stamp {
    return this.stamp(2, (this.store.flags(this.row) >> 3) & 7);
  }

  get storedAt(): Instant | undefined {
    const at = this.store.number(this.row, 4);
    return Number.isNaN(at) ? undefined : at;
  }

  get evidence(): Locator {
    const { store, row } = this;
    const { source } = store;
    const isIndexed = (store.flags(row) & INDEXED) !== 0;
    const pointer = isIndexed ? `${ITEMS}${store.word(row, 14)}` : store.text(row, 14);
    const at = { source, offset: store.number(row, 5), length: store.word(row, 0) };
    return pointer === undefined ? at : { ...at, pointer };
  }

  /** That of the evidence. */
  get offset(): number {
    return this.store.number(this.row, 5);
  }

  private stamp(column: number, grade: number): Stamp {
    const { store, row } = this;
    return { lo: store.number(row, column), hi: store.number(row, column + 1), grade: GRADES[grade] ?? 'X' };
  }
}
