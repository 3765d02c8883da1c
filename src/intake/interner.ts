/** More different strings than this are no repeated names. */
const MOST = 20_000;
/** Longer texts are stack traces and dumps, which do not come twice. */
const LONGEST = 255;

/**
 * Keeps what was made of a text at hand while the text comes again. What was not asked for since as many others
 * came is forgotten, so that memory stays the same however much is read.
 */
export class Repeats<V> {
  private recent = new Map<string, V>();
  private before = new Map<string, V>();
  private readonly make: (text: string) => V;
  private readonly most: number;

  constructor(make: (text: string) => V, most = MOST) {
    this.make = make;
    this.most = most;
  }

  of(text: string): V {
    const known = this.recent.get(text);
    if (known !== undefined) return known;
    const value = this.before.get(text) ?? this.make(text);
    if (this.recent.size >= this.most) {
      this.before = this.recent;
      this.recent = new Map();
    }
    this.recent.set(text, value);
    return value;
  }
}

/** A function that gives one string for equal strings: events repeat names by the hundred thousand. */
export function interner(): (text: string) => string {
  const seen = new Repeats((text) => text);
  return (text) => (text.length > LONGEST ? text : seen.of(text));
}

/** The text by itself: a piece cut out of a longer text keeps the whole of it in memory. */
export function detached(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
