import type { RowSource } from '../../app/ports.js';
import { keyOf, type Ref } from '../../model/index.js';
import { bitsOf, complement, countBits, intersect, type Bits } from './bits.js';
import { choicesOf } from './choice.js';
import { entityMatches, entityText, fuzzy, type Clause, type Term } from './clause.js';
import { gramsOf, inGrams, isTold } from './digits.js';
import { looseOf } from './loose.js';
import { isDigitBlind } from './neutral.js';
import { finderIn, matcherIn, needleOf, scanLiteral, scanRegex, type Needle } from './scan.js';
import { shapeInto } from './templates.js';
import type { ExtraRow } from './table.js';
import { NONE } from './writer.js';

export type Labels = (key: string) => Readonly<Record<string, string>>;

const CACHED = 24;
const cache = new WeakMap<RowSource, Map<string, Bits>>();

/** The column rows that satisfy a clause. Remembered: filters are toggled and undone more than typed. */
export function matching(source: RowSource, clause: Clause, labels: Labels | undefined): Bits {
  const known = cache.get(source) ?? new Map<string, Bits>();
  cache.set(source, known);
  const found = known.get(clause.text);
  if (found) return found;
  const all = intersect(clause.terms.map((term) => termBits(source, term, labels))) ?? bitsOf(source.count);
  const bits = clause.exclude ? complement(all) : all;
  const oldest = known.keys().next();
  if (known.size >= CACHED && oldest.done !== true) known.delete(oldest.value);
  known.set(clause.text, bits);
  return bits;
}

function termBits(source: RowSource, term: Term, labels: Labels | undefined): Bits {
  switch (term.kind) {
    case 'text':
      return textBits(source, term.text);
    case 'regex':
      return regexBits(source, term.regex);
    case 'severity':
      return bySmall(source, source.severity, (severity) => severity >= term.least);
    case 'type':
      return bySmall(source, source.kind, (kind) => term.types.includes(source.kinds[kind] ?? 'context'));
    case 'source':
      return byId(source.count, source.source, sourceFlags(source, term.values));
    case 'entity':
      return byId(
        source.count,
        source.entity,
        entityFlags(source, (r) => entityMatches(r, term.part, term.values)),
      );
    case 'labels':
      return byId(
        source.count,
        source.entity,
        entityFlags(source, (r) => hasLabels(r, term.pairs, labels)),
      );
    case 'fuzzy':
      return byId(
        source.count,
        source.entity,
        entityFlags(source, (r) => fuzzy(entityText(r), term.text)),
      );
  }
}

function hasLabels(
  ref: Ref,
  pairs: readonly (readonly [string, string | undefined])[],
  labels?: Labels,
): boolean {
  const own = labels?.(keyOf(ref)) ?? {};
  return pairs.every(([k, v]) => Object.hasOwn(own, k) && (v === undefined || own[k] === v));
}

function sourceFlags(source: RowSource, values: readonly string[]): Uint8Array {
  return Uint8Array.from(source.sources, (o) => {
    const text = `${o.label} ${o.path}`.toLowerCase();
    return values.some((v) => text.includes(v)) ? 1 : 0;
  });
}

function entityFlags(source: RowSource, test: (ref: Ref) => boolean): Uint8Array {
  return Uint8Array.from(source.entities, (ref) => (test(ref) ? 1 : 0));
}

/** Rows whose number in a column is flagged. Whole words are written, so that the loop stays short. */
function byId(count: number, column: Uint32Array, flags: Uint8Array): Bits {
  const bits = bitsOf(count);
  for (let w = 0, i = 0; w < bits.words.length; w++) {
    let word = 0;
    const end = Math.min(count, i + 32);
    for (let b = 0; i < end; i++, b++) {
      const id = column[i] ?? NONE;
      if (id < flags.length && flags[id] === 1) word |= 1 << b;
    }
    bits.words[w] = word;
  }
  return bits;
}

