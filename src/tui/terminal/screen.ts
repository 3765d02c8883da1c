import type { BrowseOutput } from '../../app/ports.js';

const ESC = '\u001b';
/** Alternate screen, hidden cursor, pasted text told from typed, no wrapping at the right edge. */
const ENTER = `${ESC}[?1049h${ESC}[?25l${ESC}[?2004h${ESC}[?7l${ESC}[2J${ESC}[H`;
const LEAVE = `${ESC}[?1000l${ESC}[?1006l${ESC}[?7h${ESC}[?2004l${ESC}[0m${ESC}[?25h${ESC}[?1049l`;
/** Synchronized output: terminals that know it show the frame at once, others ignore it. */
const BEGIN = `${ESC}[?2026h`;
const END = `${ESC}[?2026l`;

/**
 * The terminal as we keep it: our own escapes in and out, and only lines that changed are written. Ink's
 * own writer clears screen and scrollback on each frame as high as the terminal, and draws nothing at
 * all where CI is set, so Ink composes the frame and this writes it.
 */
export class Screen {
  readonly #out: BrowseOutput;
  #shown: readonly string[] = [];
  #entered = false;

  constructor(out: BrowseOutput) {
    this.#out = out;
  }

  get entered(): boolean {
    return this.#entered;
  }

  enter(): void {
    if (this.#entered) return;
    this.#entered = true;
    this.#shown = [];
    this.#out.write(ENTER);
  }

  /** Puts the terminal back; safe to call on every way out, and more than once. */
  leave(): void {
    if (!this.#entered) return;
    this.#entered = false;
    this.#out.write(LEAVE);
  }

  /** Forgets what is shown, for a terminal of another size or one that was given away. */
  invalidate(): void {
    this.#shown = [];
    if (this.#entered) this.#out.write(`${ESC}[0m${ESC}[2J`);
  }

  paint(frame: string): void {
    if (!this.#entered) return;
    const lines = frame.split('\n');
    let out = '';
    for (let i = 0; i < Math.max(lines.length, this.#shown.length); i++) {
      const text = lines[i] ?? '';
      if (text === this.#shown[i]) continue;
      out += `${ESC}[${String(i + 1)};1H${ESC}[0m${ESC}[2K${text}`;
    }
    this.#shown = lines;
    if (out !== '') this.#out.write(`${BEGIN}${out}${ESC}[0m${END}`);
  }

  /** Wheel reports on or off. */
  mouse(on: boolean): void {
    const set = on ? 'h' : 'l';
    this.#out.write(`${ESC}[?1000${set}${ESC}[?1006${set}`);
  }

  /** OSC 52: the terminal puts the text on the clipboard, over ssh too. */
  copy(text: string): void {
    this.#out.write(`${ESC}]52;c;${Buffer.from(text, 'utf8').toString('base64')}\u0007`);
  }
}
