import { describe, expect, it } from 'vitest';
import { visible, visibleLine } from '../../src/report/visible.js';

describe('visible', () => {
  it('shows escapes, controls, overrides and lone surrogates instead of obeying them', () => {
    expect(visible('\u001b[31mred\u001b[0m')).toBe('␛[31mred␛[0m');
    expect(visible('a\u0000b\u007f\u009b')).toBe('a␀b␡\\x9b');
    expect(visible('\u202Eabc\u2066')).toBe('\\u202eabc\\u2066');
    expect(visible('\ud800x')).toBe('\ufffdx');
  });

  it('keeps words of every script, and lines', () => {
    expect(visible('Zürich 東京 😀\nsecond\tline')).toBe('Zürich 東京 😀\nsecond\tline');
    expect(visible('a\r\nb')).toBe('a\nb');
  });

  it('cuts what is long and says by how much', () => {
    expect(visible('x'.repeat(5000), 10)).toBe('xxxxxxxxxx… (4990 more characters)');
    expect(visibleLine(' a \n b ')).toBe('a b');
  });
});
