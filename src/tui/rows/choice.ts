/**
 * A choice at the top of a regular expression: a text matches `12|37` when it matches either, and each of
 * the two is answered by what is known of the digits, which the whole is not.
 */

/** More parts than this are dearer one by one than one look at the texts. */
const MOST = 4;

/** The parts of a choice at the top of an expression; undefined when there is none that may be taken apart. */
export function choicesOf(source: string): readonly string[] | undefined {
  // a reference to a group counts over all parts
  if (!source.includes('|') || /\\[1-9k]/.test(source)) return undefined;
  const parts: string[] = [];
  let depth = 0;
  let inClass = false;
  let begun = 0;
  for (let i = 0; i < source.length; i++) {
    const c = source[i];
    if (c === '\\') i++;
    else if (inClass) inClass = c !== ']';
    else if (c === '[') inClass = true;
    else if (c === '(') depth++;
    else if (c === ')') depth--;
    else if (c === '|' && depth === 0) {
      parts.push(source.slice(begun, i));
      begun = i + 1;
    }
  }
  parts.push(source.slice(begun));
  return parts.length < 2 || parts.length > MOST || parts.includes('') ? undefined : parts;
}
