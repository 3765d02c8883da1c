import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { heldInputs } from '../../src/app/held-input.js';
import { unreadable } from '../../src/app/unreadable.js';
import { readCapture, type Input } from '../../src/intake/index.js';

const MB = 2 ** 20;

function streamOf(...chunks: readonly Buffer[]): Input {
  return { path: '-', stream: Readable.from(chunks) };
}

async function bytesOf(input: Input | undefined): Promise<Buffer> {
  if (input === undefined || typeof input === 'string') throw new Error('no stream');
  const chunks: Uint8Array[] = [];
  for await (const chunk of input.stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('standard input that is to be looked at twice', () => {
  it('gives the same bytes again, beside files by their paths', async () => {
    const held = heldInputs(['a.tar', streamOf(Buffer.from('one\n'), Buffer.from('two\n'))]);
    expect(held.first[0]).toBe('a.tar');
    expect((await bytesOf(held.first[1])).toString()).toBe('one\ntwo\n');
    const again = held.again();
    expect(again?.[0]).toBe('a.tar');
    expect((await bytesOf(again?.[1])).toString()).toBe('one\ntwo\n');
  });

  it('is read once when it is longer than is kept', async () => {
    const held = heldInputs([streamOf(...Array.from({ length: 5 }, () => Buffer.alloc(7 * MB, 32)))]);
    expect((await bytesOf(held.first[0])).length).toBe(35 * MB);
    expect(held.again()).toBeUndefined();
  });

  it('is told to be unreadable only when it breaks off before its first byte', async () => {
    const cut = await readCapture([streamOf(Buffer.from([0x1f, 0x8b, 8, 0]))]);
    expect(unreadable(cut)).toMatch(/nothing of it can be read/);
    expect(unreadable(await readCapture([streamOf(Buffer.from('hello\n'))]))).toBeUndefined();
  });
});
