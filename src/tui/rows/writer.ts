import type { RowDraft, RowKind, RowOrigin, RowSource } from '../../app/ports.js';
import { keyOf, type Ref } from '../../model/index.js';
import { DigitWriter } from './digits.js';
import { TemplateTable } from './templates.js';
import { TextWriter } from './text-column.js';

/** No source, or no entity. */
export const NONE = 0xffffffff;

export const ROW_KINDS: readonly RowKind[] = [
  'fault', 'symptom', 'change', 'detection', 'action', 'recovery', 'context',
  'event', 'log', 'request', 'alert', 'note', 'gap', 'mark',
]; // prettier-ignore

const DOUBLES = ['lo', 'hi', 'offset'] as const;
const WORDS = ['source', 'entity', 'times', 'length', 'text', 'template'] as const;
const BYTES = ['severity', 'kind', 'quality'] as const;

type Doubles = Record<(typeof DOUBLES)[number], Float64Array>;
type Words = Record<(typeof WORDS)[number], Uint32Array>;
type Bytes = Record<(typeof BYTES)[number], Uint8Array>;

/** Collects rows in any order and hands them back as sorted columns. */
export class RowWriter {
  readonly #texts = new TextWriter();
  readonly #templates = new TemplateTable();
  readonly #digits = new DigitWriter();
  readonly #whole = new Map<number, number>();
  readonly #origins: RowOrigin[] = [];
  readonly #entities: Ref[] = [];
  readonly #entityIds = new Map<string, number>();
  #size = 1024;
  #count = 0;
  #sorted = true;
  #columns = columnsOf(this.#size);

  /** Names a source; answers the number that rows carry. Earlier ones sort first at equal times. */
  origin(origin: RowOrigin): number {
    return this.#origins.push(origin) - 1;
  }

  add(row: RowDraft): void {
    if (this.#count === this.#size) this.#grow();
    const c = this.#columns;
    const i = this.#count++;
    c.lo[i] = row.lo;
    c.hi[i] = Math.max(row.lo, row.hi);
    c.offset[i] = row.offset ?? -1;
    c.source[i] = row.source ?? NONE;
    c.entity[i] = this.#entity(row.entity);
    c.times[i] = Math.max(1, row.times ?? 1);
    c.length[i] = row.length ?? 0;
    c.severity[i] = row.severity;
    c.kind[i] = Math.max(0, ROW_KINDS.indexOf(row.kind));
    c.quality[i] = row.quality ?? 0;
    this.#text(i, row.text);
    if (i > 0 && this.#sorted) this.#sorted = compareRows(c, i - 1, i) <= 0;
  }

  finish(): RowSource {
    const order = this.#sorted ? undefined : orderOf(this.#columns, this.#count);
    const c = permuted(this.#columns, this.#count, order);
    return {
      count: this.#count,
      ...c,
      texts: this.#texts.finish(),
      templates: this.#templates.finish(),
      digits: this.#digits.finish(),
      kinds: ROW_KINDS,
      sources: this.#origins,
      entities: this.#entities,
    };
  }

  #entity(ref: Ref | undefined): number {
    if (ref === undefined) return NONE;
    const key = keyOf(ref);
    const known = this.#entityIds.get(key);
    if (known !== undefined) return known;
    const id = this.#entities.push(ref) - 1;
    this.#entityIds.set(key, id);
    return id;
  }

  /** A text without digits is told whole by its shape and its case: the same one is kept once. */
  #text(i: number, text: string): void {
    let id = this.#texts.add(text);
    const template = this.#templates.idOf(this.#texts.last());
    this.#columns.template[i] = template;
    if (/\d/.test(text)) this.#digits.add(id, this.#texts.last());
    else if (text === text.toLowerCase()) {
      const known = this.#whole.get(template);
      if (known === undefined) this.#whole.set(template, id);
      else {
        this.#texts.dropLast();
        id = known;
      }
    }
    this.#columns.text[i] = id;
  }

  #grow(): void {
    const wider = columnsOf(this.#size * 2);
    for (const name of DOUBLES) wider[name].set(this.#columns[name]);
    for (const name of WORDS) wider[name].set(this.#columns[name]);
    for (const name of BYTES) wider[name].set(this.#columns[name]);
    this.#columns = wider;
    this.#size *= 2;
  }
}

function columnsOf(size: number): Doubles & Words & Bytes {
  return {
    lo: new Float64Array(size), hi: new Float64Array(size), offset: new Float64Array(size),
    source: new Uint32Array(size), entity: new Uint32Array(size), times: new Uint32Array(size),
    length: new Uint32Array(size), text: new Uint32Array(size), template: new Uint32Array(size),
    severity: new Uint8Array(size), kind: new Uint8Array(size), quality: new Uint8Array(size),
  }; // prettier-ignore
}

/** Time, then source, then place in it, then order of arrival: a total order. */
function compareRows(c: Doubles & Words, a: number, b: number): number {
  return (
    (c.lo[a] ?? 0) - (c.lo[b] ?? 0) ||
    (c.source[a] ?? 0) - (c.source[b] ?? 0) ||
    (c.offset[a] ?? 0) - (c.offset[b] ?? 0) ||
    a - b
  );
}

function orderOf(c: Doubles & Words, count: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  return order.sort((a, b) => compareRows(c, a, b));
}

function permuted(c: Doubles & Words & Bytes, count: number, order?: Uint32Array): Doubles & Words & Bytes {
  const out = columnsOf(count);
  for (const name of DOUBLES) fill(out[name], c[name], count, order);
  for (const name of WORDS) fill(out[name], c[name], count, order);
  for (const name of BYTES) fill(out[name], c[name], count, order);
  return out;
}

interface Cells {
  [index: number]: number;
}

function fill(to: Cells, from: Cells, count: number, order?: Uint32Array): void {
  for (let i = 0; i < count; i++) to[i] = from[order?.[i] ?? i] ?? 0;
}
