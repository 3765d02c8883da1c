import type { BrowseInput } from '../../app/ports.js';
import { KeyDecoder, type Key } from '../keys/decode.js';

/** After this long a lone ESC was the Escape key: sequences arrive in one piece even over slow lines. */
const ESCAPE_WAIT_MS = 40;

/** The keyboard in raw mode: many keys may come in one piece, and are handed on in one piece. */
export class Keyboard {
  readonly #in: BrowseInput;
  readonly #decoder = new KeyDecoder();
  readonly #keys: (keys: readonly Key[]) => void;
  readonly #gone: () => void;
  #timer: NodeJS.Timeout | undefined;
  #open = false;
  #watched = false;

  /** `gone` is told when the terminal has gone away: its window closed, or the shell above us killed. */
  constructor(input: BrowseInput, keys: (keys: readonly Key[]) => void, gone: () => void) {
    this.#in = input;
    this.#keys = keys;
    this.#gone = gone;
  }

  open(): void {
    if (this.#open) return;
    this.#open = true;
    this.#watch();
    this.#in.setEncoding('utf8');
    this.#in.setRawMode?.(true);
    this.#in.on('data', this.#heard);
    this.#in.resume();
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    clearTimeout(this.#timer);
    this.#in.off('data', this.#heard);
    this.#in.setRawMode?.(false);
    this.#in.pause();
  }

  /** For good: putting back a terminal that has gone away fails as well, and that is no news. */
  #watch(): void {
    if (this.#watched) return;
    this.#watched = true;
    this.#in.on('end', this.#gone);
    this.#in.on('error', this.#gone);
  }

  readonly #heard = (chunk: string): void => {
    clearTimeout(this.#timer);
    const keys = this.#decoder.push(chunk);
    if (keys.length > 0) this.#keys(keys);
    if (!this.#decoder.waiting) return;
    this.#timer = setTimeout(() => {
      const late = this.#decoder.flush();
      if (late.length > 0) this.#keys(late);
    }, ESCAPE_WAIT_MS);
  };
}
