import { describe, expect, it } from 'vitest';
import { isDigitBlind } from '../../../src/tui/rows/neutral.js';

const shape = (text: string) => text.toLowerCase().replace(/\d+/g, '0');

const TEXTS = ['timed out', 'times 12', 'took 1234ms', 'a1b22c333', '10.2.7.1', '', 'a', '0', 'x-12-y', 'pod web-0 web-10', '12a34', 'port :8080/tcp', 'no digits', '7 7', 'code=503 503']; // prettier-ignore

describe('a regular expression that does not care which digits', () => {
  it.each(['time[sd]', 'took \\d+ms', 'a\\d+b', 'x-.*-y', '^pod .+', '(?:timed|times)', 'web-[0-9]+', 'c*\\d+a', '\\bport\\b', '[^a-z]+x?', 'no (?!way)digits$', '\\w+ out', '/tcp'])(
    '%s says the same of a text and of its shape',
    (source) => {
      expect(isDigitBlind(source)).toBe(true);
      for (const text of TEXTS) expect(new RegExp(source, 'i').test(shape(text)), text).toBe(new RegExp(source, 'i').test(text));
    },
  ); // prettier-ignore

  it.each(['12', '\\d\\d', '\\d{3}', '.', '5\\d+', '\\d+\\d+', '\\d+a*\\d+', '(\\d+)+', '[0-4]+', '[5]', '(a)\\1', '(?<=a)b', 'x.y', '[!-~]+', '\\x41', 'ä', '\\p{L}'])(
    '%s is not trusted',
    (source) => {
      expect(isDigitBlind(source)).toBe(false);
    },
  ); // prettier-ignore
});
