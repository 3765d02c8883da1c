import { describe, expect, it } from 'vitest';
import { iso } from '../../../src/base/index.js';
import { clockLine } from '../../../src/intake/formats/capture-time.js';
import { readText } from '../../support/format-tester.js';

describe('what date prints under other languages', () => {
  it.each([
    ['Mi 1. Jul 19:22:41 CEST 2026', '2026-07-01T17:22:41'],
    ['mar. 07 juil. 2026 19:22:41 CEST', '2026-07-07T17:22:41'],
    ['mercredi 1 juillet 2026, 19:22:41 (UTC+0200)', '2026-07-01T17:22:41'],
    ['mié 01 jul 2026 19:22:41 CEST', '2026-07-01T17:22:41'],
    ['mer 1 lug 2026, 19.22.41, CEST', '2026-07-01T17:22:41'],
    ['qua 01 jul 2026 19:22:41 -03', '2026-07-01T22:22:41'],
    ['2026年  7月  1日 水曜日 19:22:41 JST', '2026-07-01T10:22:41'],
    ['Wed Jul  1 07:22:41 PM CEST 2026', '2026-07-01T17:22:41'],
    ['So 01 Mär 2026 19:22:41 CET', '2026-03-01T18:22:41'],
  ])('%s', (line, at) => {
    const stamp = clockLine(line);
    expect(stamp === undefined ? undefined : iso(stamp.lo).slice(0, 19)).toBe(at);
  });

  it('says no zone where letters name several, or none is printed', () => {
    for (const line of ['2026年 07月 01日 星期三 19:22:41 CST', 'Wednesday, July 1, 2026 7:22:41 PM']) {
      expect(clockLine(line)).toBeUndefined();
      expect(readText(`${line}\n`).records).toMatchObject([{ at: { grade: 'C' }, data: { zone: null } }]);
    }
  });

  it('is nothing else', () => {
    for (const line of ['Error 12 mar 2026 happened', 'build 2026 took 19:22:41', 'mar 7 2026'])
      expect(clockLine(line)).toBeUndefined();
  });
});
