/** Cutting out of a text what differs from one time to the next, so that the same happening reads the same. */

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const LONG_HEX = /\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/gi;
const STAMP = /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?(?:Z|[+-]\d\d:?\d\d))?/g;
const ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g;
/** Names that controllers make: "web-5d9c7f6b8-x7k2p", "web-x7k2p". */
const GENERATED = /\b[a-z](?:[a-z0-9.-]*[a-z0-9])?-(?=[a-z0-9]*\d)[a-z0-9]{5,10}(?:-[a-z0-9]{5})?\b/g;
const QUOTED_NAME = /(["'`])[^\s"'`]{1,120}\1/g;
const NUMBER = /\d+(?:[.,]\d+)*/g;
const POINTER = /\b0x[0-9a-f]+\b/gi;

/** The text with numbers, ids, addresses and quoted names replaced by signs; at most 300 characters. */
export function templateOf(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line
    .slice(0, 600)
    .replace(STAMP, '<time>')
    .replace(UUID, '<id>')
    .replace(POINTER, '<ptr>')
    .replace(ADDRESS, '<addr>')
    .replace(GENERATED, '<name>')
    .replace(LONG_HEX, '<id>')
    .replace(QUOTED_NAME, '$1*$1')
    .replace(NUMBER, '<n>')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}

/** A URL path whose segments that are ids read "*". */
export function sameShape(path: string): string {
  return path
    .split('/')
    .map((segment) => (isId(segment) ? '*' : segment))
    .join('/');
}

function isId(segment: string): boolean {
  if (/^\d+$/.test(segment) || /^[0-9a-f-]{16,}$/i.test(segment)) return true;
  return segment.length >= 16 && /\d/.test(segment) && !/^[a-z]+(?:[-_.][a-z0-9]+)*$/.test(segment);
}