function bySmall(source: RowSource, column: Uint8Array, test: (value: number) => boolean): Bits {
  const flags = Uint8Array.from({ length: 256 }, (_, value) => (test(value) ? 1 : 0));
  const bits = bitsOf(source.count);
  for (let w = 0, i = 0; w < bits.words.length; w++) {
    let word = 0;
    const end = Math.min(source.count, i + 32);
    for (let b = 0; i < end; i++, b++) word |= (flags[column[i] ?? 0] ?? 0) << b;
    bits.words[w] = word;
  }
  return bits;
}

/** Rows whose text (or template) is in a set of texts. */
function throughIds(count: number, column: Uint32Array, ids: Bits): Bits {
  const bits = bitsOf(count);
  for (let w = 0, i = 0; w < bits.words.length; w++) {
    let word = 0;
    const end = Math.min(count, i + 32);
    for (let b = 0; i < end; i++, b++) {
      const id = column[i] ?? 0;
      word |= (((ids.words[id >>> 5] ?? 0) >>> (id & 31)) & 1) << b;
    }
    bits.words[w] = word;
  }
  return bits;
}

/** Rows whose text a regular expression matches: by the shapes of the texts where these decide. */
function regexBits(source: RowSource, regex: RegExp): Bits {
  if (/^\d+$/.test(regex.source)) return textOnly(source, needleOf(regex.source));
  const blind = isDigitBlind(regex.source);
  const parts = blind ? undefined : choicesOf(regex.source);
  if (parts?.every(isQuick) === true) {
    const bits = bitsOf(source.count);
    for (const part of parts) unite(bits, regexBits(source, new RegExp(part, regex.flags)));
    return bits;
  }
  const candidates = blind ? byShape(source, regex.source) : byLoose(source, regex.source);
  // Shapes are in lower case: only the texts tell where the case matters.
  const told = blind && (regex.flags.includes('i') || !/[a-z]/i.test(regex.source.replace(/\\./g, '')));
  if (told && candidates !== undefined) return candidates;
  if (candidates === undefined || countBits(candidates) > source.count * SCAN_ALL_SHARE) {
    return throughIds(source.count, source.text, scanRegex(source.texts, regex));
  }
  const matches = matcherIn(source.texts, regex);
  return kept(candidates, (row) => matches(source.text[row] ?? 0));
}

/** Answered without a look at every text: by shapes, or by digits that must stand in it. */
function isQuick(part: string): boolean {
  return isDigitBlind(part) || /^\d+$/.test(part) || (looseOf(part)?.literals.length ?? 0) > 0;
}

function byShape(source: RowSource, regex: string): Bits {
  return throughIds(source.count, source.template, scanRegex(source.templates, new RegExp(regex, 'i')));
}

/** The rows that an expression may match; undefined when nothing can be said before the texts are looked at. */
function byLoose(source: RowSource, regex: string): Bits | undefined {
  const loose = looseOf(regex);
  if (loose === undefined) return undefined;
  const shapes = loose.shape && scanRegex(source.templates, loose.shape);
  const grams = loose.literals.flatMap((literal) => gramsOf(Buffer.from(literal, 'latin1')));
  if (grams.length === 0) return shapes && throughIds(source.count, source.template, shapes);
  const texts = inGrams(source.digits, source.texts.count, grams);
  return shapes ? throughBoth(source, shapes, texts) : throughIds(source.count, source.text, texts);
}

/** Above this share of rows a scan of all texts is cheaper than one look per row. */
const SCAN_ALL_SHARE = 0.2;

/** Rows whose text, entity or source contains the words. */
export function textBits(source: RowSource, text: string): Bits {
  const needle = needleOf(text);
  const bits = textOnly(source, needle);
  const lower = text.toLowerCase();
  const entities = entityFlags(source, (ref) => entityText(ref).includes(lower));
  if (entities.includes(1)) unite(bits, byId(source.count, source.entity, entities));
  const sources = sourceFlags(source, [lower]);
  if (sources.includes(1)) unite(bits, byId(source.count, source.source, sources));
  return bits;
}

