import { describe, expect, it } from 'vitest';
import { looseOf } from '../../../src/tui/rows/loose.js';

const shape = (text: string) => text.toLowerCase().replace(/\d+/g, '0');

const TEXTS = ['timed out 503', 'took 1234ms', 'A1b22c333', '10.2.7.1', '', '5', 'x-12-y', 'web-0 web-10', '12a34', 'port :8080/tcp', '7 7', 'code=503 504', '5555555', 'a5b5c5']; // prettier-ignore

describe('what a regular expression says of shapes', () => {
  it.each(['50[34]', '12', '\\d\\d\\d', '\\d{3}$', '.', '5\\d+', '(50|12).', '[0-4]+ms', '(?:5)?a', 'x.\\d.y', '^\\w\\d\\w', '\\b7\\b', 'b?5', '[^a-z]{2}'])(
    'the shape of what %s matches is matched as well, and its literals stand in the text',
    (source) => {
      const loose = looseOf(source);
      expect(loose).toBeDefined();
      for (const text of TEXTS.filter((t) => new RegExp(source, 'i').test(t))) {
        expect(loose?.shape?.test(shape(text)) ?? true, text).toBe(true);
        for (const literal of loose?.literals ?? []) expect(text.toLowerCase()).toContain(literal.toLowerCase());
      }
    },
  ); // prettier-ignore

  it('knows which words must be there', () => {
    expect(looseOf('code=50[34] in \\d+')?.literals).toEqual(['code=50', ' in ']);
    expect(looseOf('10\\.2\\.7?')?.literals).toEqual(['10.2.']);
    expect(looseOf('503|504')?.literals).toEqual([]);
    expect(looseOf('(503|504) ms')?.literals).toEqual([' ms']);
  });

  it('does not trust what it cannot tell, or would try for ever', () => {
    for (const source of ['(?=5)5', '(?<!a)5', '(a)\\1', 'ä5', '\\x35', '\\p{L}', '(.5)+x', '(5*)*']) {
      expect(looseOf(source), source).toBeUndefined();
    }
    expect(looseOf('.1.2.3.4.5')?.shape).toBeUndefined();
  });
});
