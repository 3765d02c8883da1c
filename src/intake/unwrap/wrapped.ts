import type { Head, Place } from '../format.js';
import { OffsetMap } from './offset-map.js';
import type { Rewrite } from './rewritten.js';

/**
 * What a terminal of some width showed, copied with the line ends that it put in: every line that was longer fills the width to
 * its last column and goes on in the next.
 */
const NARROWEST = 60;
const WIDEST = 400;

/** The rest of a header: a row is never in capitals alone. */
const HEADER_GOES_ON = /^ *[A-Z][A-Z0-9()% -]*$/;

/** The width, when the first line fills it and no line is longer; `formatId` is what the lines were taken for as they are. */
export function wrappedAt({ lines, place, whole }: Head, formatId: string | undefined): number | undefined {
  if (!whole || (place.pod ?? place.container ?? place.program) !== undefined || lines.length < 4)
    return undefined;
  const isTable = formatId === 'kubectl-table' && HEADER_GOES_ON.test(lines[1] ?? '');
  if (formatId !== undefined && !isTable) return undefined;
  const width = Math.max(...lines.map((line) => line.length));
  const isWrapped = width >= NARROWEST && width <= WIDEST && lines[0]?.length === width;
  return isWrapped && lines.filter((line) => line.length === width).length > 1 ? width : undefined;
}

/** The head as it was before, to see what it would be. */
export function joinedHead(head: Head, width: number): Head {
  const joined: string[] = [];
  let open = '';
  for (const line of head.lines) {
    open += line;
    if (line.length === width) continue;
    joined.push(open);
    open = '';
  }
  if (open !== '') joined.push(open);
  return { ...head, lines: joined, text: joined.join('\n') };
}

/** Takes the line ends of the terminal out. */
export function joinedAt(width: number): (bytes: Buffer, place: Place) => Iterable<Rewrite> {
  return (bytes, place) => {
    const map = new OffsetMap();
    const parts: Buffer[] = [];
    const copy = (from: number, to: number): void => {
      parts.push(bytes.subarray(from, to));
      map.copied(from, to - from);
    };
    for (let at = 0; at < bytes.length;) {
      const feed = bytes.indexOf(10, at);
      const next = feed < 0 ? bytes.length : feed + 1;
      const isReturn = feed > at && bytes[feed - 1] === 13;
      const end = feed < 0 ? bytes.length : isReturn ? feed - 1 : feed;
      // Columns are characters.
      const isFull = bytes.toString('utf8', at, end).length === width;
      copy(at, end);
      if (!isFull && feed >= 0) copy(feed, next);
      at = next;
    }
    return [{ text: Buffer.concat(parts).toString('utf8'), map, place }];
  };
}
