import { describe, expect, it } from 'vitest';
import { readText } from '../../support/format-tester.js';

const TABLE = [
  'NAMESPACE     NAME                        READY   STATUS             RESTARTS        AGE',
  'shop          web-5d8c7c9b7d-x4z2n        0/1     CrashLoopBackOff   6 (2m11s ago)   8m2s',
  'kube-system   coredns-6d4b75cb6d-abcde    1/1     Running            0               12d',
];
/** As a terminal shows it: lines go on below when they are full. */
const wrapped = (width: number): string =>
  `${TABLE.map((line) => line.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n')).join('\n')}\n`;

describe('a table copied from a narrow terminal', () => {
  it.each([70, 76, 80])('is put together again at %i columns', (width) => {
    for (const [content, chunk] of [
      [wrapped(width), 7],
      [wrapped(width).replaceAll('\n', '\r\n'), 4096],
    ] as const) {
      const { records, problems } = readText(content, { chunk });
      expect(records.flatMap((r) => (r.kind === 'object' ? [r.ref.name] : []))).toEqual([
        'web-5d8c7c9b7d-x4z2n',
        'coredns-6d4b75cb6d-abcde',
      ]);
      expect(problems).toEqual([]);
      const { offset, length } = records.find(({ kind }) => kind === 'object')?.evidence ?? {
        offset: 0,
        length: 0,
      };
      expect(content.slice(offset, offset + length).replace(/\r?\n/g, '')).toBe(TABLE[1]);
    }
  });

  it('is no text whose lines happen to be as long', () => {
    const lines = ['x'.repeat(70), 'y'.repeat(70), 'z', 'z'].join('\n');
    expect(readText(lines).status).toBe('unrecognised');
  });
});
