/**
 * Is a regular expression blind to which digits stand in a text, and how many in a run? Then it matches a text exactly
 * when it matches the shape of the text (templates.ts), but for the case of letters; and there are few shapes. Decided by what
 * is surely so: anything unusual counts as not blind.
 */
export function isDigitBlind(source: string): boolean {
  let i = 0;
  let groups = false;
  let digits = false;
  // True while a run of digits may still be open: a second part that takes digits could cut it in two.
  let open = false;
  while (i < source.length) {
    const c = source.charAt(i);
    if (c === '(' || c === ')' || c === '|') {
      if (c === '(' && /^\(\?(?![:=!])/.test(source.slice(i))) return false;
      i += c === '(' ? (/^\(\?[:=!]/.exec(source.slice(i))?.[0].length ?? 1) : 1;
      // The quantifier of a group.
      if (c === ')') i += /^(?:[*+?]|\{\d+(?:,\d*)?\})?\??/.exec(source.slice(i))?.[0].length ?? 0;
      groups = true;
      continue;
    }
    if (c === '^' || c === '$') {
      i++;
      continue;
    }
    const atom = atomAt(source, i);
    if (atom === undefined) return false;
    i += atom.length;
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})?\??/.exec(source.slice(i))?.[0] ?? '';
    i += quantifier.length;
    if (atom.takes === 'nothing') continue;
    if (atom.takes === 'others') {
      if (!/^(?:[*?]|\{0)/.test(quantifier)) open = false;
      continue;
    }
    if (open || !/^[*+]/.test(quantifier)) return false;
    digits = true;
    open = true;
  }
  return !(groups && digits);
}

interface Atom {
  readonly length: number;
  /** What it may stand for: digits among others, everything but digits, or a place between characters. */
  readonly takes: 'digits' | 'others' | 'nothing';
}

function atomAt(source: string, i: number): Atom | undefined {
  const c = source.charAt(i);
  if (c === '.') return { length: 1, takes: 'digits' };
  if (c === '\\') return escaped(source.charAt(i + 1));
  if (c === '[') return classAt(source, i);
  if (/[0-9*+?{}\]]/.test(c) || c < ' ' || c > '~') return undefined;
  return { length: 1, takes: 'others' };
}

function escaped(c: string): Atom | undefined {
  if (c === 'd' || c === 'w' || c === 'S') return { length: 2, takes: 'digits' };
  if (c === 'b') return { length: 2, takes: 'nothing' };
  if (c === 's' || c === 't' || c === 'D' || c === 'W' || /[^\w\s]/.test(c)) return { length: 2, takes: 'others' };
  return undefined;
} // prettier-ignore

/** A class that holds all digits or none; ranges only of letters, or 0-9. */
function classAt(source: string, i: number): Atom | undefined {
  const m = /^\[(\^?)((?:[^\]\\]|\\[\]\\\-/dws.])+)\]/.exec(source.slice(i));
  if (!m) return undefined;
  const [all, not, body = ''] = m;
  const rest = body.replace(/0-9|\\d|\\w/g, '').replace(/a-z|A-Z/g, '');
  if (/[0-9]/.test(rest) || /.-./.test(rest) || /[^ -~]/.test(rest)) return undefined;
  const holds = /0-9|\\d|\\w/.test(body);
  return { length: all.length, takes: holds !== (not === '^') ? 'digits' : 'others' };
}
