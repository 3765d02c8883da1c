import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Spill } from '../../../src/intake/store/spill.js';

const KB = 1024;

/** A piece whose every byte tells its number and its place. */
function piece(number: number, length = 100 * KB): Buffer {
  return Buffer.from(Array.from({ length }, (_, at) => (number * 31 + at * 7 + (at >> 8)) & 255));
}

describe('pieces of memory of which the older go to a file', () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each([0, 250 * KB, 100_000 * KB])('gives back any range, with room for %i bytes', (room) => {
    const spill = new Spill(room);
    const numbers = Array.from({ length: 12 }, (_, n) => spill.add(piece(n)));
    for (const [n, number] of numbers.entries()) {
      const whole = piece(n);
      expect(Buffer.compare(spill.read(number, 0, whole.length), whole)).toBe(0);
      for (const [from, to] of [
        [0, 1],
        [16_380, 16_390],
        [5, 50_000],
        [102_399, 102_400],
        [7, 7],
      ] as const) {
        expect([...spill.read(number, from, to)], `${n} ${from}`).toEqual([...whole.subarray(from, to)]);
      }
    }
  });

  it('reads what was written since a page was read for the first time', () => {
    const spill = new Spill(0);
    spill.add(piece(0, 100));
    spill.add(piece(1, 100));
    expect([...spill.read(0, 0, 100)]).toEqual([...piece(0, 100)]);
    // The second goes into the page that was just read.
    spill.add(piece(2, 100));
    expect([...spill.read(1, 0, 100)]).toEqual([...piece(1, 100)]);
    expect([...spill.read(2, 0, 100)]).toEqual([...piece(2, 100)]);
  });

  it('has a file without a name', () => {
    const folder = mkdtempSync(join(tmpdir(), 'inquest-spill-'));
    vi.stubEnv('TMPDIR', folder);
    const spill = new Spill(0);
    for (let n = 0; n < 4; n += 1) spill.add(piece(n));
    const left = readdirSync(folder);
    rmSync(folder, { recursive: true });
    expect(left).toEqual([]);
    expect([...spill.read(0, 0, 3)]).toEqual([...piece(0).subarray(0, 3)]);
  });

  it('keeps all in memory where no file can be written', () => {
    vi.stubEnv('TMPDIR', '/dev/null/nowhere');
    const spill = new Spill(0);
    const numbers = Array.from({ length: 4 }, (_, n) => spill.add(piece(n)));
    for (const [n, number] of numbers.entries())
      expect(spill.read(number, 9, 12)).toEqual(piece(n).subarray(9, 12));
  });
});
