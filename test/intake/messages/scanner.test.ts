import { describe, expect, it } from 'vitest';
import { automaton } from '../../../src/intake/messages/automaton.js';
import { BLOCK, Found } from '../../../src/intake/messages/lanes.js';
import { Scanner } from '../../../src/intake/messages/index.js';

/** The same numbers again for the same seed (xorshift32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Lines of letters in which short words come often, and now and then a very long one or none at all. */
function lines(seed: number, bytes: number): Buffer {
  const next = random(seed);
  let text = '';
  while (text.length < bytes) {
    const roll = next();
    const length = roll < 0.01 ? 9000 : roll < 0.1 ? 0 : Math.floor(next() * 300);
    for (let i = 0; i < length; i += 1) text += 'abcd'[Math.floor(next() * 4)] ?? '';
    text += '\n';
  }
  return Buffer.from(text.slice(0, bytes));
}

const WORDS = ['abca', 'bcab', 'dddd', 'abcabc', 'cdcdcd', 'aab'];

describe('search for words', () => {
  it('in four places at once finds what a plain search finds, in order', () => {
    const machine = automaton(WORDS);
    const found = new Found();
    for (let seed = 1; seed <= 60; seed += 1) {
      const bytes = lines(seed, 1 + Math.floor((random(seed + 1000)() * BLOCK) / (seed % 3 === 0 ? 100 : 1)));
      const plain: string[] = [];
      const text = bytes.toString('latin1');
      for (let end = 1; end <= text.length; end += 1) {
        for (const [literal, word] of WORDS.entries()) {
          if (text.endsWith(word, end)) plain.push(`${end - 1} ${literal}`);
        }
      }
      machine.find(bytes, 0, bytes.length, found);
      const ours = Array.from({ length: found.count }, (_, i) =>
        [...machine.literals(found, i)].sort().map((literal) => `${found.places[i] ?? -1} ${literal}`),
      ).flat();
      expect(ours, `seed ${seed}`).toEqual(plain);
    }
  });

  it('takes no words that go on over a line end', () => {
    expect(() => automaton(['a\nb'])).toThrow();
  });

  it('tells of each line what stands in it, whatever is looked through with it', () => {
    const next = random(7);
    const said = [
      'connection refused',
      'all is well',
      'ERROR: no such host',
      '',
      'panic: x',
      'lookup db on 10.0.0.10:53',
    ];
    const rows = Array.from({ length: 3000 }, () => said[Math.floor(next() * said.length)] ?? '');
    rows[1500] = `${'x'.repeat(2 * BLOCK)} connection refused`;
    const bytes = Buffer.from(rows.join('\n'));
    const inBlocks = new Scanner();
    const alone = new Scanner();
    let from = 0;
    for (const row of rows) {
      const line = Buffer.from(row);
      inBlocks.line(bytes, from, from + line.length);
      alone.clear();
      alone.scan(line);
      expect(inBlocks.found, row.slice(-40)).toBe(alone.found);
      expect(inBlocks.numbersMet().sort(), row.slice(-40)).toEqual(alone.numbersMet().sort());
      from += line.length + 1;
    }
  });

  it('looks again at a buffer that has changed', () => {
    const scanner = new Scanner();
    const bytes = Buffer.from(`${'nothing here at all\n'.repeat(200)}`);
    scanner.line(bytes, 0, 19);
    expect(scanner.found).toBe(false);
    scanner.forget();
    bytes.write('ERROR');
    scanner.line(bytes, 0, 19);
    expect(scanner.found).toBe(true);
  });
});
