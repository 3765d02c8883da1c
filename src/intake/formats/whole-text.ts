import type { ReadContext, Reader } from '../format.js';
import { LineSplitter, type Line } from '../lines.js';
import type { Locator } from '../../model/index.js';

/** Outputs of tools are small; what is larger than this is not one of them. */
const MAX_BYTES = 64 << 20;

/** Colour codes of terminals. */
const COLOUR = /\u001b\[[0-9;]*[A-Za-z]/g;

/** A reader that hands over all bytes at the end, at most 64 MiB of them. */
export function wholeBytes(context: ReadContext, parse: (bytes: Buffer) => void): Reader {
  const parts: Buffer[] = [];
  let size = 0;
  return {
    chunk(bytes) {
      const room = MAX_BYTES - size;
      if (room > 0) parts.push(Buffer.from(bytes.subarray(0, room)));
      size += bytes.length;
    },
    end() {
      if (size > MAX_BYTES) {
        context.problem({
          message: `only the first ${MAX_BYTES} of ${size} bytes were read`,
          offset: MAX_BYTES,
        });
      }
      parse(Buffer.concat(parts));
    },
  };
}

/** The lines of a text with their byte offsets, colour codes taken off. */
export function linesOf(bytes: Buffer): readonly Line[] {
  const lines: Line[] = [];
  const splitter = new LineSplitter((line) => {
    lines.push(line.text.includes('\u001b') ? { ...line, text: line.text.replace(COLOUR, '') } : line);
  });
  splitter.chunk(bytes);
  splitter.end();
  return lines;
}

/** A reader for formats whose parts refer to each other, so that they are read as a whole. */
export function wholeLines(context: ReadContext, parse: (lines: readonly Line[]) => void): Reader {
  return wholeBytes(context, (bytes) => parse(linesOf(bytes)));
}

/** Where the bytes from one line to another lie. */
export function spanOf(context: ReadContext, first: Line, last: Line = first): Locator {
  return {
    source: context.source,
    offset: first.offset,
    length: last.offset + last.length - first.offset,
    line: first.line,
  };
}
