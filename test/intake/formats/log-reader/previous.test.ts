import { describe, expect, it } from 'vitest';
import { utc } from '../../../../src/base/index.js';
import { readText } from '../../../support/format-tester.js';

/** The log of the instance before, which its program stamped, but not its last words. */
const LOG = `2026-01-12T08:00:01.120Z INFO starting
2026-01-12T08:00:02.120Z INFO listening on 8080
panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x4a1b2c]

goroutine 1 [running]:
main.main()
	/app/main.go:12 +0x1d
`;
const place = { namespace: 'shop', pod: 'web-0', container: 'app', previous: true };

describe('a panic without a stamp behind stamped lines', () => {
  const reading = readText(LOG, { place });
  const [panic, ...more] = reading.records.flatMap((record) => (record.kind === 'message' ? [record] : []));

  it('is told for itself, and no part of what was said before', () => {
    expect(more).toEqual([]);
    expect(panic).toMatchObject({ id: 'app-panic', severity: 'fatal', origin: { previous: true } });
    expect(panic?.text).toMatch(/^panic: runtime error/);
  });

  it('has the time of the line before by a rule only', () => {
    expect(panic?.at.lo).toBe(utc(2026, 1, 12, 8, 0, 2) + 120_000);
    expect(panic?.at.grade).toBe('C');
  });

  it('covers what was stamped, and no more', () => {
    expect(reading.span?.hi).toBe(utc(2026, 1, 12, 8, 0, 2) + 121_000);
  });

  it('has no time at all where nothing is stamped', () => {
    const bare = readText('starting\npanic: oops\ngoroutine 1 [running]:\n', { place });
    expect(bare.records[0]).toMatchObject({ id: 'app-panic', at: { grade: 'X' } });
    expect(bare.span).toBeUndefined();
  });
});
