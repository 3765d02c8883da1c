/**
 * Which literal texts a regular expression cannot match without, so that one search for words tells which
 * expressions are worth trying at all.
 */

/**
 * JSON and Go quoting write these in other ways: a word that holds one may be spelt differently in the bytes. What
 * stands before "=" may be the key of a field, whose bytes know neither the "=" nor what comes before the key.
 */
const SPELT_OTHERWISE = /["'`\\<>&+\n\r\t]|[^\w-][\w-]*=|=/;

/** Shorter words stand in too many lines to tell anything. */
const SHORTEST = 3;

interface Cursor {
  readonly source: string;
  at: number;
}

/** A list of words one of which every match contains; undefined where no such list is known. */
type Words = readonly string[] | undefined;

/** How good a list is: the length of its shortest word. */
function worth(words: Words): number {
  return words === undefined ? 0 : Math.min(...words.map((word) => word.length));
}

function better(a: Words, b: Words): Words {
  return worth(b) > worth(a) ? b : a;
}

/** Reads alternatives up to the end or to a closing parenthesis. */
function alternatives(cursor: Cursor): Words {
  const all: string[] = [];
  let isKnown = true;
  for (;;) {
    const words = sequence(cursor);
    if (words === undefined) isKnown = false;
    else all.push(...words);
    if (cursor.source[cursor.at] !== '|') break;
    cursor.at += 1;
  }
  return isKnown ? all : undefined;
}

/** The best that one sequence of atoms has: a run of plain letters, or a group that must be there. */
function sequence(cursor: Cursor): Words {
  const { source } = cursor;
  let best: Words;
  let run = '';
  const endRun = (): void => {
    for (const part of run.split(SPELT_OTHERWISE)) if (part.length > 0) best = better(best, [part]);
    run = '';
  };
  while (cursor.at < source.length && source[cursor.at] !== '|' && source[cursor.at] !== ')') {
    const atom = source[cursor.at] === '(' ? group(cursor) : plain(cursor);
    const isSure = !mayBeMissing(cursor);
    if (typeof atom === 'string' && isSure) {
      run += atom;
      continue;
    }
    endRun();
    if (typeof atom !== 'string' && isSure) best = better(best, atom);
  }
  endRun();
  return best;
}

/** A group from its parenthesis on. What stands in a look-around need not be there. */
function group(cursor: Cursor): Words {
  const [opening = '('] = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(cursor.source.slice(cursor.at)) ?? [];
  cursor.at += opening.length;
  const words = alternatives(cursor);
  cursor.at += 1;
  return /[=!]$/.test(opening) ? undefined : words;
}

/** One letter where the atom stands for just that one; undefined for classes, "." and assertions. */
function plain(cursor: Cursor): string | undefined {
  const { source } = cursor;
  const letter = source[cursor.at] ?? '';
  cursor.at += 1;
  if (letter === '[') {
    while (source[cursor.at] !== ']') cursor.at += source[cursor.at] === '\\' ? 2 : 1;
    cursor.at += 1;
    return undefined;
  }
  if (letter !== '\\') return /[.^$]/.test(letter) ? undefined : letter;
  const escaped = source[cursor.at] ?? '';
  cursor.at += 1;
  return /\w/.test(escaped) ? undefined : escaped;
}

/** Reads a quantifier; true when it allows none. One that repeats ends a run, which the caller need not know of. */
function mayBeMissing(cursor: Cursor): boolean {
  const [quantifier] = /^(?:[?*+]|\{\d+(?:,\d*)?\})\??/.exec(cursor.source.slice(cursor.at)) ?? [];
  if (quantifier === undefined) return false;
  cursor.at += quantifier.length;
  return true;
}

/**
 * Words one of which every text that `pattern` matches contains; undefined when there are none that say enough.
 * Knows the syntax that the catalogue uses; case-insensitive patterns have no such words.
 */
export function literalsOf(pattern: RegExp): readonly string[] | undefined {
  if (pattern.flags.includes('i')) return undefined;
  const words = alternatives({ source: pattern.source, at: 0 });
  return worth(words) < SHORTEST ? undefined : words;
}
