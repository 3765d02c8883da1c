import type { TextColumn } from '../../app/ports.js';
import { TextWriter } from './text-column.js';

/**
 * The shape of a text: ASCII letters in lower case, every run of digits one "0". Thousands of shapes
 * stand for millions of texts, so a search looks at the shapes first. The rule is safe: when a text
 * contains a query, the shape of the text contains the shape of the query, for a run of digits that the
 * query cuts in two is one "0" all the same.
 */
export function shapeInto(bytes: Uint8Array, out: Uint8Array): number {
  let used = 0;
  let inDigits = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 48 && byte <= 57) {
      if (!inDigits) out[used++] = 48;
      inDigits = true;
      continue;
    }
    inDigits = false;
    out[used++] = byte >= 65 && byte <= 90 ? byte + 32 : byte;
  }
  return used;
}

const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Numbers shapes in order of first appearance. An open-addressed table over bytes: no string is made. */
export class TemplateTable {
  readonly #texts = new TextWriter();
  #slots = new Int32Array(1 << 12).fill(-1);
  #hashes = new Uint32Array(1 << 10);
  readonly #known: Uint8Array[] = [];
  #scratch = new Uint8Array(1 << 13);

  idOf(text: Uint8Array): number {
    if (text.length > this.#scratch.length) this.#scratch = new Uint8Array(text.length * 2);
    const length = shapeInto(text, this.#scratch);
    let hash = FNV_BASIS;
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (this.#scratch[i] ?? 0), FNV_PRIME);
    hash >>>= 0;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const id = this.#slots[slot] ?? -1;
      if (id < 0) return this.#insert(slot, hash, length);
      if (this.#hashes[id] === hash && this.#same(id, length)) return id;
      slot = (slot + 1) & mask;
    }
  }

  finish(): TextColumn {
    return this.#texts.finish();
  }

  #same(id: number, length: number): boolean {
    const known = this.#known[id];
    if (known === undefined || known.length !== length) return false;
    for (let i = 0; i < length; i++) if (known[i] !== this.#scratch[i]) return false;
    return true;
  }

  #insert(slot: number, hash: number, length: number): number {
    const id = this.#texts.addBytes(this.#scratch, length);
    this.#known.push(this.#texts.last());
    if (id >= this.#hashes.length) {
      const wider = new Uint32Array(this.#hashes.length * 2);
      wider.set(this.#hashes);
      this.#hashes = wider;
    }
    this.#hashes[id] = hash;
    this.#slots[slot] = id;
    if (this.#known.length * 2 > this.#slots.length) this.#grow();
    return id;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#known.length; id++) {
      let slot = (this.#hashes[id] ?? 0) & mask;
      while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}
