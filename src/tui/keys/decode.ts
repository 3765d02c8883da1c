/**
 * Bytes from a terminal to keys. Terminals send printable characters as they are, control characters for
 * ctrl with a letter, and sequences that begin with ESC for the rest (ECMA-48, xterm's ctlseqs). Quick
 * typing and slow lines deliver many keys in one piece; every one of them counts.
 */
export interface Key {
  /** "j", "space", "enter", "up", "ctrl-d", "wheel-up", "paste". */
  readonly name: string;
  /** What it types into a prompt. */
  readonly text?: string;
}

const ESC = '\u001b';
const PASTE_END = `${ESC}[201~`;

/** CSI sequences by final character, or by number before "~". */
const CSI: Readonly<Record<string, string>> = {
  A: 'up', B: 'down', C: 'right', D: 'left', H: 'home', F: 'end', Z: 'shift-tab',
  '1~': 'home', '3~': 'delete', '4~': 'end', '5~': 'pgup', '6~': 'pgdn', '7~': 'home', '8~': 'end',
}; // prettier-ignore

const CONTROLS: Readonly<Record<string, string>> = {
  '\r': 'enter', '\n': 'enter', '\t': 'tab', '\u007f': 'backspace', '\b': 'backspace',
}; // prettier-ignore

/** Keeps what may be the beginning of a longer sequence until the rest comes, or `flush` says it does not. */
export class KeyDecoder {
  #pending = '';
  #pasting: string | undefined;

  /** Keys in the text so far; an unfinished sequence waits. */
  push(chunk: string): Key[] {
    let rest = this.#pending + chunk;
    this.#pending = '';
    const keys: Key[] = [];
    while (rest !== '') {
      if (this.#pasting !== undefined) {
        rest = this.#paste(rest, keys);
        continue;
      }
      const used = rest.startsWith(ESC) ? this.#sequence(rest, keys) : plainKey(rest, keys);
      if (used === 0) {
        this.#pending = rest;
        break;
      }
      rest = rest.slice(used);
    }
    return keys;
  }

  /** True while an ESC waits for what may follow it. */
  get waiting(): boolean {
    return this.#pending !== '' && this.#pasting === undefined;
  }

  /** Nothing followed: a lone ESC was the Escape key, half a sequence is dropped. */
  flush(): Key[] {
    const lone = this.#pending === ESC;
    this.#pending = '';
    return lone ? [{ name: 'esc' }] : [];
  }

  #paste(rest: string, keys: Key[]): string {
    const end = rest.indexOf(PASTE_END);
    if (end < 0) {
      // The end mark itself may be cut in two.
      const keep = tailThatMayBegin(rest, PASTE_END);
      this.#pasting = (this.#pasting ?? '') + rest.slice(0, rest.length - keep);
      this.#pending = rest.slice(rest.length - keep);
      return '';
    }
    keys.push({ name: 'paste', text: (this.#pasting ?? '') + rest.slice(0, end) });
    this.#pasting = undefined;
    return rest.slice(end + PASTE_END.length);
  }

  /** How many characters the sequence at the start took; 0 when more must come. */
  #sequence(rest: string, keys: Key[]): number {
    const second = rest[1];
    if (second === undefined) return 0;
    if (second === '[') return this.#csi(rest, keys);
    if (second === 'O') {
      if (rest.length < 3) return 0;
      named(CSI[rest[2] ?? ''], keys);
      return 3;
    }
    if (second === ']' || second === 'P' || second === '_' || second === '^') return stringLength(rest);
    // Escape and then a key typed quickly: two keys. No binding uses Alt.
    keys.push({ name: 'esc' });
    return 1;
  }

  #csi(rest: string, keys: Key[]): number {
    if (rest.startsWith(`${ESC}[M`)) return rest.length < 6 ? 0 : 6;

    const m = /^\u001b\[([0-?]*)([ -/]*)([@-~])/.exec(rest);
    if (!m) {
      return /^\u001b\[[0-?]*[ -/]*$/.test(rest) ? 0 : 2;
    }
    const [whole, parameters = '', , final = ''] = m;
    if (final === '~' && parameters === '200') this.#pasting = '';
    else if (parameters.startsWith('<')) named(wheelOf(parameters), keys);
    else named(final === '~' ? CSI[`${parameters.split(';')[0] ?? ''}~`] : CSI[final], keys);
    return whole.length;
  }
}

function named(name: string | undefined, keys: Key[]): void {
  if (name !== undefined) keys.push({ name });
}

/** SGR mouse report "<64;10;5": buttons 64 and 65 are the wheel; everything else is ignored. */
function wheelOf(parameters: string): string | undefined {
  const button = Number(parameters.slice(1).split(';')[0]);
  return button === 64 ? 'wheel-up' : button === 65 ? 'wheel-down' : undefined;
}

/** Answers of the terminal (OSC, DCS ...) end with BEL or ESC \ and mean nothing to us. */
function stringLength(rest: string): number {
  const bell = rest.indexOf('\u0007');
  const end = rest.indexOf(`${ESC}\\`, 2);
  if (bell < 0 && end < 0) return rest.length > 4096 ? rest.length : 0;
  return end < 0 || (bell >= 0 && bell < end) ? bell + 1 : end + 2;
}

function plainKey(rest: string, keys: Key[]): number {
  const char = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  const control = CONTROLS[char];
  const code = char.codePointAt(0) ?? 0;
  if (control !== undefined) keys.push({ name: control });
  else if (char === ' ') keys.push({ name: 'space', text: ' ' });
  else if (code > 0 && code < 27) keys.push({ name: `ctrl-${String.fromCharCode(code + 96)}` });
  else if (code >= 32) keys.push({ name: char, text: char });
  return char.length;
}

function tailThatMayBegin(text: string, mark: string): number {
  for (let n = Math.min(text.length, mark.length - 1); n > 0; n--) {
    if (mark.startsWith(text.slice(-n))) return n;
  }
  return 0;
}
