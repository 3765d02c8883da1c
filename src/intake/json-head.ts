import type { Head } from './format.js';
import { isClientLine } from './formats/kubectl/output.js';

/** The names and short values near the top of the first JSON value of a source, however it is cut off. */
export interface JsonHead {
  readonly top: 'object' | 'array';
  /** Path ("kind", "items[].kind", "[].metadata") → its text when it is a short string, else "". */
  readonly keys: ReadonlyMap<string, string>;
  /** Where the value begins in the text. */
  readonly start: number;
  /** True when the value ended on the line where it began, and another stood on the next. */
  readonly isLines: boolean;
}

/** Prompts, warnings and notices that stand before the JSON that a command printed. */
const MAX_PRELUDE_LINES = 8;
const DEPTH = 3;
const LONGEST_VALUE = 200;

const cache = new WeakMap<Head, JsonHead | null>();

/** {@link JsonHead} of a head; undefined when it does not begin as JSON. */
export function jsonHead(head: Head): JsonHead | undefined {
  let found = cache.get(head);
  if (found === undefined) {
    found = look(head.text);
    cache.set(head, found);
  }
  return found ?? undefined;
}

function look(text: string): JsonHead | null {
  const start = jsonStart(text);
  if (start < 0) return null;
  const scan = new Scan(text, start);
  scan.value('', 0);
  const end = scan.at;
  const isLines =
    !scan.isCut && !text.slice(start, end).includes('\n') && /^\s*\n\s*[{[]/.test(text.slice(end, end + 64));
  return { top: text[start] === '[' ? 'array' : 'object', keys: scan.keys, start, isLines };
}

/** Offset of the first line that opens an object or array, when only a few lines stand before it. */
export function jsonStart(text: string): number {
  let at = 0;
  let n = 0;
  while (n <= MAX_PRELUDE_LINES && at >= 0 && at < text.length) {
    // Below other lines only at the line's start: YAML holds indented JSON.
    const mark = (n === 0 ? /^[\u001e\s]*([{[])/ : /^\u001e?([{[])/).exec(text.slice(at, at + 4096));
    if (mark !== null) {
      const found = at + mark[0].length - 1;
      return opensJson(text, found) ? found : -1;
    }
    if (/^(?:---|(?!Warning: )[a-zA-Z]\w*: )/.test(text.slice(at, at + 64))) return -1;
    // kubectl's own log may be of any length.
    if (at === 0 || !isClientLine(text.slice(at, at + 120))) n += 1;
    const next = text.indexOf('\n', at);
    at = next < 0 ? -1 : next + 1;
  }
  return -1;
}

/** "[INFO] starting" and "{shop}" open no JSON. */
function opensJson(text: string, at: number): boolean {
  const after = /^[{[]\s*(.?)/.exec(text.slice(at, at + 4096))?.[1] ?? '';
  return text[at] === '{' ? after === '"' || after === '}' || after === '' : /^[[{"\]\dtfn-]?$/.test(after);
}

/** A tolerant walk over JSON text that notes keys; the first element stands for all of an array. */
class Scan {
  readonly keys = new Map<string, string>();
  at: number;
  isCut = false;
  private readonly text: string;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  value(path: string, depth: number): void {
    this.blank();
    const mark = this.text[this.at];
    if (mark === undefined) this.isCut = true;
    else if (mark === '{') this.object(path, depth);
    else if (mark === '[') this.array(path, depth);
    else if (mark === '"') this.note(path, this.string());
    else {
      const word = /^[^\s,\]}]{0,64}/.exec(this.text.slice(this.at, this.at + 64))?.[0] ?? '';
      this.at += Math.max(word.length, 1);
      this.note(path, word);
    }
  }

  private note(path: string, value: string): void {
    if (path !== '' && !this.keys.has(path)) this.keys.set(path, value.length <= LONGEST_VALUE ? value : '');
  }

  private object(path: string, depth: number): void {
    this.note(path, '');
    this.at += 1;
    for (;;) {
      this.blank();
      const mark = this.text[this.at];
      if (mark === '}') {
        this.at += 1;
        return;
      }
      if (mark === ',') {
        this.at += 1;
        continue;
      }
      if (mark !== '"') {
        this.isCut = true;
        return;
      }
      const key = this.string();
      this.blank();
      if (this.isCut || this.text[this.at] !== ':') {
        this.isCut = true;
        return;
      }
      this.at += 1;
      this.child(path === '' ? key : `${path}.${key}`, path !== '#' && depth < DEPTH, depth);
      if (this.isCut) return;
    }
  }

  private array(path: string, depth: number): void {
    this.note(path, '');
    this.at += 1;
    let isFirst = true;
    for (;;) {
      this.blank();
      const mark = this.text[this.at];
      if (mark === undefined) this.isCut = true;
      if (mark === ']') this.at += 1;
      if (mark === undefined || mark === ']') return;
      if (mark === ',') {
        this.at += 1;
        continue;
      }
      this.child(`${path}[]`, isFirst && path !== '#' && depth < DEPTH, depth);
      isFirst = false;
      if (this.isCut) return;
    }
  }

  /** What lies too deep or is not the first of its kind is gone over without notes. */
  private child(path: string, isNoted: boolean, depth: number): void {
    if (isNoted) return this.value(path, depth + 1);
    const nesting = depth + 1;
    if (nesting > 200) {
      this.isCut = true;
      return;
    }
    this.keys.set('#', '');
    this.value('#', nesting);
  }

  private string(): string {
    const from = this.at + 1;
    let i = from;
    for (; i < this.text.length; i++) {
      const c = this.text.charCodeAt(i);
      if (c === 92) i += 1;
      else if (c === 34) break;
    }
    if (i >= this.text.length) this.isCut = true;
    this.at = i + 1;
    return this.text.slice(from, Math.min(i, from + LONGEST_VALUE + 1));
  }

  private blank(): void {
    while (this.at < this.text.length) {
      const c = this.text.charCodeAt(this.at);
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return;
      this.at += 1;
    }
  }
}
