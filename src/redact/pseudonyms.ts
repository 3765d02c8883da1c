import { createHash } from 'node:crypto';
import { byText, sortedBy } from '../base/index.js';
import { KNOWN_WORDS } from './known-words.js';

const CONSONANTS = 'bdfgklmnprstvz';
const VOWELS = 'aeiou';
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

/** Numbers that only who holds the original can compute again. */
export class Keyed {
  readonly #key: string;
  /** The key is drawn from what will be replaced: the same capture gives the same pseudonyms. */
  constructor(hidden: Iterable<string>) {
    const hash = createHash('sha256');
    for (const text of [...new Set(hidden)].sort(byText)) hash.update(`${text.length}:${text}`);
    this.#key = hash.digest('hex');
  }

  bytes(what: string): Buffer {
    return createHash('sha256').update(`${this.#key} ${what}`).digest();
  }

  hex(what: string, length: number): string {
    return this.bytes(what).toString('hex').slice(0, length);
  }
}

/**
 * Words to say instead: of the same length, so that tables keep their columns, pronounceable, none twice,
 * and none that means something already.
 */
export function pseudonyms(words: Iterable<string>, keyed: Keyed): ReadonlyMap<string, string> {
  const wanted = [...new Set(words)].sort(byText);
  const taken = new Set(wanted);
  const out = new Map<string, string>();
  for (const word of wanted) {
    for (let attempt = 0; ; attempt += 1) {
      const candidate = spoken(keyed.bytes(`${word} ${attempt}`), word.length);
      if (taken.has(candidate) || KNOWN_WORDS.has(candidate)) continue;
      taken.add(candidate);
      out.set(word, candidate);
      break;
    }
  }
  return out;
}

/** Other letters for parts of names: two for two, a word for a word; none twice and none that is one of them. */
export function partPseudonyms(parts: Iterable<string>, keyed: Keyed): ReadonlyMap<string, string> {
  const wanted = [...new Set(parts)].sort(byText);
  const taken = new Set(wanted);
  const free = [...ALPHABET].flatMap((a) => [...ALPHABET].map((b) => a + b)).filter((p) => !taken.has(p));
  const order = sortedBy(free, (p) => keyed.hex(`pair ${p}`, 16));
  const short = wanted.filter((part) => part.length <= 2);
  const long = pseudonyms(
    wanted.filter((part) => part.length > 2),
    keyed,
  );
  return new Map([...short.map((part, i) => [part, order[i] ?? part] as const), ...long]);
}

/** One word to say instead of another, not checked against the rest. */
export function spokenFor(word: string, keyed: Keyed): string {
  return spoken(keyed.bytes(`one ${word}`), word.length);
}

function spoken(bytes: Buffer, length: number): string {
  return Array.from({ length }, (_, i) => {
    const letters = i % 2 === 0 ? CONSONANTS : VOWELS;
    return letters[(bytes[i % bytes.length] ?? 0) % letters.length] ?? '';
  }).join('');
}
