/**
 * A regular expression that is not blind to digits (neutral.ts) still says which shapes a text may have: put "any digits or none"
 * where it wants digits, and every text that it matches has a shape that this one matches. What stands in it as plain
 * characters, outside of groups and choices, must stand in the text as well. Both only narrow what is looked at.
 */
export interface Loose {
  /** Over shapes, whatever the case; undefined when it would narrow nothing or take long to try. */
  readonly shape: RegExp | undefined;
  /** Words that a text must contain. */
  readonly literals: readonly string[];
}

interface Part {
  readonly length: number;
  /** What stands for it in the shape. */
  readonly shape: string;
  /** The one character that it takes. */
  readonly plain?: string;
}

/** Undefined for an expression with anything unusual in it. */
export function looseOf(source: string): Loose | undefined {
  const parts: string[] = [];
  const literals = new Literals();
  let depth = 0;
  for (let i = 0; i < source.length;) {
    const part = partAt(source, i);
    if (part === undefined) return undefined;
    i += part.length;
    const quantifier = TAKES_NONE.test(part.shape) ? '' : quantifierAt(source, i);
    i += quantifier.length;
    if (part.shape === ')') depth--;
    // What repeats a group of parts that may be empty takes for ever to fail.
    if (part.shape === ')' && !/^\??$/.test(quantifier)) return undefined;
    if (part.shape === '(') depth++;
    const loose = TAKES_DIGITS.test(part.shape) ? `${part.shape}*` : part.shape + quantifier;
    if (loose !== parts.at(-1) || !loose.endsWith('*')) parts.push(loose);
    if (part.shape === '|' && depth === 0) literals.choice = true;
    literals.add(depth === 0 && quantifier === '' ? part.plain : undefined);
  }
  const wide = parts.filter((p) => /^(?:\.|\\[wS]|\[.*\])\*/.test(p)).length;
  const shape = wide > MOST_WIDE ? undefined : new RegExp(parts.join(''), 'i');
  return { shape, literals: literals.finish() };
}

/** So many parts that take anything may stand in what is tried on every shape. */
const MOST_WIDE = 3;
const TAKES_NONE = /^[\^$(|]$/;
const TAKES_DIGITS = /^(?:0|\.|\\[dwS]|\[.*\])$/;

/** Plain characters that stand side by side, and must all be there. */
class Literals {
  /** Set when what stands here is one of several. */
  choice = false;
  readonly #out: string[] = [];
  #open = '';

  add(plain: string | undefined): void {
    if (plain !== undefined) {
      this.#open += plain;
      return;
    }
    if (this.#open !== '') this.#out.push(this.#open);
    this.#open = '';
  }

  finish(): readonly string[] {
    this.add(undefined);
    return this.choice ? [] : this.#out;
  }
}

function quantifierAt(source: string, i: number): string {
  return /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(source.slice(i))?.[0] ?? '';
}

function partAt(source: string, i: number): Part | undefined {
  const rest = source.slice(i);
  const c = rest.charAt(0);
  if (/\d/.test(c)) return { length: 1, shape: '0', plain: c };
  if (c === '(') return groupAt(rest);
  if (c === ')' || c === '|' || c === '^' || c === '$' || c === '.') return { length: 1, shape: c };
  if (c === '[') return classAt(rest);
  if (c === '\\') return escapeAt(rest.charAt(1));
  if (/[*+?{}\]]/.test(c) || c < ' ' || c > '~') return undefined;
  return { length: 1, shape: c, plain: c };
}

/** Groups of all kinds but those that look about: what must not follow cannot be told by a shape. */
function groupAt(rest: string): Part | undefined {
  const m = /^\((?:\?:|\?<[A-Za-z]\w*>)?(?!\?)/.exec(rest);
  return m ? { length: m[0].length, shape: '(' } : undefined;
}

function escapeAt(c: string): Part | undefined {
  if (/[dwSsDWbt]/.test(c)) return { length: 2, shape: `\\${c}` };
  return /[^\w\s]/.test(c) && c <= '~' ? { length: 2, shape: `\\${c}`, plain: c } : undefined;
}

/** A class takes whatever it took, and digits; "any or none of these" for each that may be a digit. */
function classAt(rest: string): Part | undefined {
  const m = /^\[(\^?)((?:[^\]\\]|\\[\]\\\-/dws.^])+)\]/.exec(rest);
  if (!m) return undefined;
  const [all, not, body = ''] = m;
  if (/[^ -~]/.test(body)) return undefined;
  return { length: all.length, shape: not === '^' ? '.' : `[${body}0]` };
}
