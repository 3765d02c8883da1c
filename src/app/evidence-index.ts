import { digest, exactly, oneLine } from '../base/index.js';
import type { Evidence, EvidenceEntry, SourceId } from '../model/index.js';
import { instantJson } from './json.js';

/**
 * Gives every piece of evidence that the analysis cites an id made from where its bytes lie, so that the
 * same bytes have the same id in every run and every version.
 */
export class EvidenceIndex {
  readonly #entries = new Map<string, EvidenceEntry>();
  readonly #sourceId: (id: SourceId) => string;
  readonly #pathOf: (id: SourceId) => string;

  constructor(sourceId: (id: SourceId) => string, pathOf: (id: SourceId) => string) {
    this.#sourceId = sourceId;
    this.#pathOf = pathOf;
  }

  /** Ids of the evidence, in order, without repeats. */
  cite(evidence: readonly Evidence[]): string[] {
    return [...new Set(evidence.map((e) => this.#one(e)))];
  }

  /** All cited entries by id, ids ascending. */
  entries(): Record<string, EvidenceEntry> {
    const ids = [...this.#entries.keys()].sort();
    const out: Record<string, EvidenceEntry> = {};
    for (const id of ids) {
      const entry = this.#entries.get(id);
      if (entry) out[id] = entry;
    }
    return out;
  }

  #one(e: Evidence): string {
    const id = `e-${digest(`${this.#pathOf(e.source)} ${e.offset} ${e.length} ${e.pointer ?? ''} ${e.excerpt}`, 10)}`;
    if (!this.#entries.has(id)) {
      this.#entries.set(id, {
        source: this.#sourceId(e.source),
        offset: e.offset,
        length: e.length,
        ...(e.line === undefined ? {} : { line: e.line }),
        ...(e.pointer === undefined ? {} : { pointer: e.pointer }),
        ...(e.at === undefined ? {} : { at: instantJson(exactly(e.at)) }),
        excerpt: oneLine(e.excerpt, 400),
      });
    }
    return id;
  }
}
