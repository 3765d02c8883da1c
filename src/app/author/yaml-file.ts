import { isMap, isScalar, isSeq, parseDocument, type Node, type Pair } from 'yaml';
import { oneLine } from '../../base/index.js';
import { InputError } from '../../intake/index.js';
import type { Evidence, SourceId } from '../../model/index.js';
import type { AuthorFile } from './decisions.js';

/** A value of the file with where it stands: YAML, and so JSON, which is a subset of it. */
export interface Item {
  /** Plain value: text, number, list, record. */
  readonly value: unknown;
  readonly evidence: Evidence;
  /** Members of a list. */
  readonly list: () => readonly Item[] | undefined;
  /** Fields of a record, each with key and value in its place. */
  readonly fields: () => readonly (readonly [name: string, item: Item])[] | undefined;
}

/** Deep nesting of aliases makes megabytes of a line. */
const MOST_ALIASES = 20;

/** Opens a file of decisions; throws {@link InputError} for one that does not read as YAML. */
export function openFile(file: AuthorFile, source: SourceId): Item {
  const document = parseDocument(file.text, { maxAliasCount: MOST_ALIASES } as object);
  const [fault] = document.errors;
  if (fault) throw new InputError(file.name, `${file.name}: not valid YAML: ${fault.message.split('\n')[0] ?? ''}`);
  return itemOf(new Places(file.text, source), document.contents ?? undefined, undefined);
} // prettier-ignore

function itemOf(places: Places, node: Node | undefined, key: Node | undefined): Item {
  const from = key?.range?.[0] ?? node?.range?.[0] ?? 0;
  const to = Math.max(node?.range?.[1] ?? 0, key?.range?.[1] ?? 0, from);
  return {
    value: plainOf(node),
    evidence: places.evidence(from, to),
    list: () =>
      isSeq(node) ? node.items.map((n) => itemOf(places, nodeOf(n), undefined)) : undefined,
    fields: () =>
      isMap(node) ? node.items.map((p: Pair) => [nameOf(p.key), itemOf(places, nodeOf(p.value), nodeOf(p.key))] as const) : undefined,
  };
} // prettier-ignore

/** A key as text; a key that is a list or a record is none. */
function nameOf(key: unknown): string {
  const value = isScalar(key) ? key.value : undefined;
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function nodeOf(value: unknown): Node | undefined {
  return isScalar(value) || isMap(value) || isSeq(value) ? value : undefined;
}

function plainOf(node: Node | undefined): unknown {
  return isScalar(node) ? node.value : node === undefined ? undefined : node.toJSON();
}

/** From characters of the text to bytes and lines of the file. */
class Places {
  readonly #text: string;
  readonly #source: SourceId;

  constructor(text: string, source: SourceId) {
    this.#text = text;
    this.#source = source;
  }

  evidence(from: number, to: number): Evidence {
    const before = this.#text.slice(0, from);
    const words = this.#text.slice(from, to).replace(/\s+$/, '');
    return {
      source: this.#source,
      offset: Buffer.byteLength(before),
      length: Buffer.byteLength(words),
      line: before.split('\n').length,
      excerpt: oneLine(words, 400),
    };
  }
}
