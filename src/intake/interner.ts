/** More different strings than this are no repeated names. */
const MOST = 20_000;
/** Longer texts are messages, which differ; to look them up costs more than it saves. */
const LONGEST = 63;

/** A function that gives one string for equal strings: events repeat names by the hundred thousand. */
export function interner(): (text: string) => string {
  let seen = new Map<string, string>();
  return (text) => {
    if (text.length > LONGEST) return text;
    const known = seen.get(text);
    if (known !== undefined) return known;
    if (seen.size >= MOST) seen = new Map();
    seen.set(text, text);
    return text;
  };
}