/** By shapes alone where no digit is asked for, by digits alone where these say all, else by a look at the texts that both leave. */
function textOnly(source: RowSource, needle: Needle): Bits {
  const { texts, digits } = source;
  const grams = gramsOf(needle.bytes);
  if (isTold(needle.bytes)) return throughIds(source.count, source.text, inGrams(digits, texts.count, grams));
  const shape = new Uint8Array(needle.bytes.length);
  const length = shapeInto(needle.bytes, shape);
  const shapes = scanLiteral(
    source.templates,
    needleOf(Buffer.from(shape.subarray(0, length)).toString('utf8')),
  );
  if (grams.length === 0) return throughIds(source.count, source.template, shapes);
  const candidates = throughBoth(source, shapes, inGrams(digits, texts.count, grams));
  if (countBits(candidates) > source.count * SCAN_ALL_SHARE) {
    return throughIds(source.count, source.text, scanLiteral(texts, needle));
  }
  const contains = finderIn(texts, needle);
  return kept(candidates, (row) => contains(source.text[row] ?? 0));
}

/** Rows whose shape is in the one set and whose text is in the other. */
function throughBoth(source: RowSource, shapes: Bits, texts: Bits): Bits {
  const { count, template, text } = source;
  const bits = bitsOf(count);
  for (let w = 0, i = 0; w < bits.words.length; w++) {
    let word = 0;
    const end = Math.min(count, i + 32);
    for (let b = 0; i < end; i++, b++) {
      const id = text[i] ?? 0;
      const shape = template[i] ?? 0;
      const both =
        ((texts.words[id >>> 5] ?? 0) >>> (id & 31)) & ((shapes.words[shape >>> 5] ?? 0) >>> (shape & 31));
      word |= (both & 1) << b;
    }
    bits.words[w] = word;
  }
  return bits;
}

/** The rows of a set that pass a test; the set itself is changed. */
function kept(candidates: Bits, test: (row: number) => boolean): Bits {
  for (let w = 0; w < candidates.words.length; w++) {
    let word = candidates.words[w] ?? 0;
    for (let left = word; left !== 0; left &= left - 1) {
      const b = 31 - Math.clz32(left & -left);
      if (!test(w * 32 + b)) word &= ~(1 << b);
    }
    candidates.words[w] = word;
  }
  return candidates;
}

function unite(into: Bits, other: Bits): void {
  for (let w = 0; w < into.words.length; w++) into.words[w] = (into.words[w] ?? 0) | (other.words[w] ?? 0);
}

/** Is an extra row shown under a clause? Marks always are: without them nobody knows where they stand. */
export function extraPasses(extra: ExtraRow, clause: Clause): boolean {
  if (extra.kind === 'mark') return true;
  const all = clause.terms.every((term) => extraSatisfies(extra, term));
  return clause.exclude ? !all : all;
}

function extraSatisfies(extra: ExtraRow, term: Term): boolean {
  switch (term.kind) {
    case 'text':
      return extraText(extra).includes(term.text.toLowerCase());
    case 'regex':
      return term.regex.test(extra.text);
    case 'severity':
      return extra.severity >= term.least;
    case 'type':
      return term.types.includes(extra.kind);
    case 'entity':
      return extra.entity !== undefined && entityMatches(extra.entity, term.part, term.values);
    case 'fuzzy':
      return extra.entity !== undefined && fuzzy(entityText(extra.entity), term.text);
    case 'source':
    case 'labels':
      return false;
  }
}

/** What a search in an extra row looks at. */
export function extraText(extra: ExtraRow): string {
  return `${extra.text} ${extra.entity === undefined ? '' : entityText(extra.entity)}`.toLowerCase();
}
