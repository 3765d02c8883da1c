import type { Instant, Stamp } from '../../base/index.js';
import type { Locator, ObjectRecord, Ref } from '../../model/index.js';
import { newestTime } from '../newest-time.js';
import { PIECE, Pieces } from './pieces.js';
import type { Spill } from './spill.js';

/** So many objects that were read back last are kept at hand. */
const RECENT = 256;

/**
 * The objects of a large capture, as JSON: an object of the API takes several times as much memory as its text. What
 * is given out reads the object from the text when asked for it.
 */
export class ObjectStore {
  private readonly pieces: Pieces;
  private readonly places: number[] = [];
  private readonly recent = new Array<unknown>(RECENT).fill(undefined);
  private readonly recentIndex = new Int32Array(RECENT).fill(-1);

  constructor(spill: Spill) {
    this.pieces = new Pieces(spill);
  }

  /** A record that reads its object when asked for it, which then need not be kept; the same one when it is too large. */
  keep(record: ObjectRecord): ObjectRecord {
    const text = JSON.stringify(record.object);
    // No character of UTF-16 takes more than three bytes.
    if (text.length * 3 > PIECE) return record;
    const length = Buffer.byteLength(text);
    const place = this.pieces.reserve(length);
    this.pieces.held(place)?.write(text, place % PIECE, 'utf8');
    const index = this.places.length / 2;
    this.places.push(place, length);
    return new StoredObject(record, this, index, newestTime(record.object));
  }

  /** Of the object with that number: to be read, not to be changed. */
  object(index: number): unknown {
    const slot = index % RECENT;
    if (this.recentIndex[slot] === index) return this.recent[slot];
    const object: unknown = JSON.parse(this.text(index));
    this.recent[slot] = object;
    this.recentIndex[slot] = index;
    return object;
  }

  private text(index: number): string {
    const place = this.places[2 * index] ?? 0;
    const length = this.places[2 * index + 1] ?? 0;
    return this.pieces.read(place, length).toString('utf8');
  }
}

/** Read from the store, but a field of the record's own: a copy of the record has the object itself. */
const OBJECT: PropertyDescriptor & ThisType<StoredObject> = {
  enumerable: true,
  get() {
    return this.read();
  },
};

/** An object in a store. */
export class StoredObject implements ObjectRecord {
  declare readonly kind: 'object';
  declare readonly ref: Ref;
  declare readonly uid?: string;
  declare readonly at: Stamp;
  declare readonly object: unknown;
  declare readonly shape: ObjectRecord['shape'];
  declare readonly evidence: Locator;
  readonly #store: ObjectStore;
  readonly #index: number;
  readonly #newest: Instant | undefined;

  constructor(record: ObjectRecord, store: ObjectStore, index: number, newest: Instant | undefined) {
    // In the order of other records.
    this.kind = 'object';
    this.ref = record.ref;
    if (record.uid !== undefined) this.uid = record.uid;
    this.at = record.at;
    Object.defineProperty(this, 'object', OBJECT);
    this.shape = record.shape;
    this.evidence = record.evidence;
    this.#store = store;
    this.#index = index;
    this.#newest = newest;
  }

  /** The same object, seen at another time. */
  seen(at: Stamp): StoredObject {
    const { ref, uid, shape, evidence } = this;
    const record = { kind: 'object' as const, ref, at, object: undefined, shape, evidence };
    return new StoredObject(
      uid === undefined ? record : { ...record, uid },
      this.#store,
      this.#index,
      this.#newest,
    );
  }

  /** The newest time that the object's own fields speak of; see {@link newestTime}. */
  newest(): Instant | undefined {
    return this.#newest;
  }

  /** The object, from its text. */
  read(): unknown {
    return this.#store.object(this.#index);
  }
}

/** The newest time that the object of a record speaks of. */
export function newestOf(record: ObjectRecord): Instant | undefined {
  return record instanceof StoredObject ? record.newest() : newestTime(record.object);
}
