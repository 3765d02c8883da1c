import { describe, expect, it } from 'vitest';
import { choicesOf } from '../../../src/tui/rows/choice.js';

describe('a choice at the top', () => {
  it.each([
    ['12|37', ['12', '37']],
    ['a(1|2)|b', ['a(1|2)', 'b']],
    ['[|]x|12', ['[|]x', '12']],
    ['a\\|b|12', ['a\\|b', '12']],
    ['(?:1|2)', undefined],
    ['12', undefined],
    ['(a)\\1|12', undefined],
    ['|12', undefined],
    ['1|2|3|4|5', undefined],
  ])('of /%s/ is taken apart where it may be', (source, parts) => {
    expect(choicesOf(source)).toEqual(parts);
  });
});
