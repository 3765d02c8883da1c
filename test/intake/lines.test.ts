import { describe, expect, it } from 'vitest';
import type { Line } from '../../src/intake/lines.js';
import { LineSplitter } from '../../src/intake/lines.js';

function cut(bytes: Buffer, chunk: number, maxBytes?: number): { lines: Line[]; cuts: Line[] } {
  const lines: Line[] = [];
  const cuts: Line[] = [];
  const splitter = new LineSplitter((line) => lines.push(line), {
    onCut: (line) => cuts.push(line),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });
  for (let at = 0; at < bytes.length; at += chunk) splitter.chunk(bytes.subarray(at, at + chunk));
  splitter.end();
  return { lines, cuts };
}

describe('line splitter', () => {
  const text = Buffer.from('\ufefferste\r\n\r\nzwölf €\nlast');

  it.each([1, 2, 3, 5, 7, 64])('gives the same lines in chunks of %i bytes', (chunk) => {
    expect(cut(text, chunk).lines).toEqual([
      { text: 'erste', offset: 3, length: 5, line: 1 },
      { text: '', offset: 10, length: 0, line: 2 },
      { text: 'zwölf €', offset: 12, length: 10, line: 3 },
      { text: 'last', offset: 23, length: 4, line: 4 },
    ]);
  });

  it('points at the bytes of the line', () => {
    for (const { text: said, offset, length } of cut(text, 4).lines) {
      expect(text.subarray(offset, offset + length).toString()).toBe(said);
    }
  });

  it.each([1, 4, 100])('cuts what is too long and goes on after it, chunks of %i', (chunk) => {
    const { lines, cuts } = cut(Buffer.from(`a\n${'x'.repeat(50)}\r\nb\n12345678\n`), chunk, 8);
    expect(lines.map((line) => line.text)).toEqual(['a', 'xxxxxxxx', 'b', '12345678']);
    expect(lines.map((line) => line.offset)).toEqual([0, 2, 54, 56]);
    expect(cuts.map((line) => line.line)).toEqual([2]);
  });

  it('gives no line for nothing', () => {
    expect(cut(Buffer.alloc(0), 1).lines).toEqual([]);
    expect(cut(Buffer.from('a\n'), 1).lines).toHaveLength(1);
  });
});
