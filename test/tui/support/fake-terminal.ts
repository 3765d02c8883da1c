import { EventEmitter } from 'node:events';
import type { BrowseInput, BrowseLife, BrowseOutput } from '../../../src/app/ports.js';
import { widthOf } from '../../../src/tui/text/visible.js';

/** A terminal in memory: understands what our painter writes and keeps the screen that a person would see. */
export class FakeTerminal extends EventEmitter implements BrowseOutput {
  readonly isTTY = true;
  columns: number;
  rows: number;
  alternate = false;
  cursorHidden = false;
  wraps = true;
  mouse = false;
  paste = false;
  readonly clipboard: string[] = [];
  /** Widest line and lowest row that were ever written. */
  widest = 0;
  lowest = 0;
  written = '';
  #grid: string[] = [];
  #row = 0;

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  /** The screen as text, one string per row, without trailing blanks. */
  screen(): string[] {
    return Array.from({ length: this.rows }, (_, i) => (this.#grid[i] ?? '').trimEnd());
  }

  text(): string {
    return this.screen().join('\n');
  }

  resizeTo(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    this.emit('resize');
  }

  write(text: string): boolean {
    this.written += text;

    for (const [part, osc, csi] of text.matchAll(
      /\u001b\]([^\u0007]*)\u0007|\u001b\[([?0-9;]*[A-Za-z])|[^\u001b]+/g,
    )) {
      if (osc !== undefined) this.#osc(osc);
      else if (csi !== undefined) this.#csi(csi);
      else this.#put(part);
    }
    this.emit('wrote');
    return true;
  }

  #osc(text: string): void {
    const [kind, , data = ''] = text.split(';');
    if (kind === '52') this.clipboard.push(Buffer.from(data, 'base64').toString('utf8'));
  }

  #csi(sequence: string): void {
    const move = /^(\d+);\d+H$/.exec(sequence);
    const mode = /^\?(\d+)([hl])$/.exec(sequence);
    if (move) this.#row = Number(move[1]) - 1;
    else if (sequence === 'H') this.#row = 0;
    else if (sequence === '2K') this.#grid[this.#row] = '';
    else if (sequence === '2J') this.#grid = [];
    else if (mode) this.#mode(Number(mode[1]), mode[2] === 'h');
    else if (!sequence.endsWith('m'))
      throw new Error(`an escape that the painter should not write: ${sequence}`);
  }

  #mode(mode: number, on: boolean): void {
    if (mode === 1049) this.alternate = on;
    if (mode === 25) this.cursorHidden = !on;
    if (mode === 7) this.wraps = on;
    if (mode === 1000) this.mouse = on;
    if (mode === 2004) this.paste = on;
  }

  #put(text: string): void {
    if (/[\u0000-\u001f\u007f-\u009f]/.test(text))
      throw new Error(`control characters written: ${JSON.stringify(text)}`);
    const line = (this.#grid[this.#row] ?? '') + text;
    this.#grid[this.#row] = line;
    this.widest = Math.max(this.widest, widthOf(line));
    this.lowest = Math.max(this.lowest, this.#row + 1);
  }
}

/** A keyboard in memory. */
export class FakeKeyboard extends EventEmitter implements BrowseInput {
  readonly isTTY = true;
  raw = false;

  setRawMode(on: boolean): void {
    this.raw = on;
  }

  setEncoding(): void {
    return;
  }

  resume(): void {
    return;
  }

  pause(): void {
    return;
  }

  type(text: string): void {
    this.emit('data', text);
  }
}

/** Stands for `process`: events are sent by the test. */
export class FakeLife extends EventEmitter implements BrowseLife {}
