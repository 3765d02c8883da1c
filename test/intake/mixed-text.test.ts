import { describe, expect, it } from 'vitest';
import { segmentsOf } from '../../src/intake/mixed-text.js';
import { readText } from '../support/format-tester.js';

const line = (second: number, message = 'dial tcp 10.0.0.1:5432: connect: connection refused'): string =>
  `2026-07-01T19:22:${String(second).padStart(2, '0')}.123456789Z stderr F ${message}\n`;
const place = { pod: 'web-0', namespace: 'shop', container: 'app' };
const other =
  'x509: certificate has expired or is not yet valid: current time 2026-07-01T19:22:41Z is after 2026-06-01T00:00:00Z é';

const third = 'dial tcp 10.0.0.9:6379: connect: connection refused';

/** What stands where the records say that it does. */
function quoted(bytes: Buffer, chunk: number) {
  const reading = readText(bytes, { place, chunk });
  const told = reading.records.map(({ evidence: { offset, length } }) => {
    const part = bytes.subarray(offset, offset + length);
    return part.includes(0) ? part.toString('utf16le') : part.toString('utf8');
  });
  return {
    told: told.map((text) => text.trim()),
    problems: reading.problems.map(({ message, offset }) => [message, offset]),
  };
}

const all = (bytes: Buffer, check: (said: ReturnType<typeof quoted>) => void): void => {
  for (const chunk of [bytes.length, 64, 7]) check(quoted(bytes, chunk));
};

describe('a text of two encodings', () => {
  it('PowerShell appends UTF-16 to UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from(line(1)), Buffer.from(line(2, other), 'utf16le')]);
    all(bytes, ({ told, problems }) => {
      expect(told).toEqual([line(1).trim(), line(2, other).trim()]);
      expect(problems).toEqual([]);
    });
  });

  it('with the mark of the second one between them', () => {
    const bytes = Buffer.concat([
      Buffer.from(line(1)),
      Buffer.from([0xff, 0xfe]),
      Buffer.from(line(2, other), 'utf16le'),
    ]);
    all(bytes, ({ told }) => expect(told).toEqual([line(1).trim(), line(2, other).trim()]));
  });

  it('others append UTF-8 to what PowerShell wrote', () => {
    const bytes = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(line(1), 'utf16le'),
      Buffer.from(line(2, other)),
    ]);
    all(bytes, ({ told }) => expect(told).toEqual([line(1).trim(), line(2, other).trim()]));
  });

  it('three times in a row', () => {
    const bytes = Buffer.concat([
      Buffer.from(line(1)),
      Buffer.from(line(2, other), 'utf16le'),
      Buffer.from(line(3, third)),
    ]);
    expect(segmentsOf(bytes).map(({ kind }) => kind)).toEqual(['utf-8', 'utf-16le', 'utf-8']);
    all(bytes, ({ told }) =>
      expect(told).toEqual([line(1).trim(), line(2, other).trim(), line(3, third).trim()]),
    );
  });
});

describe('a hole in a log', () => {
  it('takes nothing else with it, wherever it lies', () => {
    const hole = Buffer.alloc(5000);
    for (const [parts, at] of [
      [[Buffer.from(line(1)), hole, Buffer.from(line(2, other))], line(1).length],
      [[hole, Buffer.from(line(1)), Buffer.from(line(2, other))], 0],
      [
        [Buffer.from(line(1)), Buffer.from(line(2, other)), hole],
        Buffer.byteLength(line(1) + line(2, other)),
      ],
    ] as const) {
      all(Buffer.concat(parts), ({ told, problems }) => {
        expect(told).toEqual([line(1).trim(), line(2, other).trim()]);
        expect(problems).toEqual([['5000 NUL bytes, a hole in the file, are left out', at]]);
      });
    }
  });

  it('is no NUL that somebody wrote', () => {
    const bytes = Buffer.from(line(1).replace('refused', 'refused\0\0'));
    expect(readText(bytes, { place }).problems).toEqual([]);
    expect(readText(bytes, { place }).records).toHaveLength(1);
  });

  it('is all there is of a file that was never written', () => {
    const { status, problems } = readText(Buffer.alloc(4096));
    expect([status, problems.map(({ message }) => message)]).toEqual(['empty', ['NUL bytes only']]);
  });
});
